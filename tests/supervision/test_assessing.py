"""The rules of an assessment: by hand-worked examples."""

from datetime import date

import pytest

from supervision.assessment import Comparison, Rating, Source, State
from supervision.comparing import compare
from supervision.faults import InputRejected
from supervision.periods import Quarter

ZHENGZHOU = ["410102", "410103", "4101Z1"]


def homework(area: str, design: float, schools: float) -> dict:
    return {(area, "schools_homework_design"): design, (area, "schools"): schools}


def test_a_city_is_the_sum_of_its_counties_not_the_mean_of_their_rates(province):
    reported = homework("410102", 90, 100) | homework("410103", 5, 10) | homework("4101Z1", 5, 10)
    value = province.assess(reported=reported).indicator("410100", "2.1")
    assert (value.numerator, value.denominator) == (100, 120)
    assert value.value == pytest.approx(100 / 120)
    assert value.source is Source.COUNTIES
    assert (value.reporting, value.expected) == (3, 3)


def test_a_province_direct_county_is_summed_into_the_province_and_never_into_its_city(province):
    reported = homework("410102", 10, 10) | homework("410181", 0, 30)
    assessment = province.assess(reported=reported)
    assert assessment.indicator("410100", "2.1").denominator == 10
    assert assessment.indicator("410000", "2.1").denominator == 40


def test_a_county_that_has_not_reported_is_left_out_of_both_counts_and_said(province):
    # Decoy: 二七区 reports its schools but not the numerator; neither may count.
    reported = homework("410102", 10, 10) | {("410103", "schools"): 50}
    assessment = province.assess(reported=reported)
    value = assessment.indicator("410100", "2.1")
    assert (value.numerator, value.denominator) == (10, 10)
    assert (value.reporting, value.expected, value.is_complete) == (1, 3, False)
    assert assessment.indicator("410103", "2.1").state is State.UNREPORTED


def test_a_citys_own_report_serves_only_where_no_county_reported(province):
    own = homework("410100", 926, 926)
    alone = province.assess(reported=own).indicator("410100", "2.1")
    assert (alone.numerator, alone.source) == (926, Source.OWN)
    beside = province.assess(reported=own | homework("410102", 9, 10)).indicator("410100", "2.1")
    assert (beside.numerator, beside.source) == (9, Source.COUNTIES)


def test_a_city_without_counties_stands_with_its_own_report(province):
    value = province.assess(reported=homework("410300", 45, 50)).indicator("410300", "2.1")
    assert (value.value, value.source, value.is_complete) == (0.9, Source.OWN, True)


def test_rows_that_name_a_city_are_added_to_those_of_its_counties(province):
    counted = {("410100", "submissions_due"): 1, ("410102", "submissions_due"): 1, ("410100", "submissions_on_time"): 1}
    value = province.assess(counted=counted).indicator("410100", "1.4")
    assert (value.numerator, value.denominator) == (1, 2)


def test_missing_zero_not_applicable_and_small_are_four_things(province):
    counted = {("410102", "visits_time_checked"): 4, ("410102", "visits_time_ok"): 4}
    counted |= {("410103", "visits_time_checked"): 20}
    assessment = province.assess(counted=counted, reported=homework("410103", 0, 20))
    small = assessment.indicator("410102", "3.3")
    assert (small.state, small.value, small.points, small.rank) == (State.SMALL_SAMPLE, 1.0, 100.0, None)
    zero = assessment.indicator("410103", "3.3")
    assert (zero.state, zero.value, zero.points) == (State.AVAILABLE, 0.0, 0.0)
    assert assessment.indicator("4101Z1", "3.3").state is State.NOT_APPLICABLE
    assert assessment.indicator("410102", "2.1").state is State.UNREPORTED
    assert assessment.indicator("410103", "2.1").value == 0.0


def test_more_in_the_part_than_in_the_whole_counts_nowhere_and_is_said(province):
    assessment = province.assess(reported=homework("410102", 12, 10) | homework("410103", 8, 10))
    assert assessment.indicator("410102", "2.1").state is State.FAULTY
    city = assessment.indicator("410100", "2.1")
    assert (city.numerator, city.denominator, city.is_complete) == (8, 10, False)


def test_only_overdue_open_complaints_make_zero_percent(province):
    counted = {("410102", "complaints_answerable"): 12, ("410102", "complaints_open_overdue"): 12}
    value = province.assess(counted=counted).indicator("410102", "12.1")
    assert (value.value, value.points, value.state) == (0.0, 0.0, State.AVAILABLE)


def test_a_unit_without_complaints_is_not_applicable_rather_than_perfect(province):
    value = province.assess().indicator("410181", "12.1")
    assert (value.state, value.value) == (State.NOT_APPLICABLE, None)


def test_points_run_between_floor_and_target_and_stop_there(province):
    for good, points in ((60, 0.0), (80, 50.0), (100, 100.0), (30, 0.0)):
        assert province.assess(reported=homework("410102", good, 100)).indicator(
            "410102", "2.1"
        ).points == pytest.approx(points)


