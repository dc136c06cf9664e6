"""The parts of a change add up to it, at every level."""

import pytest
from hypothesis import given, settings

from supervision.explaining import (
    COMPOSITION,
    LATE_REPORTS,
    LATE_REVISIONS,
    AsReported,
    explain_change,
    explain_change_apart,
)
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


def design(of_hundred):
    return PROVINCE.assess({}, {("410102", "schools_homework_design"): of_hundred, ("410102", "schools"): 100.0})


def test_what_came_late_is_a_part_of_its_own_and_takes_nothing_from_the_categories():
    now = AsReported(final=design(95.0), unrevised=design(90.0), on_time=design(88.0))
    before = AsReported(final=design(80.0), unrevised=design(80.0), on_time=design(84.0))
    parts = {part.name: part for part in explain_change_apart(now, before, "410102")}
    assert {name: round(part.points, 6) for name, part in parts.items()} == {
        "学校作业设计": 10.0,  # 84 → 88 of 100, each worth 2.5 points
        LATE_REPORTS: 15.0,  # +2 now, and the 4 too many of last quarter gone
        LATE_REVISIONS: 12.5,  # 90 → 95
    }
    assert [part.name for part in parts[LATE_REPORTS].parts] == ["本季度迟报", "上季度迟报"]
    check_sums(tuple(parts.values()), 37.5)


def test_without_late_reports_the_parts_are_those_of_the_categories():
    one, two = design(90.0), design(80.0)
    apart = explain_change_apart(AsReported(one, one, one), AsReported(two, two, two), "410102")
    assert apart == explain_change(one, two, "410102")


def test_where_nothing_came_in_time_the_reports_cannot_be_told_apart():
    nothing, late, early = PROVINCE.assess({}, {}), design(90.0), design(80.0)
    parts = explain_change_apart(AsReported(late, late, nothing), AsReported(early, early, early), "410102")
    assert parts == explain_change(late, early, "410102")


@settings(deadline=None, max_examples=10)
@given(counted_counts, reported_counts, reported_counts, reported_counts, days_taken)
def test_parts_with_late_reports_add_up_for_every_area(counted, first, second, third, days):
    now = AsReported(make(counted, first, days), make(counted, second, days), make(counted, third, days))
    before = AsReported(make(counted, third, days), make(counted, first, days), make(counted, second, days))
    for area in PROVINCE.areas.all:
        totals = [each.total(area.area_code).score for each in (now.final, before.final)]
        parts = explain_change_apart(now, before, area.area_code)
        if parts:
            check_sums(parts, totals[0] - totals[1])
        else:
            assert None in totals or round(totals[0] - totals[1], 9) == 0
