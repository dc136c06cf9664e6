"""Other weights change totals and ranks, never scores, and never the assessment."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.faults import InputRejected
from supervision.scheme import scheme_for
from supervision.trial import try_weights, without
from tests.supervision.conftest import QUARTER, Province
from tests.supervision.test_second_implementation import counted_counts, days_taken, make, reported_counts
from tests.supervision.test_sensitivity import counts_by_quality

PROVINCE = Province()
CATEGORIES = [category.id for category in scheme_for(QUARTER).category]
weights = st.fixed_dictionaries({key: st.floats(0.1, 5) for key in CATEGORIES})


def ranked_province():
    return PROVINCE.assess(*counts_by_quality(PROVINCE, ["419001", "410100", "410200"]))


def test_the_schemes_own_weights_change_nothing():
    assessment = ranked_province()
    table = try_weights(assessment, assessment.scheme.weights).table
    assert (table["score"].fillna(-1) == table["score_before"].fillna(-1)).all()
    assert (table["moved"].dropna() == 0).all()
    assert list(table["area_code"]) == [area.area_code for area in PROVINCE.areas.all]


def test_leaving_a_category_out_gives_the_mean_of_the_others():
    assessment = ranked_province()
    table = try_weights(assessment, without(assessment, 3)).table.set_index("area_code")
    card = assessment.scorecard("410100")
    others = [part.score.score for part in card.categories if part.category.id != 3 and part.score.score is not None]
    assert table.at["410100", "score"] == pytest.approx(sum(others) / len(others))
    assert table.at["410100", "score_before"] == card.total.score


@settings(deadline=None, max_examples=15)
@given(counted_counts, reported_counts, days_taken, weights)
def test_ranks_follow_the_totals_within_each_group_and_scaling_all_weights_changes_none(counted, reported, days, tried):
    assessment = make(counted, reported, days)
    table = try_weights(assessment, tried).table.set_index("area_code")
    doubled = try_weights(assessment, {key: value * 2 for key, value in tried.items()}).table.set_index("area_code")
    assert table["rank"].fillna(0).tolist() == doubled["rank"].fillna(0).tolist()
    for area in PROVINCE.areas.all:
        if table.at[area.area_code, "rank"] > 0:
            peers = [peer.area_code for peer in PROVINCE.areas.in_group(area.peer_group)]
            ranked = table.loc[peers].dropna(subset=["rank"])
            better = (ranked["score"].round(9) > round(table.at[area.area_code, "score"], 9)).sum()
            assert table.at[area.area_code, "rank"] == 1 + better


def test_only_moves_beyond_the_limit_are_listed_the_farthest_first():
    trial = try_weights(ranked_province(), scheme_for(QUARTER).weights)
    trial.table["moved"] = [None, 3.0, -4.0, 5.0, *[0.0] * (len(trial.table) - 4)]
    assert trial.movers["moved"].tolist() == [5.0, -4.0]


@pytest.mark.parametrize("change", [{1: -1.0}, dict.fromkeys(CATEGORIES, 0.0)])
def test_weights_that_make_no_sense_are_refused_in_words(change):
    with pytest.raises(InputRejected, match="试算权重"):
        try_weights(ranked_province(), scheme_for(QUARTER).weights | change)
