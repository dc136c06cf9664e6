"""The contents of one document: every passage and table, before any template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bulletin.annexes import (
    ANNEX_TITLES,
    Group,
    Row,
    figures_in,
    tabulate_categories,
    tabulate_coverage,
    tabulate_definitions,
    tabulate_ranking,
)
from bulletin.background import Background
from bulletin.drafting import DraftParagraph, EditedText, draft_paragraphs
from bulletin.facts import Facts
from bulletin.figures import Figure, Passage
from bulletin.kinds import Kind
from bulletin.sections.achievements import write_achievements
from bulletin.sections.cases import write_cases
from bulletin.sections.cautions import write_cautions, write_small_samples
from bulletin.sections.examples import write_example
from bulletin.sections.notes import write_coverage_note
from bulletin.sections.overview import write_overview
from bulletin.sections.problems import Problem, find_problems
from bulletin.sections.rankings import write_rankings
from bulletin.sections.tasks import write_demands, write_plans
from bulletin.since_last import compare_with_issued, tabulate_differences
from bulletin.trends import Trend, tabulate_trend
from supervision.assessment import Assessment
from supervision.picking import Case, CaseKind

SINCE_TITLE = "与上期通报相比的变化"
"""Of the last annex, where a bulletin was issued before."""
PROBLEMS_NAMED = {Kind.REPORT: 4, Kind.CIRCULAR: 8}
"""Categories with problems that the text takes up; the annex shows all twelve."""


@dataclass(frozen=True, eq=False)
class Contents:
    """Everything a document of one kind says about one assessment."""

    kind: Kind
    facts: Facts
    is_demo: bool
    """Whether the figures are invented; the document then says so on every page."""

    edits: Mapping[str, EditedText] = field(default_factory=dict)
    """What staff typed in place of a paragraph, by its place: overview/2, problems/作业管理."""

    issued_before: tuple[Facts, ...] = ()
    """What the bulletins issued for the quarters before said, newest first, as frozen then."""

    picks: Mapping[CaseKind, tuple[Case, ...]] = field(default_factory=dict)
    """The records that staff picked as examples, in their order, as they are at the cut-off."""

    @cached_property
    def drafts(self) -> dict[str, tuple[DraftParagraph, ...]]:
        """Return the paragraphs of each section, as the rules write them and as they will be printed."""
        brief = self.kind is Kind.REPORT
        write_steps = write_demands if self.kind.goes_down else write_plans
        written = {
            "cautions": _numbered(write_cautions(self.facts)),
            "overview": _numbered(write_overview(self.facts, brief=brief)),
            "rankings": _numbered(write_rankings(self.facts)),
            "achievements": _numbered(write_achievements(self.facts)),
            "practices": self._examples(CaseKind.PRACTICE),
            "problems": [(problem.title, problem.body) for problem in self._problems_found],
            "typical_problems": self._examples(CaseKind.PROBLEM),
            "cases": _numbered(write_cases(self.facts)),
            "next_steps": _numbered(write_steps(self.facts, self._problems_found)),
        }
        records = {kind.value for kind in CaseKind}
        return {
            name: draft_paragraphs(name, passages, self.edits, is_record=name in records)
            for name, passages in written.items()
        }

    def _examples(self, kind: CaseKind) -> list[tuple[str, Passage]]:
        return [(case.key, write_example(self.facts, kind, case)) for case in self.picks.get(kind, ())]

    def _printed(self, section: str) -> tuple[Passage, ...]:
        return tuple(paragraph.printed for paragraph in self.drafts[section])

    @property
    def cautions(self) -> tuple[Passage, ...]:
        return self._printed("cautions")

    @property
    def overview(self) -> tuple[Passage, ...]:
        return self._printed("overview")

    @property
    def rankings(self) -> tuple[Passage, ...]:
        return self._printed("rankings")

    @property
    def achievements(self) -> tuple[Passage, ...]:
        return self._printed("achievements")

    @cached_property
    def _problems_found(self) -> tuple[Problem, ...]:
        return find_problems(self.facts, PROBLEMS_NAMED[self.kind], brief=self.kind is Kind.REPORT)

    @property
    def problems(self) -> tuple[Problem, ...]:
        bodies = self._printed("problems")
        return tuple(replace(found, body=body) for found, body in zip(self._problems_found, bodies, strict=True))

    @property
    def practices(self) -> tuple[Passage, ...]:
        return self._printed("practices")

    @property
    def typical_problems(self) -> tuple[Passage, ...]:
        return self._printed("typical_problems")

    @property
    def cases(self) -> tuple[Passage, ...]:
        return self._printed("cases")

    @property
    def next_steps(self) -> tuple[Passage, ...]:
        return self._printed("next_steps")

    @cached_property
    def small_samples(self) -> tuple[Passage, ...]:
        return write_small_samples(self.facts)

    @cached_property
    def coverage_note(self) -> Passage:
        return write_coverage_note(self.facts)

    @cached_property
    def grouped_tables(self) -> dict[str, list[Group]]:
        """Return the annex tables that are divided by peer group, by the name the templates use."""
        return {"category_groups": tabulate_categories(self.facts), "ranking_groups": tabulate_ranking(self.facts)}

    @cached_property
    def plain_tables(self) -> dict[str, list[Row]]:
        """Return the other annex tables by the name the templates use."""
        return {
            "coverage_rows": tabulate_coverage(self.facts),
            "definition_rows": tabulate_definitions(self.facts),
        }

    @cached_property
    def trend(self) -> Trend:
        return tabulate_trend(self.facts, self.facts.province)

    @cached_property
    def since_last(self) -> list[Row]:
        """Return what is otherwise than in the last issued bulletin; empty where none was issued."""
        return tabulate_differences(compare_with_issued(self.facts, self.issued_before, PROBLEMS_NAMED[Kind.CIRCULAR]))

    @property
    def annex_titles(self) -> tuple[str, ...]:
        return (*ANNEX_TITLES, SINCE_TITLE) if self.since_last else ANNEX_TITLES

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every passage of the body in the order of the document."""
        problems = tuple(problem.body for problem in self.problems)
        return (
            *self.cautions, *self.overview, *self.rankings, *self.achievements, *self.practices,
            *problems, *self.typical_problems, *self.cases, *self.next_steps,
        )  # fmt: skip

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure the document prints, each name once, in the order of first appearance."""
        found = {figure.name: figure for figure in self.occurrences()}
        return tuple(found.values())

    def occurrences(self) -> Iterator[Figure]:
        """Yield every figure as often as the document prints it, in order."""
        for passage in (*self.passages, self.coverage_note):
            yield from passage.figures
        for groups in self.grouped_tables.values():
            for group in groups:
                yield from figures_in(group["rows"])
        for rows in (*self.plain_tables.values(), self.trend.rows):
            yield from figures_in(rows)


def _numbered(passages: tuple[Passage, ...]) -> list[tuple[str, Passage]]:
    return [(str(number), passage) for number, passage in enumerate(passages)]


def compose(assessment: Assessment, kind: Kind, *, is_demo: bool, background: Background | None = None) -> Contents:
    """Return the contents of a document; its parts are written when first read."""
    return Contents(kind, Facts(assessment, background or Background()), is_demo)
