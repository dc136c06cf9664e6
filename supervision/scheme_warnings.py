"""The part of a scheme file about early warnings: what each rule looks at, when it fires and when it is over."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from supervision.scheme_parts import Row
from supervision.trends import LEAST_POINTS

if TYPE_CHECKING:
    from supervision.scheme import Scheme

Kind = Literal["阈值", "变化", "普遍性", "趋势性"]
KINDS: tuple[Kind, ...] = ("阈值", "变化", "普遍性", "趋势性")
Cases = Literal["举报", "问题"]


class Warning(Row):
    """One rule: it fires when its value passes the limit and is over when the value passes the recovery level.

    The value of 阈值 is an indicator or a number of cases, of 变化 the change as a share of the earlier number, of
    普遍性 the number of counties, of 趋势性 the least-squares slope a quarter (of cases: as a share of their mean).
    """

    id: str
    name: str
    kind: Kind
    category: int
    """Whose notices (预警提示) answer the rule, and of which category cases are counted."""
    places: tuple[Literal["province", "city", "county"], ...] = Field(min_length=1)
    indicator: str | None = None
    cases: Cases | None = None
    side: Literal["高于", "低于"]
    """高于: at the limit or above it; 低于: below it."""
    limit: float
    recovery: float
    minimum: int = Field(gt=0)
    """Smallest denominator, or number of cases (变化: the earlier one; 趋势性: the mean) that is judged."""
    back: int = Field(default=1, gt=0)
    """变化: compared with so many quarters before; 4 is the year before."""
    quarters: int = Field(default=LEAST_POINTS, ge=LEAST_POINTS)
    """趋势性: over so many quarters, never fewer than the house calls a trend."""
    advice: str
    """What a notice asks for."""
    clause: str
    source: str

    @model_validator(mode="after")
    def _check(self) -> "Warning":
        if (self.indicator is None) == (self.cases is None):
            raise ValueError(f"预警规则“{self.name}”应写明看一项指标，或看一类举报或问题，二者择一")
        if self.kind in ("变化", "普遍性") and self.cases is None:
            raise ValueError(f"预警规则“{self.name}”为{self.kind}，应看举报或问题的件数")
        if self.kind == "普遍性" and "county" in self.places:
            raise ValueError(f"预警规则“{self.name}”为普遍性，一个县谈不上普遍")
        backward = self.recovery > self.limit if self.side == "高于" else self.recovery < self.limit
        if backward:
            raise ValueError(f"预警规则“{self.name}”的解除值应在预警值的另一侧或与之相同")
        if self.kind == "趋势性" and not self.is_over(0.0):
            raise ValueError(f"预警规则“{self.name}”的解除值应使“无明显变化”算作解除")
        return self

    def fires(self, value: float) -> bool:
        """Return whether a value passes the limit."""
        return value >= self.limit if self.side == "高于" else value < self.limit

    def is_over(self, value: float) -> bool:
        """Return whether a value has recovered."""
        return value < self.recovery if self.side == "高于" else value >= self.recovery


class Warnings(Row):
    """How notices are followed up."""

    answer_days: int = Field(gt=0)
    """A notice without an acknowledgement after so many days is to be followed up."""
    source: str


def broken_warning_rules(scheme: "Scheme") -> Iterator[str]:
    """Yield a sentence per rule that the rows on warnings break."""
    indicators = {indicator.id for indicator in scheme.indicator}
    categories = {category.id for category in scheme.category}
    for row in scheme.warning:
        if row.indicator is not None and row.indicator not in indicators:
            yield f"预警规则“{row.name}”用到未定义的指标“{row.indicator}”"
        if row.category not in categories:
            yield f"预警规则“{row.name}”用到未定义的类别“{row.category}”"
    if len({row.id for row in scheme.warning}) < len(scheme.warning):
        yield "预警规则的编号重复"
