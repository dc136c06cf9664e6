"""One assessment of a quarter at a cut-off: the frozen value that every screen and document reads."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from supervision.areas import Area, Areas
from supervision.kept import once
from supervision.periods import Quarter
from supervision.scheme import Category, Indicator, Scheme


class State(StrEnum):
    """Whether an indicator has a value, and if not, why; the kinds of nothing are never mixed."""

    AVAILABLE = "有值"
    SMALL_SAMPLE = "样本不足"
    UNREPORTED = "未报"
    NOT_APPLICABLE = "不适用"
    FAULTY = "数据有误"
    WITHHELD = "不公布"


class Rating(StrEnum):
    """Whether a category or a total is rated and ranked."""

    RATED = "已评"
    NOT_RANKED = "不排名"
    NOT_RATED = "未评"


class Comparison(StrEnum):
    """Whether a figure may be compared with the previous quarter's."""

    COMPARABLE = "可比"
    NOT_COMPARABLE = "不可比"
    CARRIED = "沿用上期"
    NO_PREVIOUS = "无上期"


class Source(StrEnum):
    """Where the counts under a figure came from."""

    ROWS = "逐条清点"
    COUNTIES = "各县汇总"
    OWN = "本级自报"
    NONE = "无"


INDICATOR_COLUMNS = (
    "area_code",  # str
    "indicator_id",  # str, such as 3.1
    "numerator",  # float count; missing where not reported; for a median the number of cases
    "denominator",  # float count; missing where not reported
    "value",  # float: share 0-1, rate (per applied), count or days; missing unless state is AVAILABLE or SMALL_SAMPLE
    "state",  # State
    "points",  # float 0-100; missing where not judged or no value
    "change",  # float, value minus the previous quarter's; missing unless comparison is COMPARABLE
    "comparison",  # Comparison
    "rank",  # float, competition rank in the peer group (1 is best); missing where not ranked
    "rank_n",  # int, how many were ranked
    "tied",  # bool
    "source",  # Source
    "reporting",  # int, children (counties or units) whose counts are in it
    "expected",  # int, children that should be in it
    "carried",  # int, how many of those reporting stand with the report of an earlier quarter (沿用上期)
)
SCORE_COLUMNS = (
    "score",  # float 0-100, unrounded; missing where not rated
    "rating",  # Rating
    "band",  # str name of the band, None where not rated
    "status",  # str 绿 蓝 黄 红, None where not comparable
    "change",  # float points against the previous quarter; missing unless comparable
    "comparison",  # Comparison
    "rank",  # float
    "rank_n",  # int
    "tied",  # bool
    "available_weight",  # float 0-1, share of the judged weight that had a value
)
CATEGORY_COLUMNS = ("area_code", "category_id", *SCORE_COLUMNS)
TOTAL_COLUMNS = ("area_code", *SCORE_COLUMNS)


@dataclass(frozen=True)
class IndicatorValue:
    """One indicator of one area, as in a row of `Assessment.indicators`; None stands for missing."""

    indicator: Indicator
    area_code: str
    numerator: float | None
    denominator: float | None
    value: float | None
    state: State
    points: float | None
    change: float | None
    comparison: Comparison
    rank: int | None
    rank_n: int
    tied: bool
    source: Source
    reporting: int
    expected: int
    carried: int

    @property
    def is_complete(self) -> bool:
        """Return whether every child that should be in the sum is in it."""
        return self.reporting >= self.expected


@dataclass(frozen=True)
class Score:
    """A category score or a total, as in a row of `Assessment.categories` or `.totals`."""

    score: float | None
    rating: Rating
    band: str | None
    status: str | None
    change: float | None
    comparison: Comparison
    rank: int | None
    rank_n: int
    tied: bool
    available_weight: float


@dataclass(frozen=True)
class CategoryScore:
    """One category of a scorecard with the indicators under it."""

    category: Category
    score: Score
    indicators: tuple[IndicatorValue, ...]


