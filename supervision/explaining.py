"""Why a total changed: parts by category, then by indicator, then by numerator and denominator, that add up."""

from dataclasses import dataclass

from supervision.assessment import Assessment, CategoryScore, IndicatorValue

COMPOSITION = "参评项目变化"
"""The part that comes from categories or indicators having a value in only one of the two quarters."""


@dataclass(frozen=True)
class Part:
    """One part of a change, in points of the total; its own parts add up to it."""

    name: str
    points: float
    parts: tuple["Part", ...] = ()


def explain_change(assessment: Assessment, previous: Assessment, area_code: str) -> tuple[Part, ...]:
    """Return the parts of the change of an area's total between two assessments; they add up to it exactly.

    Empty where either total is missing. Δtotal = Σ weight × Δcategory over the categories rated in both, plus what the
    entering and leaving of categories does (COMPOSITION).
    """
    now, before = assessment.scorecard(area_code), previous.scorecard(area_code)
    if now.total.score is None or before.total.score is None:
        return ()
    rated = {part.category.id: part for part in now.categories if part.score.score is not None}
    weight = sum(part.category.weight for part in rated.values())
    earlier = {part.category.id: part for part in before.categories if part.score.score is not None}
    parts = [
        _category_part(part, earlier[key], part.category.weight / weight)
        for key, part in rated.items()
        if key in earlier
    ]
    return _with_remainder(parts, now.total.score - before.total.score)


def _category_part(now: CategoryScore, before: CategoryScore, weight: float) -> Part:
    change = ((now.score.score or 0.0) - (before.score.score or 0.0)) * weight
    scored = [value for value in now.indicators if value.points is not None]
    share = sum(value.indicator.weight for value in scored)
    earlier = {value.indicator.id: value for value in before.indicators if value.points is not None}
    parts = [
        _indicator_part(value, earlier[value.indicator.id], weight * value.indicator.weight / share)
        for value in scored
        if value.indicator.id in earlier and value.indicator.version == earlier[value.indicator.id].indicator.version
    ]
    return Part(now.category.name, change, _with_remainder(parts, change))


def _indicator_part(now: IndicatorValue, before: IndicatorValue, weight: float) -> Part:
    change = ((now.points or 0.0) - (before.points or 0.0)) * weight
    return Part(now.indicator.name, change, _count_parts(now, before, change))


def _count_parts(now: IndicatorValue, before: IndicatorValue, change: float) -> tuple[Part, ...]:
    """Return what numerator and denominator did, in proportion to what each did to the value.

    Points stop at floor and target, so the two share the points that were really won or lost.
    """
    if not (now.denominator and before.denominator) or now.numerator is None or before.numerator is None:
        return ()
    by_numerator = (now.numerator - before.numerator) / now.denominator
    by_denominator = before.numerator / now.denominator - before.numerator / before.denominator
    moved = by_numerator + by_denominator
    if round(moved, 12) == 0:
        return ()
    return (
        Part("分子变化", change * by_numerator / moved),
        Part("分母变化", change * by_denominator / moved),
    )


def _with_remainder(parts: list[Part], change: float) -> tuple[Part, ...]:
    rest = change - sum(part.points for part in parts)
    return (*parts, Part(COMPOSITION, rest)) if round(rest, 9) else tuple(parts)
