"""The parts of a change add up to it, at every level."""

import pytest
from hypothesis import given, settings

from supervision.explaining import COMPOSITION, explain_change
from supervision.periods import Quarter
from tests.supervision.conftest import CUTOFF, QUARTER, Province
from tests.supervision.test_second_implementation import counted_counts, days_taken, make, reported_counts

PROVINCE = Province()


def check_sums(parts, change):
    assert sum(part.points for part in parts) == pytest.approx(change, abs=1e-6)
    for part in parts:
        if part.parts:
            check_sums(part.parts, part.points)


@settings(deadline=None, max_examples=15)
@given(counted_counts, counted_counts, reported_counts, days_taken)
def test_parts_add_up_for_every_area_of_random_provinces(first, second, reported, days):
    before, now = make(first, reported, days), make(second, reported, days)
    for area in PROVINCE.areas.all:
        old, new = before.total(area.area_code).score, now.total(area.area_code).score
        parts = explain_change(now, before, area.area_code)
        if old is None or new is None:
            assert parts == ()
        else:
            check_sums(parts, new - old)


def test_a_change_of_one_numerator_is_all_its_own():
    def assess(design):
        reported = {("410102", "schools_homework_design"): design, ("410102", "schools"): 100.0}
        return PROVINCE.assess({}, reported)

    (category,) = explain_change(assess(90.0), assess(80.0), "410102")
    (indicator,) = category.parts
    assert (category.name, category.points) == ("学校作业设计", pytest.approx(25.0))
    assert [(part.name, round(part.points, 6)) for part in indicator.parts] == [("分子变化", 25.0), ("分母变化", 0.0)]


def test_a_category_that_is_rated_in_one_quarter_only_is_a_part_of_its_own():
    one = {("410102", "schools"): 100.0, ("410102", "schools_homework_design"): 90.0}
    two = one | {
        ("410102", "counties"): 1.0,
        ("410102", "counties_with_mechanism"): 1.0,
        ("410102", "counties_with_office"): 1.0,
    }
    before = PROVINCE.assess({}, one, quarter=Quarter(2022, 3), cutoff=QUARTER.previous.ends_on)
    parts = explain_change(PROVINCE.assess({}, two, cutoff=CUTOFF), before, "410102")
    assert [part.name for part in parts] == ["学校作业设计", COMPOSITION]
    check_sums(parts, 87.5 - 75.0)
