"""The tables a scheme file is made of, each a frozen row of typed values."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from supervision.faults import InputRejected
from supervision.periods import Quarter


def _parse_quarter(value: object) -> object:
    try:
        return Quarter.parse(value) if isinstance(value, str) else value
    except InputRejected as cause:
        raise ValueError(cause.sentence) from cause


QuarterCode = Annotated[Quarter, BeforeValidator(_parse_quarter)]


class Row(BaseModel):
    """A table of the file: unknown keys are refused, values cannot be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Office(Row):
    """The issuing office's names as documents print them."""

    province: str
    name: str
    short_name: str
    document_prefix: str


class Cutoff(Row):
    """The default cut-off day of a bulletin."""

    day_of_third_month: int
    source: str


class Scoring(Row):
    """Thresholds of scoring: minimum denominators and the weight that must be available."""

    minimum_denominator: int
    category_weight_share: float
    ranked_weight_share: float
    carried_quarters: int
    source: str


class Counting(Row):
    """Time limits used while counting rows, in days and quarters."""

    complaint_limit_days: int
    relapse_days: int
    relapse_quarters: int
    source: str


class Band(Row):
    """One band of scores; a score belongs to the best band whose `at_least` it reaches."""

    name: str
    mark: str
    at_least: float


class StatusRow(Row):
    """Colour names for one band when the score rose, held or fell."""

    band: str
    rising: str
    steady: str
    falling: str


class Deadline(Row):
    """A date the plan fixes, by calendar day, by day of the quarter's n-th month, or by days after the quarter."""

    kind: str
    paper: str
    """What is owed, as a text names it; `{period}` stands for the year or the quarter."""
    owner: Literal["报送单位", "本办公室"]
    clause: str
    month: int | None = None
    month_of_quarter: int | None = None
    day: int | None = None
    days_after_quarter: int | None = None


class Standard(Row):
    """The day on which the province issued the standard for one field of non-academic institutions."""

    field: str
    issued_on: date


class Attention(Row):
    """Thresholds (shares 0-1, counts) at which a place is put before the reader."""

    reported_at_least: float
    gap_at_least: float
    gap_noticed: float
    visits_at_least: int
    month_end_share: float
    coverage_below: float
    source: str


class Sensitivity(Row):
    """How weights are varied to see how firm a rank is, and which moves a trial of weights lists."""

    draws: int
    spread: float
    """Each weight is drawn evenly within this share of its own, up and down."""
    low: int
    """Percentiles of the drawn ranks that bound a rank's range."""
    high: int
    moves_more_than: int
    source: str


class LastPlaces(Row):
    """How many places of a peer group may be named as its last."""

    group: str
    most: int


class Naming(Row):
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


class Category(Row):
    """One of the twelve categories."""

    id: int
    key: str
    name: str
    short_name: str
    weight: float
    minimum_change: float = 1.0


class Measure(Row):
    """One additive count: reported by places each quarter, or counted from rows."""

    code: str
    name: str
    unit: str
    origin: Literal["reported", "counted"]
    definition: str
    source: str
    variants: tuple[str, ...] = ()
    not_more_than: str | None = None


class Indicator(Row):
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


class Contrast(Row):
    """A self-reported indicator beside the one inspectors found for the same matter."""

    name: str
    reported: str
    visited: str


class Identity(Row):
    """A total that must equal the sum of its parts."""

    name: str
    total: str
    parts: tuple[str, ...]


class Question(Row):
    """A relation between two reported counts that breaks no rule but makes a careful reader ask.

    `equals`: value = other > 0; `zero_beside`: value = 0 < other; `below_half`: value < other ÷ 2.
    """

    measure: str
    relation: Literal["equals", "zero_beside", "below_half"]
    other: str
    sentence: str
