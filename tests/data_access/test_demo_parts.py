"""The parts the demo is made of: independent random numbers, even lots, shares that add up, names."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.demo.areas import make_areas
from data_access.demo.names import brand_names, ordinal, town_names
from data_access.demo.plan import even_lots, make_plan
from data_access.demo.sizes import apportion, make_sizes

AREAS = make_areas()


def test_numbers_of_one_purpose_do_not_shift_those_of_another() -> None:
    alone, together = (make_plan(AREAS, seed=5, scale=0.1) for _ in range(2))
    together.stream("complaint").random(1000)
    assert (alone.stream("visit").random(5) == together.stream("visit").random(5)).all()


def test_the_places_keep_their_quality_at_every_scale() -> None:
    small, large = (make_plan(AREAS, seed=5, scale=scale) for scale in (0.01, 1.0))
    assert (small.share("time", 0.6, 1.0) == large.share("time", 0.6, 1.0)).all()


def test_full_size_is_that_of_henan() -> None:
    plan = make_plan(AREAS, seed=2022, scale=1.0)
    sizes = make_sizes(plan)
    assert sizes.schools.sum() == 21_000
    assert sizes.points.sum() == 8_900
    assert sizes.baseline.sum() == 6_694
    for city, schools, baseline in (("410100", 1439, 1344), ("410300", 952, 484), ("410900", 926, 118)):
        inside = plan.of(city)
        assert sizes.schools[inside].sum() == pytest.approx(schools, abs=2)
        assert sizes.baseline[inside].sum() == pytest.approx(baseline, abs=2)


@given(
    st.integers(0, 10_000),
    st.lists(st.floats(0.01, 100), min_size=1, max_size=30),
)
def test_shared_out_numbers_add_up_and_are_off_by_less_than_one(total: int, weights: list[float]) -> None:
    shares = np.array(weights)
    whole = apportion(total, shares, at_least=0)
    assert whole.sum() == total
    assert (np.abs(whole - total * shares / shares.sum()) < 1 + 1e-6).all()


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=200),
    st.floats(0, 1),
    st.integers(0, 99),
)
def test_even_lots_give_every_group_its_share_within_one_row(groups: list[int], share: float, seed: int) -> None:
    numbers = np.array(groups)
    chosen = even_lots(numbers, np.random.default_rng(seed)) < share
    for group in set(groups):
        inside = numbers == group
        assert abs(chosen[inside].sum() - share * inside.sum()) <= 1


def test_names_differ_inside_a_county() -> None:
    draw = np.random.default_rng(1)
    towns = town_names(draw, 18, urban=False)
    assert len(set(towns)) == 18
    assert all(town[-1] in "镇乡" for town in towns)
    assert len(set(brand_names(draw, 150))) == 150


@pytest.mark.parametrize(("number", "text"), [(1, "第一"), (10, "第十"), (11, "第十一"), (19, "第十九")])
def test_ordinals_are_written_as_schools_write_them(number: int, text: str) -> None:
    assert ordinal(number) == text
