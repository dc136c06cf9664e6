"""When a series is called rising or falling: only when it is more than noise."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

LEAST_POINTS = 5


class Trend(StrEnum):
    """What may be said of a series."""

    RISING = "持续上升"
    FALLING = "持续下降"
    NONE = "无明显变化"
    TOO_SHORT = "不足五期"


RULE = "至少五期数据，且去掉任何一期后斜率方向不变，才称为持续上升或下降"


def trend_of(values: Sequence[float | None]) -> Trend:
    """Return the trend of values in time order; missing ones keep their place in time but do not count.

    Rising or falling needs five values and a least-squares slope that keeps its sign when any one is left out.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < LEAST_POINTS:
        return Trend.TOO_SHORT
    samples = [known, *(known[:place] + known[place + 1 :] for place in range(len(known)))]
    slopes = [_slope(sample) for sample in samples]
    if all(slope > 0 for slope in slopes):
        return Trend.RISING
    return Trend.FALLING if all(slope < 0 for slope in slopes) else Trend.NONE


def _slope(points: Sequence[tuple[int, float]]) -> float:
    places, values = np.array(points, dtype=float).T
    centred = places - places.mean()
    # Rounded, so that a level series is not given a sign by binary arithmetic.
    return round(float(centred @ (values - values.mean()) / (centred @ centred)), 9)
