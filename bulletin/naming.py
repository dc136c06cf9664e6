"""Who may be named in the text, for better or worse; each decision keeps its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.facts import Facts
from supervision.areas import Area, PeerGroup
from supervision.assessment import IndicatorValue, State
from supervision.attention import CONTRADICTION, UNBALANCED
from supervision.printing import print_number, print_score, print_value

GROUPS = ((PeerGroup.CITIES, "省辖市和济源示范区"), (PeerGroup.DIRECT, "省直管县（市）"))
"""The two lists that the province prints, each under its title."""

TOTAL = "综合得分"
HELD_BACK = "得分未落入最低等次"
NOT_LAST = "名次不在同组最后一组"


@dataclass(frozen=True)
class Decision:
    """Whether a unit is named as behind in a matter, and why or why not."""

    area: Area
    matter: str
    """The name of an indicator, or 综合得分."""
    figure: str
    """What it stands on, as printed."""
    is_named: bool
    reason: str
    value: IndicatorValue | None = None
    """The indicator; None for the total."""

    @property
    def is_close(self) -> bool:
        """Return whether figures alone would name the unit, so that the reason against it needs reading."""
        return self.is_named or self.reason not in (HELD_BACK, NOT_LAST)


def decide_all(facts: Facts) -> tuple[Decision, ...]:
    """Return every decision on naming units as behind: on their total, then on each indicator that may name anybody."""
    indicators = [i for i in facts.indicators if i.judged and i.evidence != "自报"]
    return (*decide_last(facts), *(each for i in indicators for each in decide_problems(facts, i.id)))


def decide_last(facts: Facts) -> tuple[Decision, ...]:
    """Return a decision for every unit on its total, group by group in order of rank; the unranked come last."""
    units = [unit for group, _ in GROUPS for unit in sorted(facts.in_group(group), key=lambda u: _rank_of(facts, u))]
    return tuple(_decide_last(facts, unit) for unit in units)


def _rank_of(facts: Facts, unit: Area) -> int:
    return facts.total(unit).rank or len(facts.units) + 1


def _decide_last(facts: Facts, unit: Area) -> Decision:
    total = facts.total(unit)
    against = next(_reasons_against_last(facts, unit), None)
    figure = "未评" if total.score is None else f"{print_score(total.score, facts.assessment.scheme.band)}分"
    if total.rank is not None:
        figure += f"，第{total.rank}位"
    return Decision(unit, TOTAL, figure, against is None, against or _said_of_range(facts, unit))


def _reasons_against_last(facts: Facts, unit: Area) -> Iterator[str]:
    """Yield why a unit may not be named as behind on its total."""
    total, rule = facts.total(unit), facts.assessment.scheme.naming
    if total.rank is None or total.score is None:
        yield "不参加排名"
        return
    size = rule.last_size(unit.peer_group or "", total.rank_n)
    if total.rank <= total.rank_n - size:
        yield NOT_LAST
    if total.score >= rule.good_from:
        yield f"得分在{rule.good_from:g}分以上"
    if why := facts.incomplete[unit.area_code]:
        yield why
    if (small := facts.small_weights[unit.area_code]) > rule.small_weight_at_most:
        yield f"样本不足的指标占权重{print_number(small * 100, 0)}%"
    low, high = facts.rank_range(unit)
    if low <= total.rank_n - size:
        yield f"权重变动时名次在第{low}至{high}位之间，未全部落在后{size}位"


def _said_of_range(facts: Facts, unit: Area) -> str:
    total, (low, high) = facts.total(unit), facts.rank_range(unit)
    size = facts.assessment.scheme.naming.last_size(unit.peer_group or "", total.rank_n)
    where = f"第{low}位" if low == high else f"第{low}至{high}位"
    return f"数据完整、样本充足，权重变动时名次仍为{where}，全部落在后{size}位"


def decide_problems(facts: Facts, indicator_id: str) -> tuple[Decision, ...]:
    """Return a decision for every unit on one indicator, those to be named first, the worst of them first."""
    pairs = [(unit, facts.value(unit, indicator_id)) for unit in facts.units]
    decisions = [_decide(facts, unit, value) for unit, value in sorted(pairs, key=lambda pair: _badness(pair[1]))]
    return tuple(sorted(decisions, key=lambda decision: not decision.is_named))


def _badness(value: IndicatorValue) -> float:
    """Return the value so that the worst comes first; points will not do, for below the floor all have none."""
    size = value.value if value.value is not None else 0.0
    return -size if value.indicator.direction == "down" else size


def _decide(facts: Facts, unit: Area, value: IndicatorValue) -> Decision:
    against = next(_reasons_against(facts, unit, value), None)
    reason = against or "数据完整、样本充足，得分和名次均靠后"
    return Decision(unit, value.indicator.name, print_value(value), against is None, reason, value)


def _reasons_against(facts: Facts, unit: Area, value: IndicatorValue) -> Iterator[str]:
    """Yield why a unit may not be named as behind on an indicator."""
    rule = facts.assessment.scheme.naming
    if value.indicator.evidence == "自报":
        yield "自报数据不作为点名依据"
    if value.state is not State.AVAILABLE or value.points is None:
        yield f"没有可用数据（{value.state.value}）"
        return
    if value.points >= facts.assessment.scheme.band[-2].at_least:
        yield HELD_BACK
    if value.rank is None or value.rank <= value.rank_n - rule.last_size(unit.peer_group or "", value.rank_n):
        yield NOT_LAST
    if not value.is_complete or value.carried > 0:
        yield "数据不完整或沿用上期"
    if (value.denominator or 0) < rule.least_cases:
        yield f"样本不足{rule.least_cases}件次"


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
