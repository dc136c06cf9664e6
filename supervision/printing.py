"""Figures as they are printed, on screens and in documents alike: rounded half up, never contradicting a band."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from supervision.assessment import IndicatorValue, Score, State
from supervision.scheme import Band, Indicator

STEADY_BELOW_POINTS = 0.05
"""A change of a share below this many percentage points prints as 持平 (facts §4.3)."""


def print_number(value: float, places: int) -> str:
    """Return a number with so many decimals, rounded half up as people round (0.125 → 0.13)."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):.{places}f}"


def print_count(value: float) -> str:
    """Return a count with thousands separators: 21,004."""
    return f"{round(value):,}"


def print_counts(numerator: float | None, denominator: float | None) -> str:
    """Return the two counts under a figure: 84／118; one that was not reported is —, which is no zero."""
    return "／".join("—" if count is None else print_count(count) for count in (numerator, denominator))


def print_percent(share: float, places: int = 1) -> str:
    """Return a share (0-1) as a percentage: 98.5%; a share below 1 never prints as 100."""
    percent = print_number(share * 100, places)
    if share < 1 and float(percent) >= 100:
        percent = _floored(share * 100, places)
    return f"{percent}%"


def print_score(score: float, bands: tuple[Band, ...]) -> str:
    """Return a score with one decimal that lies in the same band as the unrounded score."""
    printed = print_number(score, 1)
    crossed = any(score < band.at_least <= float(printed) for band in bands)
    return _floored(score, 1) if crossed else printed


def _floored(value: float, places: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_FLOOR))


def print_value(value: IndicatorValue) -> str:
    """Return an indicator's value with its unit, or the word for why there is none."""
    if value.value is None:
        return value.state.value
    return print_indicator(value.value, value.indicator)


def print_indicator(value: float, indicator: Indicator) -> str:
    """Return a number of an indicator with its unit."""
    if indicator.kind == "share":
        return print_percent(value)
    if indicator.kind == "count":
        return f"{print_count(value)}{indicator.unit}"
    return f"{print_number(value, 1)}{indicator.unit}"


def print_change(value: IndicatorValue) -> str:
    """Return the change against the previous quarter in words: 上升0.4个百分点, 持平, 不可比."""
    if value.change is None:
        return value.comparison.value if value.state in (State.AVAILABLE, State.SMALL_SAMPLE) else "—"
    if value.indicator.kind == "share":
        return print_points_change(value.change * 100)
    rising, falling = ("增加", "减少") if value.indicator.kind == "count" else ("上升", "下降")
    size = print_indicator(abs(value.change), value.indicator)
    return "持平" if float(f"{value.change:.9f}") == 0 else f"{rising if value.change > 0 else falling}{size}"


def print_points_change(points: float) -> str:
    """Return a change in percentage points in words: 上升0.4个百分点 or 持平."""
    if abs(points) < STEADY_BELOW_POINTS:
        return "持平"
    return f"{'上升' if points > 0 else '下降'}{print_number(abs(points), 1)}个百分点"


def print_score_change(score: Score) -> str:
    """Return a change of score in words: 上升1.2分, 持平, 不可比."""
    if score.change is None:
        return score.comparison.value if score.score is not None else "—"
    if abs(score.change) < STEADY_BELOW_POINTS:
        return "持平"
    return f"{'上升' if score.change > 0 else '下降'}{print_number(abs(score.change), 1)}分"


def print_rank(rank: int | None, tied: bool, ranked: int) -> str:
    """Return a rank with ties and n: 第3（并列，共18）; 不排名 where there is none."""
    if rank is None:
        return "不排名"
    return f"第{rank}（{'并列，' if tied else ''}共{ranked}）"


def print_signed(points: float) -> str:
    """Return points with two decimals and their sign: +1.20, −0.05, 0.00."""
    text = print_number(abs(points), 2)
    if float(text) == 0:
        return text
    return f"{'+' if points > 0 else '−'}{text}"
