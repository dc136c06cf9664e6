"""A trend is said only where it is more than noise."""

import pytest

from supervision.trends import Trend, trend_of


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([1, 2, 3, 4, 5], Trend.RISING),
        ([5, 4, 3, 2, 1], Trend.FALLING),
        ([1, 2, 3, 4], Trend.TOO_SHORT),
        ([1, 2, None, 3, 4], Trend.TOO_SHORT),
        ([5, 5, 5, 5, 5], Trend.NONE),
        # One outlier makes the slope: without it there is none.
        ([5, 5, 5, 5, 9], Trend.NONE),
        ([0.1, 0.1 + 1e-17, 0.1, 0.1, 0.1], Trend.NONE),
    ],
)
def test_rising_and_falling_survive_the_loss_of_any_one_point(values, trend):
    assert trend_of(values) is trend
