"""The contents of 约谈建议材料: why the rules put one place forward, and nothing of any other place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bulletin.annexes import Row, figures_in
from bulletin.context import frame_context
from bulletin.facts import Facts
from bulletin.fields import PersonFields
from bulletin.figures import Figure, Passage, join, say
from bulletin.kinds import Kind
from bulletin.own_tables import COMPLAINTS, PROBLEMS
from bulletin.sections.cautions import write_cautions, write_provisional
from bulletin.sections.summons import write_bases, write_basics, write_grounds, write_measures, write_next
from bulletin.summons_tables import (
    indicators_of,
    quarters_of,
    tabulate_longest_overdue,
    tabulate_over_quarters,
    tabulate_rules,
)
from bulletin.titles import break_title
from supervision.areas import Area
from supervision.faults import InputRejected
from supervision.summons import Suggestion
from supervision.summons_record import measures_taken

ANNEX_TITLES = ("规则对照和指标情况表", "超期事项逐件清单")


@dataclass(frozen=True)
class Kept:
    """What our own store holds on a place; None where it was not read, which the file then says."""

    contests: tuple[str, ...] | None = None
    """Contests of the place in words."""
    decisions: tuple[str, ...] | None = None
    """Decisions of the quarter on the place in words, the newest first."""


@dataclass(frozen=True, eq=False)
class SummonsContents:
    """Everything that the material on one place says."""

    facts: Facts
    area: Area
    is_demo: bool
    suggestions: tuple[Suggestion, ...]
    """Of this place only, the heaviest step first."""
    kept: Kept = field(default_factory=Kept)

    kind = Kind.SUMMONS

    @cached_property
    def cautions(self) -> tuple[Passage, ...]:
        return write_cautions(self.facts, (self.area,))

    @cached_property
    def basics(self) -> tuple[Passage, ...]:
        return write_basics(self.facts, self.area, self.suggestions)

    @cached_property
    def grounds(self) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
        """Return the paragraphs under each trigger with its heading."""
        numbers = "一二三四"
        return tuple(
            (f"（{numbers[place]}）{each.trigger}", write_grounds(self.facts, self.area, each))
            for place, each in enumerate(self.suggestions)
        )

    @cached_property
    def cases_note(self) -> Passage:
        """Return how many cases are overdue, and how many of them are listed."""
        counts = {"超期未整改问题": PROBLEMS, "超期未办结举报": COMPLAINTS}
        said = join(
            (
                say("{name}{n}", name=name, n=count)
                for name, measure in counts.items()
                if (count := self.facts.count(self.area, measure)) is not None
            ),
            "，",
        )
        listed, every = len(self._cases[0]), self._cases[1]
        more = f"，共{every}件，附件2列超期最久的{listed}件，其余见系统" if every > listed else "，逐件见附件2"
        return say("截至数据截止日，{said}{more}。", said=said, more=more if every else "")

    @cached_property
    def measures(self) -> tuple[Passage, ...]:
        held = self.facts.background.summons
        if held is None:
            return ()
        return write_measures(
            measures_taken(held.interviews, held.accountability, held.warnings, self.area.area_code)
        )  # fmt: skip

    @cached_property
    def contests(self) -> tuple[Passage, ...]:
        return _said(self.kept.contests, "无。截至数据截止日，该地没有提出申辩。", "申辩记录未读取，须在系统中核对。")

    @cached_property
    def decisions(self) -> tuple[Passage, ...]:
        return _said(
            self.kept.decisions,
            "本季度尚未登记决定。研究意见：×××。",
            "决定记录未读取，须在系统中核对。研究意见：×××。",
        )

    @cached_property
    def next_steps(self) -> tuple[Passage, ...]:
        return write_next(self.facts, self.suggestions)

    @cached_property
    def bases(self) -> tuple[Passage, ...]:
        return write_bases(self.facts, self.suggestions)

    @cached_property
    def _cases(self) -> tuple[list[Row], int]:
        return tabulate_longest_overdue(self.facts, self.area)

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Return the annex tables by the name the template uses."""
        indicators = indicators_of(self.facts, self.suggestions)
        return {
            "rule_rows": tabulate_rules(self.facts, self.area, self.suggestions),
            "quarter_rows": tabulate_over_quarters(self.facts, self.area, indicators),
            "overdue_rows": self._cases[0],
        }

    @property
    def _title(self) -> tuple[str, ...]:
        """Return the title by lines; the name of a place is never split."""
        office, name = self.facts.assessment.scheme.office, self.facts.assessment.areas.full_name(self.area.area_code)
        return break_title((office.name, f"关于{name}", "约谈事项的建议材料"))

    @property
    def annex_titles(self) -> tuple[str, ...]:
        return ANNEX_TITLES if self.tables["overdue_rows"] else ANNEX_TITLES[:1]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of the body in the order of the document."""
        grounds = (passage for _, passages in self.grounds for passage in passages)
        others = (*self.bases, *self.measures, *self.contests, *self.next_steps, *self.decisions)
        return (*self.cautions, *self.basics, *grounds, self.cases_note, *others)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure the document prints, each name once, in the order of first appearance."""
        return tuple({figure.name: figure for figure in self.occurrences()}.values())

    def occurrences(self) -> Iterator[Figure]:
        """Yield every figure as often as the document prints it, in order."""
        for passage in self.passages:
            yield from passage.figures
        for rows in self.tables.values():
            yield from figures_in(rows)

    def context(self, fields: PersonFields) -> dict[str, Any]:
        """Return the values of the template by name; see bulletin_templates/README.md."""
        return {
            **frame_context(self.facts, self.kind, fields, is_demo=self.is_demo, area=self.area),
            "title": "".join(self._title),
            "title_lines": self._title,
            "area_name": self.facts.assessment.areas.full_name(self.area.area_code),
            "cautions": self.cautions,
            "basics": self.basics,
            "grounds": [{"heading": heading, "texts": texts} for heading, texts in self.grounds],
            "cases_note": self.cases_note,
            "bases": self.bases,
            "measures": self.measures,
            "contests": self.contests,
            "next_steps": self.next_steps,
            "decisions": self.decisions,
            "annex_titles": self.annex_titles,
            "annexes": [f"{number}．{title}" for number, title in enumerate(self.annex_titles, 1)],
            "cutoff_note": write_provisional(self.facts),
            "trend_quarters": [each.quarter.short_name for each in quarters_of(self.facts)],
            **self.tables,
        }


def _said(texts: tuple[str, ...] | None, none: str, unread: str) -> tuple[Passage, ...]:
    if not texts:
        return (say("{text}", text=unread if texts is None else none),)
    return tuple(say("{text}", text=f"{n}．{text}。") for n, text in enumerate(texts, 1))


def places_put_forward(facts: Facts) -> tuple[Area, ...]:
    """Return the places that the rules put forward in the quarter, in statistical order; none where not read."""
    held = facts.background.summons
    codes = {each.area_code for each in held.suggestions} if held else set()
    return tuple(area for area in facts.assessment.areas.all if area.area_code in codes)


def compose_summons(facts: Facts, area_code: str, *, is_demo: bool, kept: Kept | None = None) -> SummonsContents:
    """Return the contents of the material on one place; raises InputRejected where the rules do not put it forward."""
    area = next((each for each in places_put_forward(facts) if each.area_code == area_code), None)
    held = facts.background.summons
    if area is None or held is None:
        raise InputRejected(f"“{area_code}”在{facts.assessment.quarter.name}没有达到约谈规则，没有建议材料。")
    own = tuple(each for each in held.suggestions if each.area_code == area_code)
    return SummonsContents(facts, area, is_demo, own, kept or Kept())
