"""The scheme: categories, indicators, weights, bands and deadlines as data, checked when the file is loaded."""

import tomllib
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from supervision.faults import InputRejected, SchemeBroken
from supervision.periods import Quarter
from supervision.scheme_rules import broken_rules

SCHEME_FOLDER = Path(__file__).parent / "schemes"


def _parse_quarter(value: object) -> object:
    try:
        return Quarter.parse(value) if isinstance(value, str) else value
    except InputRejected as cause:
        raise ValueError(cause.sentence) from cause


QuarterCode = Annotated[Quarter, BeforeValidator(_parse_quarter)]


class _Row(BaseModel):
    """A table of the file: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Office(_Row):
    """The issuing office's names as documents print them."""

    province: str
    name: str
    short_name: str
    document_prefix: str


class Cutoff(_Row):
    """The default cut-off day of a bulletin."""

    day_of_third_month: int
    source: str


class Scoring(_Row):
    """Thresholds of scoring: minimum denominators and the weight that must be available."""

    minimum_denominator: int
    category_weight_share: float
    ranked_weight_share: float
    carried_quarters: int
    source: str


class Counting(_Row):
    """Time limits used while counting rows, in days and quarters."""

    complaint_limit_days: int
    relapse_days: int
    relapse_quarters: int
    source: str


class Band(_Row):
    """One band of scores; a score belongs to the best band whose `at_least` it reaches."""

    name: str
    mark: str
    at_least: float


class StatusRow(_Row):
    """Colour names for one band when the score rose, held or fell."""

    band: str
    rising: str
    steady: str
    falling: str


class Deadline(_Row):
    """A date the plan fixes, by calendar day, by day of the quarter's n-th month, or by days after the quarter."""

    kind: str
    clause: str
    month: int | None = None
    month_of_quarter: int | None = None
    day: int | None = None
    days_after_quarter: int | None = None


class Standard(_Row):
    """The day on which the province issued the standard for one field of non-academic institutions."""

    field: str
    issued_on: date


class Attention(_Row):
    """Thresholds (shares 0-1, counts) at which a place is put before the reader."""

    reported_at_least: float
    gap_at_least: float
    gap_noticed: float
    visits_at_least: int
    month_end_share: float
    coverage_below: float
    source: str


class Sensitivity(_Row):
    """How weights are varied to see how firm a rank is, and which moves a trial of weights lists."""

    draws: int
    spread: float
    """Each weight is drawn evenly within this share of its own, up and down."""
    low: int
    """Percentiles of the drawn ranks that bound a rank's range."""
    high: int
    moves_more_than: int
    source: str


class LastPlaces(_Row):
    """How many places of a peer group may be named as its last."""

    group: str
    most: int


class Naming(_Row):
    """When a document may name a place as behind: enough cases, complete data, surely among the last."""

    least_cases: int
    small_weight_at_most: float
    """Share (0-1) of the total's weight that may rest on small samples."""
    good_from: float
    """Points from which a place is not called behind, whatever its rank."""
    last_of: int
    """The last group is at most one of so many equal parts of those ranked."""
    last: tuple[LastPlaces, ...]
    source: str

    def last_size(self, group: str, ranked: int) -> int:
        """Return how many of the ranked places of a peer group form its last group."""
        most = next((row.most for row in self.last if row.group == group), ranked)
        return min(most, ranked // self.last_of)


class Category(_Row):
    """One of the twelve categories."""

    id: int
    key: str
    name: str
    short_name: str
    weight: float
    minimum_change: float = 1.0


class Measure(_Row):
    """One additive count: reported by places each quarter, or counted from rows."""

    code: str
    name: str
    unit: str
    origin: Literal["reported", "counted"]
    definition: str
    source: str
    variants: tuple[str, ...] = ()
    not_more_than: str | None = None


class Indicator(_Row):
    """A numerator over a denominator, how it is judged, and since when it is defined this way."""

    id: str
    key: str
    category: int
    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    direction: Literal["up", "down", "none"]
    judged: bool
    evidence: Literal["自报", "平台", "到校核查"]
    kind: Literal["share", "rate", "count", "median"] = "share"
    per: float = 1.0
    unit: str = "%"
    floor: float | None = None
    target: float | None = None
    weight: float = 1.0
    minimum: int | None = None
    version: str = "1"
    scope: Literal["", "standards"] = ""
    """"standards": the population grows as standards are issued, so values across an issue are not comparable."""
    valid_from: QuarterCode | None = None
    valid_to: QuarterCode | None = None
    note: str = ""

    def valid_in(self, quarter: Quarter) -> bool:
        """Return whether this definition applies to a quarter."""
        return (self.valid_from is None or self.valid_from <= quarter) and (
            self.valid_to is None or quarter <= self.valid_to
        )

    @property
    def measures(self) -> tuple[str, ...]:
        return self.numerator + self.denominator


class Contrast(_Row):
    """A self-reported indicator beside the one inspectors found for the same matter."""

    name: str
    reported: str
    visited: str


class Identity(_Row):
    """A total that must equal the sum of its parts."""

    name: str
    total: str
    parts: tuple[str, ...]


class Question(_Row):
    """A relation between two reported counts that breaks no rule but makes a careful reader ask.

    `equals`: value = other > 0; `zero_beside`: value = 0 < other; `below_half`: value < other ÷ 2.
    """

    measure: str
    relation: Literal["equals", "zero_beside", "below_half"]
    other: str
    sentence: str


class Scheme(_Row):
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
    sensitivity: Sensitivity
    naming: Naming
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
def scheme_for(quarter: Quarter) -> Scheme:
    """Return the scheme a quarter is scored with; raises SchemeBroken where none or several apply."""
    schemes = [read_scheme(path) for path in sorted(SCHEME_FOLDER.glob("*.toml"))]
    valid = [scheme for scheme in schemes if scheme.valid_from <= quarter <= scheme.valid_to]
    if len(valid) != 1:
        raise SchemeBroken(f"{quarter.name}应有且只有一份评分方案，现有{len(valid)}份。")
    return valid[0]
