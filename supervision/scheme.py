"""The scheme: categories, indicators, weights, bands and deadlines as data, checked when the file is loaded."""

import tomllib
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from pydantic import ValidationError, model_validator

from supervision.faults import SchemeBroken
from supervision.periods import Quarter
from supervision.scheme_complaints import Complaints, Season
from supervision.scheme_meeting import Meeting
from supervision.scheme_parts import (
    Attention,
    Band,
    Category,
    Contrast,
    Counting,
    Cutoff,
    Deadline,
    Identity,
    Indicator,
    LastPlaces,
    Measure,
    Naming,
    Office,
    QuarterCode,
    Question,
    Row,
    Scoring,
    Sensitivity,
    Standard,
    StatusRow,
)
from supervision.scheme_picks import Picks
from supervision.scheme_problems import Problems
from supervision.scheme_reporting import Reporting
from supervision.scheme_rules import broken_rules
from supervision.scheme_summons import LadderStep, Summoning, Summons
from supervision.scheme_visiting import NextVisits, Visiting
from supervision.scheme_warnings import Warning, Warnings

__all__ = [
    "SCHEME_FOLDER",
    "Attention",
    "Band",
    "Category",
    "Complaints",
    "Contrast",
    "Counting",
    "Cutoff",
    "Deadline",
    "Identity",
    "Indicator",
    "LadderStep",
    "LastPlaces",
    "Measure",
    "Naming",
    "NextVisits",
    "Office",
    "Problems",
    "Question",
    "Reporting",
    "Scheme",
    "Scoring",
    "Season",
    "Sensitivity",
    "Standard",
    "StatusRow",
    "Summoning",
    "Summons",
    "Visiting",
    "Warning",
    "Warnings",
    "read_scheme",
    "scheme_for",
]

SCHEME_FOLDER = Path(__file__).parent / "schemes"


class Scheme(Row):
    """A whole scheme file."""

    id: str
    name: str
    valid_from: QuarterCode
    valid_to: QuarterCode
    source: str
    office: Office
    cutoff: Cutoff
    scoring: Scoring
    counting: Counting
    attention: Attention
    visiting: Visiting
    complaints: Complaints
    problems: Problems
    reporting: Reporting
    sensitivity: Sensitivity
    naming: Naming
    picks: Picks
    meeting: Meeting
    summoning: Summoning
    warnings: Warnings
    band: tuple[Band, ...]
    status: tuple[StatusRow, ...]
    deadline: tuple[Deadline, ...]
    standard: tuple[Standard, ...]
    category: tuple[Category, ...]
    measure: tuple[Measure, ...]
    indicator: tuple[Indicator, ...]
    contrast: tuple[Contrast, ...]
    identity: tuple[Identity, ...]
    question: tuple[Question, ...]
    summons: tuple[Summons, ...]
    warning: tuple[Warning, ...]
    ladder: tuple[LadderStep, ...]

    @model_validator(mode="after")
    def _check(self) -> "Scheme":
        for sentence in broken_rules(self):
            raise ValueError(sentence)
        return self

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measure}

    @cached_property
    def reported_measures(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measure if measure.origin == "reported")

    @cached_property
    def counted_measures(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measure if measure.origin == "counted")

    @cached_property
    def categories(self) -> dict[int, Category]:
        return {category.id: category for category in self.category}

    @cached_property
    def weights(self) -> dict[int, float]:
        """Return the weight of each category."""
        return {category.id: category.weight for category in self.category}

    def indicators(self, quarter: Quarter) -> tuple[Indicator, ...]:
        """Return the definitions that apply to a quarter, in file order."""
        return tuple(indicator for indicator in self.indicator if indicator.valid_in(quarter))

    def indicator_in(self, indicator_id: str, quarter: Quarter) -> Indicator:
        """Return the definition of an indicator (by id such as `3.1`) that applies to a quarter; KeyError if none."""
        for indicator in self.indicators(quarter):
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)

    def deadline_for(self, kind: str) -> Deadline:
        """Return the deadline row of a kind (落实举措 季度情况 季度通报 年度报告); KeyError if the file has none."""
        for deadline in self.deadline:
            if deadline.kind == kind:
                return deadline
        raise KeyError(kind)

    def fields_with_standard(self, on: date) -> tuple[str, ...]:
        """Return the fields of non-academic institutions whose standard had been issued by that day."""
        return tuple(standard.field for standard in self.standard if standard.issued_on <= on)


def read_scheme(path: Path) -> Scheme:
    """Return the scheme of a TOML file.

    Raises SchemeBroken with the file, the place and the rule where the file cannot be used.
    """
    try:
        return Scheme.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as cause:
        raise SchemeBroken(f"评分方案文件 {path.name} 的格式有误：{cause}") from cause
    except ValidationError as cause:
        first = cause.errors()[0]
        place = "、".join(str(part) for part in first["loc"]) or "全文"
        raise SchemeBroken(f"评分方案文件 {path.name} 不能使用。位置：{place}；原因：{first['msg']}") from cause


@cache
def every_scheme() -> tuple[Scheme, ...]:
    """Return every scheme there is, by the name of its file; raises SchemeBroken as `read_scheme`."""
    return tuple(read_scheme(path) for path in sorted(SCHEME_FOLDER.glob("*.toml")))


def has_scheme(quarter: Quarter) -> bool:
    """Return whether a scheme applies to a quarter; raises SchemeBroken as `read_scheme`."""
    return any(scheme.valid_from <= quarter <= scheme.valid_to for scheme in every_scheme())


@cache
def scheme_for(quarter: Quarter) -> Scheme:
    """Return the scheme a quarter is scored with; raises SchemeBroken where none or several apply."""
    valid = [scheme for scheme in every_scheme() if scheme.valid_from <= quarter <= scheme.valid_to]
    if len(valid) != 1:
        raise SchemeBroken(f"{quarter.name}应有且只有一份评分方案，现有{len(valid)}份。")
    return valid[0]
