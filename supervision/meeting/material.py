"""What the slides of a meeting are made of, and the words and numbers that several of them share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from supervision import complaint_numbers, problem_numbers
from supervision.areas import Area, Areas, PeerGroup
from supervision.assessment import Assessment
from supervision.meeting.records import ClosedMeeting, Resolution
from supervision.meeting.slides import Cell, Link, Row, Tone
from supervision.periods import print_date
from supervision.printing import print_count
from supervision.scheme import Scheme
from supervision.small_cells import withhold_small
from supervision.summons import Suggestion
from supervision.warning_episodes import Episode
from supervision.warning_notices import Notice


@dataclass(frozen=True, eq=False)
class Material:
    """One assessment, and what was read with it at the same cut-off."""

    assessment: Assessment
    snapshot: str
    """SHA-256 of the assessment."""
    read_at: datetime
    weeks: pd.DataFrame
    """Columns as `read_weeks`."""
    coverage: pd.DataFrame
    """area_code, schools_due, schools_visited of each county in the month of the cut-off."""
    papers: pd.DataFrame
    """Columns as `submission_states.STATE_COLUMNS`."""
    complaints: pd.DataFrame
    """Columns as `complaint_numbers.facets`."""
    problems: pd.DataFrame
    """Columns as `problem_numbers.facets`."""
    episodes: tuple[Episode, ...]
    notices: tuple[Notice, ...]
    suggestions: tuple[Suggestion, ...]
    decided: frozenset[str]
    """Keys (see `key_of`) of the suggestions of the quarter that somebody has decided on."""
    contests: int
    """Contests not yet decided at the cut-off."""
    resolutions: tuple[Resolution, ...] = ()
    closed: ClosedMeeting | None = None
    """The meeting closed last; None before the first."""
    running: int | None = None
    """Number of the meeting that runs, None where none does."""

    @property
    def scheme(self) -> Scheme:
        return self.assessment.scheme

    @property
    def areas(self) -> Areas:
        return self.assessment.areas

    @property
    def as_of(self) -> str:
        """Return what moment the figures speak of."""
        cutoff = self.assessment.cutoff
        running = "，本季度未结束，当月数据为暂定数" if cutoff < self.assessment.quarter.ends_on else ""
        return f"数据截止{print_date(cutoff)}{running}　读取时间{self.read_at:%Y-%m-%d %H:%M}"

    @cached_property
    def province_complaints(self) -> dict[str, int]:
        return dict(complaint_numbers.totals_of(self.complaints, self._all_codes))

    @cached_property
    def province_problems(self) -> dict[str, int]:
        return dict(problem_numbers.totals_of(self.problems, self._all_codes))

    @property
    def _all_codes(self) -> list[str]:
        return self.areas.codes_within(self.areas.province.area_code)

    @cached_property
    def complaints_by_unit(self) -> pd.DataFrame:
        """Return the numbers of complaints of each unit; index area_code."""
        codes = [unit.area_code for unit in self.areas.units]
        return complaint_numbers.numbers_by_place(self.complaints, self.areas, codes)

    @cached_property
    def problems_by_unit(self) -> pd.DataFrame:
        """Return the numbers of problems of each unit; index area_code."""
        groups = {unit.area_code: self.areas.codes_within(unit.area_code) for unit in self.areas.units}
        return problem_numbers.numbers_by_place(self.problems, groups)

    def week(self, event: str) -> tuple[int, int]:
        """Return how often something happened in the province this week and the week before."""
        return int(self.weeks[event].sum()), int(self.weeks[f"{event}_before"].sum())

    def month_coverage(self, area: Area) -> tuple[int, int]:
        """Return the schools due and visited in a place in the month of the cut-off."""
        own = self.coverage.loc[self.coverage["area_code"].isin(self.areas.codes_within(area.area_code))]
        return int(own["schools_due"].sum()), int(own["schools_visited"].sum())


def key_of(suggestion: Suggestion) -> str:
    """Return what tells a suggestion from the others of its quarter."""
    return f"{suggestion.area_code}|{suggestion.trigger}"


def in_order(areas: Areas) -> tuple[Area, ...]:
    """Return the units in statistical order, the cities before the province-direct counties."""
    return tuple(unit for group in PeerGroup for unit in areas.units if unit.peer_group is group)


def compare(now: int, before: int, unit: str, *, more_is: Tone = Tone.PLAIN) -> tuple[str, Tone]:
    """Return how this week stands beside the last: 比上周多3件; and how that is meant."""
    if now == before:
        return "与上周持平", Tone.PLAIN
    less_is = {Tone.WORSE: Tone.BETTER, Tone.BETTER: Tone.WORSE}.get(more_is, Tone.PLAIN)
    word, tone = ("多", more_is) if now > before else ("少", less_is)
    return f"比上周{word}{print_count(abs(now - before))}{unit}", tone


def protect(numbers: Sequence[int], least: int, unit: str) -> list[str]:
    """Return counts of complaints of places that add up to a known sum; small ones are not printed."""
    flags = withhold_small(numbers, least)
    return [
        f"少于{least}{unit}" if flag and number < least else "不列" if flag else f"{print_count(number)}{unit}"
        for number, flag in zip(numbers, flags, strict=True)
    ]


def row_of(link: Link | None, *texts: str, numbers: Iterable[int] = (), tone: Tone = Tone.PLAIN) -> Row:
    """Return a row; `numbers` are the columns with numbers, the tone is that of the last cell."""
    places = set(numbers)
    last = len(texts) - 1
    return Row(
        tuple(Cell(text, tone if place == last else Tone.PLAIN, place in places) for place, text in enumerate(texts)),
        link,
    )
