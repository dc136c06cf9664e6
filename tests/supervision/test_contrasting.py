"""What places report beside what visits and complaints say: verdicts at the scheme's limits, strongest first."""

import pandas as pd
import pytest

from supervision.contrasting import Verdict, contrast_places
from tests.supervision.conftest import Province

PROVINCE = Province()
NO_COMPLAINTS = pd.DataFrame(columns=["area_code", "category_code", "received", "confirmed"])
COUNTY, CITY = "410102", "410100"


def province_with(said, found, visits, code=COUNTY):
    """Return an assessment: so many of 100 schools report homework time kept, so many of the visits found it."""
    reported = {(code, "schools_homework_time_ok"): said, (code, "schools"): 100.0}
    counted = {(code, "visits_time_ok"): found, (code, "visits_time_checked"): visits}
    return PROVINCE.assess(counted, reported)


def time_of(assessment, code=COUNTY, complaints=NO_COMPLAINTS):
    return next(each for each in contrast_places(assessment, (code,), complaints) if each.contrast.name == "作业时间")


@pytest.mark.parametrize(
    ("said", "found", "visits", "verdict"),
    [
        (95.0, 15.0, 20.0, Verdict.CONTRADICTED),  # 95 % said, 75 % seen: both limits just reached
        (94.0, 14.0, 20.0, Verdict.DOUBTFUL),  # the gap is 24 points, but less than 95 % was claimed
        (95.0, 17.0, 20.0, Verdict.DOUBTFUL),  # a gap of exactly the noticed one
        (94.0, 17.0, 20.0, Verdict.CONFIRMED),  # a gap of nine points
        (50.0, 20.0, 20.0, Verdict.CONFIRMED),  # better than reported
        (100.0, 0.0, 9.0, Verdict.FEW_VISITS),  # one visit short of ten
        (100.0, 0.0, 10.0, Verdict.CONTRADICTED),
        (100.0, 0.0, 0.0, Verdict.ONE_SIDED),
    ],
)
def test_the_verdict_at_just_over_and_just_under_the_limits(said, found, visits, verdict):
    assert time_of(province_with(said, found, visits)).verdict is verdict


def test_a_place_that_did_not_report_is_one_sided():
    counted = {(COUNTY, "visits_time_ok"): 5.0, (COUNTY, "visits_time_checked"): 20.0}
    assert time_of(PROVINCE.assess(counted, {})).verdict is Verdict.ONE_SIDED


def test_the_strongest_contradiction_comes_first_and_what_cannot_be_judged_last():
    strong, weak = province_with(100.0, 2.0, 20.0), province_with(96.0, 14.0, 20.0, "410103")
    order = [each.verdict for each in contrast_places(strong, (COUNTY,), NO_COMPLAINTS)]
    assert order[0] is Verdict.CONTRADICTED
    assert set(order[1:]) == {Verdict.ONE_SIDED}
    assert time_of(strong).gap == pytest.approx(0.9)
    assert time_of(weak, "410103").gap == pytest.approx(0.26)


def test_complaints_of_the_category_are_summed_into_the_places_above():
    rows = [(COUNTY, "3", 3, 1), ("410103", "3", 2, 2), (COUNTY, "10", 9, 9), ("xx", "3", 7, 7)]
    complaints = pd.DataFrame(rows, columns=NO_COMPLAINTS.columns)
    assessment = province_with(95.0, 15.0, 20.0)
    own, city = time_of(assessment, COUNTY, complaints), time_of(assessment, CITY, complaints)
    assert (own.complaints, own.confirmed) == (3, 1)
    assert (city.complaints, city.confirmed) == (5, 3)