@dataclass(frozen=True)
class Scorecard:
    """Everything an assessment says of one area."""

    area: Area
    total: Score
    categories: tuple[CategoryScore, ...]
    coverage: tuple[IndicatorValue, ...]
    """Indicators of category 0 (督导到校), reported beside the twelve."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """A quarter as counted at a cut-off and scored by a scheme; frames are read, never changed."""

    quarter: Quarter
    cutoff: date
    scheme: Scheme
    areas: Areas
    indicators: pd.DataFrame
    """One row per area and indicator; columns INDICATOR_COLUMNS."""
    categories: pd.DataFrame
    """One row per area and category; columns CATEGORY_COLUMNS."""
    totals: pd.DataFrame
    """One row per area; columns TOTAL_COLUMNS."""
    counts: pd.DataFrame
    """Areas × measures, summed upwards; missing: not reported."""
    revised_late: tuple[str, ...] = ()
    """Codes of areas that revised this quarter's report after its deadline."""
    previous_cutoff: date | None = None
    """Cut-off of the quarter before it that changes refer to; None where there is none."""

    kept: dict[Hashable, Any] = field(init=False, repr=False, default_factory=dict)
    """What was worked out of it (`supervision.kept.once`); never compared, copied or written."""

    @once
    def scorecard(self, area_code: str) -> Scorecard:
        """Return the scorecard of an area; KeyError where the area is unknown."""
        values = self._indicator_values(area_code)
        rows = self.categories.loc[self.categories["area_code"] == area_code].to_dict("records")
        scores = {row["category_id"]: _score(row) for row in rows}
        return Scorecard(
            area=self.areas[area_code],
            total=self.total(area_code),
            categories=tuple(
                CategoryScore(
                    category,
                    scores[category.id],
                    tuple(value for value in values.values() if value.indicator.category == category.id),
                )
                for category in self.scheme.category
            ),
            coverage=tuple(value for value in values.values() if value.indicator.category == 0),
        )

    @once
    def total(self, area_code: str) -> Score:
        """Return the total of an area; KeyError where the area is unknown."""
        if area_code not in self.areas:
            raise KeyError(area_code)
        return _score(self.totals.loc[self.totals["area_code"] == area_code].to_dict("records")[0])

    def indicator(self, area_code: str, indicator_id: str) -> IndicatorValue:
        """Return one indicator of one area; KeyError where either is unknown."""
        return self._indicator_values(area_code)[indicator_id]

    def count(self, area_code: str, measure: str) -> float | None:
        """Return a count of an area, summed from its children; None where it was not reported."""
        return _number(self.counts.at[area_code, measure])

    def indicator_name(self, area_code: str, indicator: Indicator) -> str:
        """Return the name of a figure, the same everywhere: `indicator/homework_time@410100/2022Q1#2022-03-20`."""
        return f"indicator/{indicator.key}@{area_code}/{self.quarter}#{self.cutoff.isoformat()}"

    def score_name(self, area_code: str, category: Category | None = None) -> str:
        """Return the name of a category score or (without a category) of the total."""
        kind = f"category/{category.key}" if category else "total/score"
        return f"{kind}@{area_code}/{self.quarter}#{self.cutoff.isoformat()}"

    @once
    def _indicator_values(self, area_code: str) -> Mapping[str, IndicatorValue]:
        if area_code not in self.areas:
            raise KeyError(area_code)
        definitions = {indicator.id: indicator for indicator in self.scheme.indicators(self.quarter)}
        rows = self.indicators.loc[self.indicators["area_code"] == area_code].to_dict("records")
        return {row["indicator_id"]: _value(row, definitions[row["indicator_id"]]) for row in rows}


def _value(row: dict[Hashable, Any], indicator: Indicator) -> IndicatorValue:
    return IndicatorValue(
        indicator=indicator,
        area_code=row["area_code"],
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        value=_number(row["value"]),
        state=State(row["state"]),
        points=_number(row["points"]),
        change=_number(row["change"]),
        comparison=Comparison(row["comparison"]),
        rank=_whole(row["rank"]),
        rank_n=int(row["rank_n"]),
        tied=bool(row["tied"]),
        source=Source(row["source"]),
        reporting=int(row["reporting"]),
        expected=int(row["expected"]),
        carried=int(row["carried"]),
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _score(row: dict[Hashable, Any]) -> Score:
    return Score(
        score=_number(row["score"]),
        rating=Rating(row["rating"]),
        band=_text(row["band"]),
        status=_text(row["status"]),
        change=_number(row["change"]),
        comparison=Comparison(row["comparison"]),
        rank=_whole(row["rank"]),
        rank_n=int(row["rank_n"]),
        tied=bool(row["tied"]),
        available_weight=float(row["available_weight"]),
    )