def test_points_of_an_indicator_where_less_is_better(province):
    counted = {("410102", "hidden_watched"): 100, ("410102", "hidden_again"): 5}
    assert province.assess(counted=counted).indicator("410102", "7.4").points == pytest.approx(75.0)


def test_a_category_with_less_than_half_its_weight_is_not_rated(province):
    # Category 3 has three judged indicators; one of three is less than half, two are enough.
    one = {("410102", "schools"): 10.0, ("410102", "schools_homework_public"): 10.0}
    two = one | {("410102", "schools_homework_time_ok"): 8.0}
    category = province.assess(reported=one).scorecard("410102").categories[2]
    assert (category.score.rating, category.score.score) == (Rating.NOT_RATED, None)
    category = province.assess(reported=two).scorecard("410102").categories[2]
    assert (category.score.rating, category.score.score) == (Rating.RATED, pytest.approx(75.0))


def test_total_ignores_categories_not_rated_and_is_not_ranked_below_eighty_percent_of_weight(province):
    total = province.assess(reported=homework("410102", 90, 100)).total("410102")
    # 2.1 is one of two judged indicators of category 2: exactly half, so it is rated; eleven others are not.
    assert total.score == pytest.approx(75.0)
    assert (total.rating, total.rank) == (Rating.NOT_RANKED, None)


def test_reports_of_the_quarter_before_are_carried_and_marked_but_never_mixed(province):
    # Decoy: 中原区 has reported something this quarter, so its old numerator must not be used.
    carried = homework("410102", 99, 100) | homework("410103", 50, 100)
    assessment = province.assess(reported={("410102", "schools"): 100}, carried=carried)
    assert assessment.indicator("410102", "2.1").state is State.UNREPORTED
    value = assessment.indicator("410103", "2.1")
    assert (value.value, value.carried) == (0.5, 1)
    assert assessment.indicator("410100", "2.1").carried == 1


def test_change_is_given_only_for_the_same_definition(province):
    counted = {("410102", f"prepaid_{kind}{part}"): 50 for kind in ("academic", "all") for part in ("", "_supervised")}
    before = province.assess(counted=counted, quarter=Quarter(2022, 1), cutoff=date(2022, 3, 20))
    after = province.assess(counted=counted, quarter=Quarter(2022, 2), cutoff=date(2022, 6, 20))
    later = province.assess(counted=counted, quarter=Quarter(2022, 3), cutoff=date(2022, 9, 20))
    across = compare(after, before).indicator("410102", "10.1")
    assert (across.change, across.comparison) == (None, Comparison.NOT_COMPARABLE)
    within = compare(later, after).indicator("410102", "10.1")
    assert (within.change, within.comparison) == (0.0, Comparison.COMPARABLE)
    assert compare(after, before).scorecard("410102").categories[9].score.comparison is Comparison.NOT_COMPARABLE


def test_change_of_a_carried_figure_is_not_called_steady(province):
    reported = homework("410102", 90, 100)
    before = province.assess(reported=reported, quarter=Quarter(2022, 3), cutoff=date(2022, 9, 20))
    now = compare(province.assess(carried=reported), before)
    value = now.indicator("410102", "2.1")
    assert (value.change, value.comparison) == (None, Comparison.CARRIED)


def test_status_colour_follows_band_and_change(province):
    before = province.assess(reported=homework("410102", 90, 100), quarter=Quarter(2022, 3), cutoff=date(2022, 9, 20))
    expected = {98: ("优", "绿"), 90: ("中", "黄"), 90.2: ("中", "黄"), 84: ("中", "红"), 70: ("差", "红")}
    for good, (band, colour) in expected.items():
        now = compare(province.assess(reported=homework("410102", good, 100)), before)
        score = now.scorecard("410102").categories[1].score
        assert (score.band, score.status) == (band, colour), good


def test_the_median_is_taken_over_all_cases_of_a_city(province):
    days = {"410102": [1] * 9 + [50], "410103": [60] * 10}
    assessment = province.assess(days=days)
    assert assessment.indicator("410102", "12.2").value == 1
    # Decoy: the mean of the two counties' medians would be 30.5.
    assert assessment.indicator("410100", "12.2").value == 55
    assert assessment.indicator("410181", "12.2").state is State.NOT_APPLICABLE


def test_a_cutoff_outside_the_quarter_is_refused(province):
    with pytest.raises(InputRejected, match="不在2022年第四季度之内"):
        province.assess(cutoff=date(2022, 9, 30))


def test_an_area_unknown_to_the_assessment_raises_key_error(province):
    assessment = province.assess()
    for read in (assessment.scorecard, assessment.total):
        with pytest.raises(KeyError):
            read("999999")


def test_figure_names_are_the_ones_of_the_house(province):
    assessment = province.assess()
    indicator = assessment.scheme.indicator_in("4.1", assessment.quarter)
    name = assessment.indicator_name("410100", indicator)
    assert name == "indicator/after_school_coverage@410100/2022Q4#2022-12-20"
