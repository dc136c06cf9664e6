"""assess() agrees with a slow second implementation on random provinces, and keeps its promises on any input."""

import math

import pandas as pd
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from supervision.assessing import Counts, assess
from tests.supervision.conftest import CUTOFF, QUARTER, Province, counted_frame, days_frame, make_areas, reported_frame
from tests.supervision.second_implementation import SlowAssessment

SCHEME = Province().scheme
AREAS = make_areas()
PLACES = [area.area_code for area in AREAS.all]
COUNTED = [measure.code for measure in SCHEME.counted_measures]
REPORTED = [measure.code for measure in SCHEME.reported_measures]
QUARTERS = [str(QUARTER), str(QUARTER.previous)]

small_counts = st.integers(0, 30).map(float)
counted_counts = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(COUNTED)), small_counts, max_size=400
)
reported_counts = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(QUARTERS), st.sampled_from(REPORTED)), small_counts, max_size=300
)
days_taken = st.dictionaries(st.sampled_from(PLACES), st.lists(st.integers(0, 90), max_size=15))
inputs = given(counted_counts, reported_counts, days_taken)
slowly = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # Shrinking assesses a province hundreds of times; it would take the minutes that the other tests need.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
impossible_above = example(
    counted={("410000", "academic_closed"): 1.0, ("410102", "academic_baseline"): 1.0}, reported={}, days={}
)
"""A province's own rows that cannot be true must not take its counties' figures away."""


def make(counted, reported, days):
    counts = Counts(counted_frame(counted), reported_frame(reported), days_frame(days))
    return assess(counts, AREAS, SCHEME, QUARTER, CUTOFF)


def close(one, other):
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, abs_tol=1e-9)


@slowly
@inputs
@impossible_above
def test_values_points_scores_and_ranks_agree_with_the_slow_implementation(counted, reported, days):
    fast = make(counted, reported, days)
    slow = SlowAssessment(counted, reported, days, AREAS, SCHEME, QUARTER)
    for area in AREAS.all:
        card = fast.scorecard(area.area_code)
        for category in card.categories:
            assert close(category.score.score, slow.category(area, category.category.id))
            for value in category.indicators:
                assert close(value.value, slow.value(area, value.indicator)), value
                assert close(value.points, slow.points(area, value.indicator)), value
        score, rankable = slow.total(area)
        assert close(card.total.score, score)
        assert (card.total.rating == "已评") == rankable
        assert card.total.rank == slow.total_rank(area)


@slowly
@inputs
def test_scores_lie_between_0_and_100_and_ranks_between_1_and_n(counted, reported, days):
    fast = make(counted, reported, days)
    for frame in (fast.categories, fast.totals):
        scores = frame["score"].dropna()
        assert scores.between(0, 100).all()
        ranked = frame.loc[frame["rank"].notna()]
        assert (ranked["rank"] >= 1).all()
        assert (ranked["rank"] <= ranked["rank_n"]).all()


@slowly
@inputs
def test_children_sum_to_their_parent(counted, reported, days):
    fast = make(counted, reported, days)
    for measure in COUNTED[:5]:
        for area in AREAS.all:
            own = counted.get((area.area_code, measure), 0.0)
            below = sum(fast.count(child.area_code, measure) or 0.0 for child in AREAS.children(area.area_code))
            assert fast.count(area.area_code, measure) == own + below


@slowly
@inputs
def test_one_place_moving_changes_no_other_places_score(counted, reported, days):
    before = make(counted, reported, days)
    moved = counted | {("410102", code): 7.0 for code in COUNTED}
    after = make(moved, reported, days)
    untouched = ~before.totals["area_code"].isin(["410102", "410100", "410000"])
    pd.testing.assert_series_equal(before.totals.loc[untouched, "score"], after.totals.loc[untouched, "score"])
