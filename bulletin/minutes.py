"""会议纪要 of a weekly meeting: what was reported, what was resolved, and how earlier resolutions stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bulletin.context import DEMO_MARK, DRAFT_MARK
from bulletin.layout.minutes_pages import build_minutes
from bulletin.rendering import render
from bulletin.templates.chosen import Template
from supervision.meeting.records import Resolution
from supervision.meeting.slides import Deck
from supervision.periods import print_date
from supervision.scheme import Office

OPEN_TO_A_PERSON = ("主持：（由人填写）", "参加：（由人填写）", "记录：（由人填写）")
"""The store holds no names; who was there is written into the file by hand."""


@dataclass(frozen=True)
class Minutes:
    """One meeting with the slides it went through and every resolution as it stands."""

    meeting: int
    held_on: date
    deck: Deck
    resolutions: Sequence[Resolution]
    office: Office

    @property
    def mark(self) -> str:
        """Return the red mark; 纪要 has none of 文件 (GB/T 9704-2012, 10.3)."""
        return f"{self.office.name}会议纪要"

    def opening(self) -> tuple[str, ...]:
        """Return day, basis and what only a person can fill in."""
        basis = f"本次会议依据{self.deck.quarter.name}数据，数据截止{print_date(self.deck.cutoff)}。"
        return (f"时间：{print_date(self.held_on)}", *OPEN_TO_A_PERSON, basis)

    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the numbered parts; a part without anything says so."""
        facts = [f"{slide.title}。{slide.message.rstrip('。')}。" for slide in self.deck.slides]
        resolved = [each for each in self.resolutions if each.meeting == self.meeting]
        earlier = [each for each in self.resolutions if each.meeting < self.meeting]
        return (
            ("一、会议通报", tuple(facts) or ("本次会议没有通报事项。",)),
            ("二、议定事项", _numbered([_resolved(each) for each in resolved]) or ("本次会议没有议定事项。",)),
            ("三、以往议定事项办理情况", _numbered([self._state(each) for each in earlier]) or ("没有以往议定事项。",)),
        )

    def _state(self, earlier: Resolution) -> str:
        late = "，已逾期" if earlier.is_overdue(self.held_on) else ""
        progress = f"进展：{earlier.progress.rstrip('。')}。" if earlier.progress else ""
        return f"{_resolved(earlier)}{earlier.state.value}{late}。{progress}"


def _resolved(made: Resolution) -> str:
    return f"{made.text.rstrip('。')}（责任单位：{made.unit}，{print_date(made.due_on)}前完成）。"


def _numbered(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{number}．{line}" for number, line in enumerate(lines, start=1))


def render_minutes(minutes: Minutes, *, is_demo: bool) -> bytes:
    """Return the .docx of the minutes, a draft until a person has filled in who was there."""
    template = Template("minutes.docx", build_minutes(len(minutes.mark)), is_shipped=True)
    context = {
        "office_name": minutes.office.name,
        "printing_date": print_date(minutes.held_on),
        "title": f"{minutes.mark}（第{minutes.meeting}次）",
        "mark": minutes.mark,
        "number": f"第{minutes.meeting}次",
        "opening": minutes.opening(),
        "parts": [{"heading": heading, "lines": lines} for heading, lines in minutes.parts()],
        "is_demo": is_demo,
        "page_mark": "　".join((DRAFT_MARK, DEMO_MARK) if is_demo else (DRAFT_MARK,)),
    }
    return render(template, context, ())
