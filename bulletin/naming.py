"""Who may be named in the text, for better or worse; each decision keeps its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.facts import Facts
from supervision.areas import Area
from supervision.assessment import IndicatorValue, State
from supervision.attention import CONTRADICTION, UNBALANCED

LEAST_CASES = 20
"""Cases under a share before a place is named for it: one case then moves it by five points at most."""

LAST_SHARE = 1 / 3
"""A place is named as behind only from the last third of its peer group."""


@dataclass(frozen=True)
class Decision:
    """Whether a unit is named for an indicator, and why or why not."""

    area: Area
    value: IndicatorValue
    is_named: bool
    reason: str


def decide_problems(facts: Facts, indicator_id: str) -> tuple[Decision, ...]:
    """Return a decision for every unit on one indicator, those to be named first, the worst of them first."""
    decisions = [_decide(facts, unit, facts.value(unit, indicator_id)) for unit in facts.units]
    return tuple(sorted(decisions, key=lambda decision: (not decision.is_named, _badness(decision.value))))


def _badness(value: IndicatorValue) -> float:
    """Return the value so that the worst comes first; points will not do, for below the floor all have none."""
    size = value.value if value.value is not None else 0.0
    return -size if value.indicator.direction == "down" else size


def _decide(facts: Facts, unit: Area, value: IndicatorValue) -> Decision:
    reason = next(_reasons_against(facts, value), None)
    return Decision(unit, value, reason is None, reason or "数据完整、样本充足、得分和名次均靠后")


def _reasons_against(facts: Facts, value: IndicatorValue) -> Iterator[str]:
    """Yield why a unit may not be named as behind on an indicator."""
    if value.indicator.evidence == "自报":
        yield "自报数据不作为点名依据"
    if value.state is not State.AVAILABLE or value.points is None:
        yield f"没有可用数据（{value.state.value}）"
        return
    if not value.is_complete or value.carried > 0:
        yield "数据不完整或沿用上期"
    if (value.denominator or 0) < LEAST_CASES:
        yield f"样本不足{LEAST_CASES}件次"
    if value.points >= facts.assessment.scheme.band[-2].at_least:
        yield "得分未落入最低等次"
    if value.rank is None or value.rank <= value.rank_n * (1 - LAST_SHARE):
        yield "名次不在同组后三分之一"


def may_be_praised(facts: Facts, unit: Area) -> bool:
    """Return whether a unit may be named as good: ranked, fully reported, and nothing in its figures contradicts."""
    doubted = {matter.area_code for matter in facts.attention if matter.kind in (CONTRADICTION, UNBALANCED)}
    values = [value for category in facts.cards[unit.area_code].categories for value in category.indicators]
    areas = facts.assessment.areas
    places = {unit.area_code, *(child.area_code for child in areas.children(unit.area_code))}
    return (
        facts.total(unit).rank is not None
        and not places & doubted
        and all(value.is_complete and not value.carried for value in values)
        and not any(value.state in (State.UNREPORTED, State.FAULTY) for value in values)
    )
