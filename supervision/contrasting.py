"""相互印证: what places report of themselves, beside what inspectors found and what people complained of."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from supervision.assessment import Assessment, IndicatorValue, State
from supervision.scheme import Attention as Limits
from supervision.scheme import Contrast
from supervision.summing import owners_of


class Verdict(StrEnum):
    """What report and visits say of each other."""

    CONTRADICTED = "明显不符"
    DOUBTFUL = "有差距"
    CONFIRMED = "相符"
    FEW_VISITS = "核查次数不足"
    ONE_SIDED = "只有一方数据"


@dataclass(frozen=True)
class Testimony:
    """One matter of one place: the two indicators, their gap, and the complaints of the category."""

    area_code: str
    contrast: Contrast
    category_id: int
    reported: IndicatorValue
    visited: IndicatorValue
    gap: float | None
    """Reported share − share found at visits; None where either is missing."""
    verdict: Verdict
    complaints: int
    """Complaints received in the quarter in the matter's category, duplicates left out."""
    confirmed: int
    """How many of them were found true or partly true by the cut-off."""


def contrast_places(
    assessment: Assessment, area_codes: tuple[str, ...], complaints: pd.DataFrame
) -> tuple[Testimony, ...]:
    """Return the testimonies of some places, the strongest contradiction first; those that cannot be judged last.

    `complaints`: area_code, category_code, received, confirmed (additive, not summed upwards yet).
    """
    summed = _summed_complaints(assessment, complaints)
    found = [
        _testify(assessment, code, contrast, summed) for code in area_codes for contrast in assessment.scheme.contrast
    ]
    return tuple(sorted(found, key=_strength))


def _strength(testimony: Testimony) -> tuple[bool, float]:
    is_judged = testimony.verdict not in (Verdict.FEW_VISITS, Verdict.ONE_SIDED)
    return not is_judged, -(testimony.gap if testimony.gap is not None else -1.0)


def _testify(
    assessment: Assessment, area_code: str, contrast: Contrast, complaints: dict[tuple[str, str], tuple[int, int]]
) -> Testimony:
    reported, visited = (assessment.indicator(area_code, each) for each in (contrast.reported, contrast.visited))
    category = assessment.scheme.categories[reported.indicator.category]
    received, confirmed = complaints.get((area_code, str(category.id)), (0, 0))
    known = reported.value is not None and visited.value is not None
    gap = reported.value - visited.value if known else None  # type: ignore[operator]
    verdict = judge(reported, visited, assessment.scheme.attention)
    return Testimony(area_code, contrast, category.id, reported, visited, gap, verdict, received, confirmed)


def judge(reported: IndicatorValue, visited: IndicatorValue, limits: Limits) -> Verdict:
    """Return what a reported share and the share found at visits say of each other, by the scheme's limits.

    Without enough visits nothing is said, whatever the gap.
    """
    if reported.value is None or visited.value is None:
        return Verdict.ONE_SIDED
    if visited.state is State.SMALL_SAMPLE or (visited.denominator or 0) < limits.visits_at_least:
        return Verdict.FEW_VISITS
    # Rounded, so that a gap of exactly the limit is not lost to binary arithmetic.
    gap = round(reported.value - visited.value, 9)
    if gap < limits.gap_noticed:
        return Verdict.CONFIRMED
    is_high = reported.value >= limits.reported_at_least
    return Verdict.CONTRADICTED if is_high and gap >= limits.gap_at_least else Verdict.DOUBTFUL


def _summed_complaints(assessment: Assessment, complaints: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Return received and confirmed complaints by area and category code, summed into every area above."""
    spread = complaints.merge(owners_of(assessment.areas), on="area_code")
    sums = spread.groupby(["owner", "category_code"])[["received", "confirmed"]].sum().astype(int)
    return {
        (str(code), str(key)): (received, confirmed)
        for (code, key), received, confirmed in zip(sums.index, sums["received"], sums["confirmed"], strict=True)
    }
