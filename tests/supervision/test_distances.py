"""Distances to the next band are the fewest real units: one less would not do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.distances import distance_to_next_band, next_band
from tests.supervision.conftest import Province

PROVINCE = Province()


def card(design, schools, ok=None, checked=None):
    counted = {} if ok is None else {("410102", "visits_design_ok"): ok, ("410102", "visits_design_checked"): checked}
    reported = {("410102", "schools_homework_design"): design, ("410102", "schools"): schools}
    assessment = PROVINCE.assess(counted, reported)
    return assessment, assessment.scorecard("410102").categories[1]


def test_eleven_more_schools_make_the_place_good():
    assessment, category = card(81.0, 100.0)
    assert category.score.band == "差"
    way = distance_to_next_band(assessment, category)
    assert way is not None
    # 60 points need a share of 0.6 + 0.6 × 0.4 = 0.84.
    assert (way.units, way.band.name) == (3, "中")
    assert way.sentence(assessment.scheme) == "建立作业设计制度的学校占比再有3所（建立作业设计制度的学校），本类即转中"


def test_the_top_band_has_no_next():
    assessment, category = card(100.0, 100.0)
    assert next_band(95.0, assessment.scheme) is None
    assert distance_to_next_band(assessment, category) is None


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50), st.integers(0, 40))
def test_that_many_units_are_enough_and_one_less_is_not(design, ok):
    assessment, category = card(float(design), 50.0, float(ok), 40.0)
    way = distance_to_next_band(assessment, category)
    if way is None:
        return
    moved = {"2.1": (way.units, 0), "2.2": (0, way.units)}[way.indicator.id]
    lifted = card(design + moved[0], 50.0, ok + moved[1], 40.0)[1]
    less = card(design + max(moved[0] - 1, 0), 50.0, ok + max(moved[1] - 1, 0), 40.0)[1]
    assert round(lifted.score.score, 9) >= way.band.at_least
    assert round(less.score.score, 9) < way.band.at_least
