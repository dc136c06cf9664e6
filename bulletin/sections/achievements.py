"""二、主要成效: two to four places by name, each with the measured reason."""

from bulletin.facts import Facts
from bulletin.figures import Passage, join, say
from bulletin.naming import GROUPS, may_be_praised
from bulletin.sections.rankings import ranked_units
from supervision.areas import Area, PeerGroup
from supervision.assessment import CategoryScore, IndicatorValue, State

SMALLEST_RISE = 1.0
"""Points of the total below which a rise is not worth a sentence (the scheme's usual minimum change)."""


def write_achievements(facts: Facts) -> tuple[Passage, ...]:
    """Return a paragraph per place praised; one saying that there is none where data do not allow any."""
    best = [(unit, _write_best(facts, unit, title)) for group, title in GROUPS for unit in _best(facts, group)]
    named = {unit.area_code for unit, _ in best}
    paragraphs = [passage for _, passage in best]
    riser = _strongest_riser(facts, named)
    if riser is not None:
        paragraphs.append(_write_riser(facts, riser))
    return tuple(paragraphs) or (say("本季度没有数据完整、可予点名肯定的地方。"),)


def _best(facts: Facts, group: PeerGroup) -> tuple[Area, ...]:
    """Return the first of a group that may be praised: two of the cities, one of the smaller group."""
    most = 2 if group is PeerGroup.CITIES else 1
    good = facts.assessment.scheme.band[1].at_least
    worthy = [
        unit
        for unit in ranked_units(facts, group)[:5]
        if may_be_praised(facts, unit) and (facts.total(unit).score or 0) >= good
    ]
    return tuple(worthy[:most])


def _write_best(facts: Facts, unit: Area, group_title: str) -> Passage:
    top = facts.assessment.scheme.band[0].name
    categories = facts.cards[unit.area_code].categories
    number = sum(category.score.band == top for category in categories)
    said = say(
        "{name}综合得分{score}，居{group}{rank}",
        name=unit.name,
        score=facts.score(unit) or "",
        group=group_title,
        rank=facts.rank(unit) or "",
    )
    if number:
        tally = facts.tally(f"top_categories_{unit.area_code}", number, "类")
        said += say("，{n}达到“{top}”", n=tally, top=top)
    reasons = [_write_reason(facts, value) for value in _strongest(facts, unit)]
    return said + say("。其中，{reasons}。", reasons=join(reasons, "，")) if reasons else said + say("。")


def _strongest(facts: Facts, unit: Area) -> list[IndicatorValue]:
    """Return up to two verified indicators on which the unit stands best in its group, the largest samples first."""
    values = [v for c in facts.cards[unit.area_code].categories for v in c.indicators]
    verified = [
        v for v in values
        if v.indicator.judged and v.indicator.evidence != "自报" and v.state is State.AVAILABLE
        and v.indicator.kind == "share" and v.indicator.direction == "up" and (v.points or 0) >= 90
        and (v.denominator or 0) >= 20
    ]  # fmt: skip
    return sorted(verified, key=lambda v: (v.rank or 99, -(v.denominator or 0)))[:2]


def _write_reason(facts: Facts, value: IndicatorValue) -> Passage:
    said = say("{name}{figure}", name=value.indicator.name, figure=facts.figure(value) or "")
    return said + facts.counts_behind(value)


def _strongest_riser(facts: Facts, named: set[str]) -> Area | None:
    """Return the unit whose total rose most, if it may be praised, is not named already and rose enough."""
    rising = [
        unit
        for unit in facts.units
        if unit.area_code not in named
        and (facts.total(unit).change or 0) >= SMALLEST_RISE
        and may_be_praised(facts, unit)
    ]
    return max(rising, key=lambda unit: facts.total(unit).change or 0, default=None)


def _write_riser(facts: Facts, unit: Area) -> Passage:
    said = say(
        "{name}综合得分{score}，较上季度{change}，进步明显",
        name=unit.name,
        score=facts.score(unit) or "",
        change=facts.score_change(unit) or "",
    )
    risen = _most_risen(facts, unit)
    if risen is not None:
        said += say(
            "，其中{category}{change}",
            category=risen.category.name,
            change=facts.score_change(unit, risen.category) or "",
        )
    return said + say("。")


def _most_risen(facts: Facts, unit: Area) -> CategoryScore | None:
    """Return the category that rose most, of those that rest on enough cases now."""
    risen = [
        category
        for category in facts.cards[unit.area_code].categories
        if (category.score.change or 0) >= SMALLEST_RISE
        and all(value.state is State.AVAILABLE for value in category.indicators if value.indicator.judged)
    ]
    return max(risen, key=lambda category: category.score.change or 0, default=None)
