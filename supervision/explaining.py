"""Why a total changed: parts by category, then by indicator, then by numerator and denominator, that add up."""

from dataclasses import dataclass

from supervision.assessment import Assessment, CategoryScore, IndicatorValue
from supervision.printing import print_count

COMPOSITION = "参评项目变化"
"""The part that comes from categories or indicators having a value in only one of the two quarters."""
LATE_REPORTS = "迟报"
LATE_REVISIONS = "期限后修订"


@dataclass(frozen=True)
class Part:
    """One part of a change, in points of the total; its own parts add up to it."""

    name: str
    points: float
    parts: tuple["Part", ...] = ()
    note: str = ""
    """What moved, in its own unit: 12,936→13,020."""


@dataclass(frozen=True, eq=False)
class AsReported:
    """One quarter assessed three times, by which reports count (the quarter's deadline divides them)."""

    final: Assessment
    """With every report: the assessment that is shown everywhere."""
    unrevised: Assessment
    """Without the revisions made after the deadline."""
    on_time: Assessment
    """Without any report that came after the deadline."""


def explain_change_apart(now: AsReported, before: AsReported, area_code: str) -> tuple[Part, ...]:
    """Return the parts of a change with what late reports and late revisions did as parts of their own.

    They add up to the change of the final totals. The categories' parts are those between the reports that came in
    time; where in time there was no total, the reports cannot be told apart and only `explain_change` is left.
    """
    final = explain_change(now.final, before.final, area_code)
    parts = explain_change(now.on_time, before.on_time, area_code)
    if not final or not parts:
        return final
    late = _reporting_part(LATE_REPORTS, area_code, (now.unrevised, now.on_time), (before.unrevised, before.on_time))
    revised = _reporting_part(LATE_REVISIONS, area_code, (now.final, now.unrevised), (before.final, before.unrevised))
    return (*parts, *(part for part in (late, revised) if part))


def _reporting_part(
    name: str, area_code: str, now: tuple[Assessment, Assessment], before: tuple[Assessment, Assessment]
) -> Part | None:
    """Return what the reports that only the first of each pair counts do to the change; None where they do nothing."""
    parts = (
        Part(f"本季度{name}", _total(now[0], area_code) - _total(now[1], area_code)),
        Part(f"上季度{name}", _total(before[1], area_code) - _total(before[0], area_code)),
    )
    moving = tuple(part for part in parts if round(part.points, 9))
    return Part(name, sum(part.points for part in moving), moving) if moving else None


def _total(assessment: Assessment, area_code: str) -> float:
    return assessment.total(area_code).score or 0.0


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
        Part("分子变化", change * by_numerator / moved, note=_moved(before.numerator, now.numerator)),
        Part("分母变化", change * by_denominator / moved, note=_moved(before.denominator, now.denominator)),
    )


def _moved(before: float, now: float) -> str:
    return f"{print_count(before)}→{print_count(now)}"


def _with_remainder(parts: list[Part], change: float) -> tuple[Part, ...]:
    rest = change - sum(part.points for part in parts)
    return (*parts, Part(COMPOSITION, rest)) if round(rest, 9) else tuple(parts)
