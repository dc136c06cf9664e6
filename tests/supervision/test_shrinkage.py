"""Shrunk rates: a worked example, a slow second implementation, and what must hold of any group of places."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.shrinkage import shrink_rates

places = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 50)), min_size=1, max_size=12)


def shrunk(pairs: list[tuple[float, float]]) -> pd.DataFrame:
    cases, base = zip(*pairs, strict=True)
    return shrink_rates(pd.Series(cases, dtype=float), pd.Series(base, dtype=float))


def slowly(pairs: list[tuple[float, float]]) -> list[float]:
    """Return the shrunk rates by Marshall's formulas, place by place."""
    events, people = sum(y for y, _ in pairs), sum(n for _, n in pairs)
    mean = events / people
    spread = sum(n * (y / n - mean) ** 2 for y, n in pairs) / people
    between = max(0.0, spread - mean / (people / len(pairs)))
    return [mean if not between else mean + between / (between + mean / n) * (y / n - mean) for y, n in pairs]


def test_a_small_place_moves_towards_the_group_and_a_large_one_hardly():
    found = shrunk([(30, 1), (1000, 50), (500, 50), (100, 50)])
    small, large = found.loc[0], found.loc[1]
    assert small["rate"] == 30
    assert found["shrunk"].min() < small["shrunk"] < 30
    assert abs(large["shrunk"] - large["rate"]) < abs(small["shrunk"] - small["rate"])
    assert small["weight"] < large["weight"] <= 1


def test_places_that_differ_by_chance_alone_all_get_the_rate_of_the_group():
    found = shrunk([(10, 1), (11, 1), (9, 1)])
    assert found["shrunk"].tolist() == pytest.approx([10.0, 10.0, 10.0])


def test_a_place_without_pupils_has_no_rate_and_no_part_in_the_group():
    found = shrunk([(10, 1), (0, 0), (30, 1)])
    assert found.loc[1].isna().all()
    assert found.loc[[0, 2], "shrunk"].tolist() == pytest.approx(slowly([(10, 1), (30, 1)]))


def test_no_complaints_anywhere_are_rates_of_zero():
    assert shrunk([(0, 3), (0, 5)])["shrunk"].tolist() == [0.0, 0.0]


def test_a_group_without_any_pupils_has_no_rates():
    assert shrunk([(1, 0), (2, 0)]).isna().all().all()


@given(places)
def test_it_agrees_with_the_formulas_place_by_place(pairs):
    for fast, slow in zip(shrunk(pairs)["shrunk"], slowly(pairs), strict=True):
        assert math.isclose(fast, slow, rel_tol=1e-9, abs_tol=1e-12)


@given(places)
def test_a_shrunk_rate_lies_between_the_places_own_and_the_groups(pairs):
    mean = sum(y for y, _ in pairs) / sum(n for _, n in pairs)
    found = shrunk(pairs)
    for rate, value in zip(found["rate"], found["shrunk"], strict=True):
        assert min(rate, mean) - 1e-9 <= value <= max(rate, mean) + 1e-9
