"""A list that adds up to more or less than its figure says which places make the difference."""

import pytest

from supervision.reconciling import explain_difference
from tests.supervision.conftest import Province

PROVINCE = Province()
DESIGN = "schools_homework_design"


def explained(area, measure, indicator="2.1", **counts):
    assessment = PROVINCE.assess(**counts)
    return explain_difference(assessment, assessment.indicator(area, indicator), measure)


SOUND = {("410102", DESIGN): 8.0, ("410102", "schools"): 10.0}
HALF = SOUND | {("410103", "schools"): 5.0}
FAULTY = SOUND | {("410103", DESIGN): 9.0, ("410103", "schools"): 5.0}


@pytest.mark.parametrize("measure", [DESIGN, "schools"])
def test_a_list_that_makes_its_figure_needs_no_word(measure):
    assert explained("410100", measure, reported=SOUND) == ""
    assert explained("410100", measure) == ""


def test_a_county_that_reported_one_half_is_named_under_the_half_it_reported():
    said = explained("410100", "schools", reported=HALF)
    assert said == (
        "指标分母为10，明细合计15，多5：1个地方分子、分母只报了一项，不计入指标（郑州二七区）。"
    )  # fmt: skip
    assert explained("410100", DESIGN, reported=HALF) == ""


def test_a_faulty_count_is_named_under_both():
    assert "明细合计17，多9：1个地方分子大于分母" in explained("410100", DESIGN, reported=FAULTY)
    assert "明细合计15，多5：1个地方分子大于分母" in explained("410100", "schools", reported=FAULTY)


def test_the_faulty_place_itself_has_rows_but_no_figure():
    assert "指标分子没有计算，明细合计9，多9" in explained("410103", DESIGN, reported=FAULTY)


def test_a_citys_own_report_beside_counties_halves_is_said():
    reported = {("410100", DESIGN): 30.0, ("410100", "schools"): 40.0, ("410102", "schools"): 10.0}
    said = explained("410100", "schools", reported=reported)
    assert "指标分母为40，明细合计10，少30" in said
    assert "指标采用本级自报数" in said


def test_a_faulty_count_of_rows_is_told_too():
    counted = {("410102", "school_months_due"): 3.0, ("410102", "school_months_visited"): 4.0}
    assert "分子大于分母" in explained("410100", "school_months_visited", "0.1", counted=counted)
