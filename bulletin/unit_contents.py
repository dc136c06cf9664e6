"""The contents of 一市一单: one place's figures, problems and tasks, and nothing of any other place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bulletin.annexes import Row, figures_in
from bulletin.context import frame_context
from bulletin.facts import Facts
from bulletin.fields import PersonFields
from bulletin.figures import Figure, Passage, join, say
from bulletin.kinds import Kind
from bulletin.own_tables import (
    COMPLAINTS,
    PROBLEMS,
    tabulate_counties,
    tabulate_findings,
    tabulate_indicators,
    tabulate_overdue,
)
from bulletin.sections.cautions import write_cautions, write_provisional
from bulletin.sections.own import Finding, find_own, write_own_demands, write_own_overview
from bulletin.trends import Trend, tabulate_trend
from supervision.areas import Area

ANNEX_TITLES = ("问题清单", "十二大类指标情况表", "历次得分表及附图")
COUNTIES_TITLE = "所辖县（市、区）情况表"


@dataclass(frozen=True, eq=False)
class UnitContents:
    """Everything the document for one reporting unit says."""

    facts: Facts
    area: Area
    is_demo: bool

    kind = Kind.UNIT

    @cached_property
    def cautions(self) -> tuple[Passage, ...]:
        return write_cautions(self.facts, (self.area,))

    @cached_property
    def overview(self) -> tuple[Passage, ...]:
        return write_own_overview(self.facts, self.area)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return find_own(self.facts, self.area)

    @cached_property
    def next_steps(self) -> tuple[Passage, ...]:
        return write_own_demands(self.facts, self.area, self.findings)

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Return the annex tables by the name the template uses."""
        return {
            "finding_rows": tabulate_findings(self.facts, self.findings),
            "indicator_rows": tabulate_indicators(self.facts, self.area),
            "county_rows": tabulate_counties(self.facts, self.area),
            "overdue_rows": tabulate_overdue(self.facts, self.area),
        }

    @cached_property
    def trend(self) -> Trend:
        return tabulate_trend(self.facts, self.area)

    @property
    def annex_titles(self) -> tuple[str, ...]:
        return (*ANNEX_TITLES, COUNTIES_TITLE) if self.tables["county_rows"] else ANNEX_TITLES

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of the body in the order of the document."""
        return (*self.cautions, *self.overview, *(finding.body for finding in self.findings), *self.next_steps)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure the document prints, each name once, in the order of first appearance."""
        return tuple({figure.name: figure for figure in self.occurrences()}.values())

    def occurrences(self) -> Iterator[Figure]:
        """Yield every figure as often as the document prints it, in order."""
        for passage in (*self.passages, self._overdue_note()):
            yield from passage.figures
        for rows in (*self.tables.values(), self.trend.rows):
            yield from figures_in(rows)

    def context(self, fields: PersonFields) -> dict[str, Any]:
        """Return the values of the template by name; see bulletin_templates/README.md."""
        scheme = self.facts.assessment.scheme
        return {
            **frame_context(self.facts, self.kind, fields, is_demo=self.is_demo, area=self.area),
            "area_name": self.area.name,
            "cautions": self.cautions,
            "overview": self.overview,
            "findings": [
                say("{n}．{matter}。{body}", n=str(n), matter=finding.matter, body=finding.body)
                for n, finding in enumerate(self.findings, 1)
            ],
            "next_steps": self.next_steps,
            "annex_titles": self.annex_titles,
            "annexes": [f"{number}．{title}" for number, title in enumerate(self.annex_titles, 1)],
            "overdue_note": self._overdue_note(),
            "cutoff_note": write_provisional(self.facts),
            "scheme_note": f"{scheme.name}。“只展示”的指标不评分。",
            "trend_quarters": self.trend.quarters,
            "trend_rows": self.trend.rows,
            **self.tables,
        }

    def _overdue_note(self) -> Passage:
        """Return how many cases the list must hold, so that a reader can count them."""
        names = {PROBLEMS: "超期未整改问题", COMPLAINTS: "超期未办结举报"}
        counts = [(name, self.facts.count(self.area, measure)) for measure, name in names.items()]
        return join((say("{name}{n}", name=name, n=count) for name, count in counts if count is not None), "，")


def compose_unit(facts: Facts, area_code: str, *, is_demo: bool) -> UnitContents:
    """Return the contents of the document for one reporting unit; KeyError where there is no such unit."""
    area = next((unit for unit in facts.units if unit.area_code == area_code), None)
    if area is None:
        raise KeyError(area_code)
    return UnitContents(facts, area, is_demo)
