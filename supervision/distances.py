"""How far a place stands from the next band, in real units: the fewest more schools, cases or institutions."""

import math
from dataclasses import dataclass

from supervision.assessment import Assessment, CategoryScore, IndicatorValue
from supervision.scheme import Band, Indicator, Scheme


@dataclass(frozen=True)
class Distance:
    """The least change of one count that lifts a category into the next band, other things equal."""

    indicator: Indicator
    band: Band
    units: int
    """How many more (or, where less is better, fewer) of the numerator's unit."""

    def sentence(self, scheme: Scheme) -> str:
        """Return it in words: 提供课后服务的学校占比再有11所（提供课后服务的学校），本类即转良."""
        measure = scheme.measures[self.indicator.numerator[0]]
        verb = "减少" if self.indicator.direction == "down" else "再有"
        name = measure.name.removeprefix("其中")
        return f"{self.indicator.name}{verb}{self.units}{measure.unit}（{name}），本类即转{self.band.name}"


def next_band(score: float, scheme: Scheme) -> Band | None:
    """Return the band above the one a score lies in; None at the top."""
    above = [band for band in scheme.band if score < band.at_least]
    return above[-1] if above else None


def distance_to_next_band(assessment: Assessment, category: CategoryScore) -> Distance | None:
    """Return the shortest way of one category into its next band through a single indicator.

    None where the category is not rated, is in the top band, or no single indicator can lift it that far.
    """
    score = category.score.score
    band = None if score is None else next_band(score, assessment.scheme)
    if score is None or band is None:
        return None
    judged = [value for value in category.indicators if value.points is not None]
    weight = sum(value.indicator.weight for value in judged)
    ways = [
        Distance(value.indicator, band, units)
        for value in judged
        if (units := _units_needed(value, (band.at_least - score) * weight / value.indicator.weight)) is not None
    ]
    return min(ways, key=lambda way: way.units, default=None)


def _units_needed(value: IndicatorValue, more_points: float) -> int | None:
    """Return the fewest units of the numerator that add so many points; None where even the target does not."""
    indicator, points = value.indicator, value.points
    if points is None or indicator.floor is None or indicator.target is None or not value.denominator:
        return None
    wanted = points + more_points
    # The sum of a weighted mean may miss 100 by its last bit.
    if wanted > 100 + 1e-9 or value.numerator is None:
        return None
    share = indicator.floor + min(wanted, 100.0) / 100 * (indicator.target - indicator.floor)
    change = abs(share * value.denominator / indicator.per - value.numerator)
    units = math.ceil(change - 1e-9)
    possible = units <= (value.numerator if indicator.direction == "down" else value.denominator - value.numerator)
    return units if units > 0 and possible else None
