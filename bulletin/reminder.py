"""催报: the letter to units whose paper has not come: its text for copying, and the same as a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bulletin.fields import RECIPIENTS, PersonFields, open_fields, recipients_of
from bulletin.kinds import Kind
from bulletin.letter import Letter, render_letter
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates
from supervision.areas import Area
from supervision.deadlines import DueDate
from supervision.periods import print_date
from supervision.scheme import Scheme
from supervision.submission_states import SubmissionState, count_states
from supervision.workdays import workday_after

MOST_ADDRESSED = 3
"""So many units are addressed by name; more of them as 有关, each named in the text."""
SOME_UNITS = "有关省辖市、济源示范区、省直管县（市）人民政府办公室、政府教育督导委员会办公室"


@dataclass(frozen=True)
class Reminder:
    """One paper, and what it is of each unit at a cut-off."""

    due: DueDate
    cutoff: date
    scheme: Scheme
    states: Sequence[tuple[Area, SubmissionState]]

    @property
    def is_early(self) -> bool:
        """Return whether the due day is still to come: a reminder, not a demand."""
        return self.cutoff <= self.due.due_on

    @property
    def owing(self) -> tuple[Area, ...]:
        """Return the units to be urged: those that have not handed in, or only what was returned to them."""
        wanted = (SubmissionState.NOT_DUE, SubmissionState.RETURNED, SubmissionState.MISSING)
        return tuple(area for area, state in self.states if state in wanted)

    @property
    def _owe_all(self) -> bool:
        return len(self.owing) == len(self.states)

    def _of(self, *wanted: SubmissionState) -> str:
        found = [area.name for area, state in self.states if state in wanted]
        return "各报送单位" if len(found) == len(self.states) else "、".join(found)

    @property
    def subject(self) -> str:
        """Return what the letter is about, as its title says it."""
        return f"{'报送' if self.is_early else '催报'}{self.due.paper}"

    def paragraphs(self) -> tuple[str, ...]:
        """Return the text, paragraph by paragraph; empty where no unit is to be urged."""
        if not self.owing:
            return ()
        parts = (self._opening(), self._demand(), self._returned(), self._late(), self._contact())
        return tuple(part for part in parts if part)

    def text(self) -> str:
        """Return the letter as plain text, ready to copy."""
        lines = (f"关于{self.subject}的通知", f"{self.recipients}：", *self.paragraphs())
        return "\n".join((*lines, self.scheme.office.name, f"{self.cutoff.year}年×月×日"))

    @property
    def recipients(self) -> str:
        if self._owe_all:
            return RECIPIENTS[Kind.CIRCULAR]
        named = len(self.owing) <= MOST_ADDRESSED
        return "；".join(recipients_of(area) for area in self.owing) if named else SOME_UNITS

    def _opening(self) -> str:
        counts = count_states(state for _, state in self.states)
        named = [
            f"{'尚未报送' if state is SubmissionState.NOT_DUE else state.value}{counts[state]}个"
            for state in SubmissionState
            if counts[state] and state is not SubmissionState.UNKNOWN
        ]
        return (
            f"按照{self._basis()}要求，{self.due.paper}应于{print_date(self.due.due_on)}前报送。"
            f"截至{print_date(self.cutoff)}，{len(self.states)}个报送单位中，{'，'.join(named)}。"
        )

    def _basis(self) -> str:
        """Return the document the date comes from: the clause up to its colon; the rest is a note of the scheme."""
        return self.due.deadline.clause.split("：")[0]

    def _demand(self) -> str:
        places = self._of(SubmissionState.NOT_DUE, SubmissionState.MISSING)
        if not places:
            return ""
        if self.is_early:
            return f"请{places}于{print_date(self.due.due_on)}前按时报送。"
        return f"{places}尚未报送，请{self._by()}报送，并说明未按时报送的原因。"

    def _returned(self) -> str:
        places = self._of(SubmissionState.RETURNED)
        by = f"于{print_date(self.due.due_on)}前" if self.is_early else self._by()
        return f"{places}报送的材料已退回，请按退回意见修改，{by}重新报送。" if places else ""

    def _late(self) -> str:
        places = self._of(SubmissionState.LATE)
        return f"{places}报送迟于期限，今后请按时报送。" if places else ""

    def _contact(self) -> str:
        return "报送材料须经本级政府教育督导委员会办公室负责人审核，数据与平台记录一致。"

    def _by(self) -> str:
        """Return until when a late paper is asked for: working days after the cut-off, as a date where it is known."""
        days = self.scheme.reporting.urge_workdays
        last = workday_after(self.cutoff, days)
        return f"于{print_date(last)}前" if last else f"在收到本通知后{days}个工作日内"


def render_reminder(
    reminder: Reminder,
    *,
    is_demo: bool,
    fields: PersonFields | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx of the letter; fields only a person may fill stay placeholders where not given.

    Raises TemplateBroken where the template cannot be used.
    """
    office = reminder.scheme.office
    letter = Letter(
        title=(office.name, f"关于{'报送' if reminder.is_early else '催报'}", reminder.due.paper, "的通知"),
        recipients=reminder.recipients,
        paragraphs=reminder.paragraphs(),
        fields=fields or open_fields(office, reminder.cutoff.year),
    )
    return render_letter(letter, office, is_demo=is_demo, templates=templates)


def name_reminder(reminder: Reminder) -> str:
    """Return the file's name."""
    return f"关于{reminder.subject}的通知（截止{reminder.cutoff.isoformat()}）送审稿.docx"
