"""Rank ranges hold the rank, narrow to it where weights cannot matter, and repeat."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from supervision.sensitivity import competition_ranks, drawn_totals, drawn_weights, rank_ranges, tiers

scores = arrays(float, st.tuples(st.integers(1, 8), st.just(12)), elements=st.floats(0, 100) | st.just(np.nan))
ranges = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 5)), max_size=15)


def counts_by_quality(province, places):
    """Return counted and reported counts in which every place is better than the next on every judged indicator."""
    counts = {}
    for place, area in enumerate(places):
        counts |= {(area, measure.code): 1000.0 for measure in province.scheme.measure}
        for indicator in province.scheme.indicators(province.quarter):
            good = 50.0 + 50 * place if indicator.direction == "down" else 900.0 - 100 * place
            counts |= {(area, code): good / len(indicator.numerator) for code in indicator.numerator}
    # 4.1 is the denominator of 4.2 as well; it must stay above 4.2's numerator.
    counts |= {(area, "schools_after_school_full"): 500.0 - 100 * place for place, area in enumerate(places)}
    counted = {m.code for m in province.scheme.counted_measures}
    return (
        {key: value for key, value in counts.items() if key[1] in counted},
        {key: value for key, value in counts.items() if key[1] not in counted},
    )


@settings(deadline=None, max_examples=50)
@given(scores)
def test_ranks_equal_one_plus_the_number_of_better_totals(table):
    table = np.nan_to_num(table, nan=50.0)
    totals = drawn_totals(table, np.full((3, 12), 1 / 12))
    ranks = competition_ranks(totals)
    for column in range(totals.shape[1]):
        rounded = np.round(totals[:, column], 9)
        assert ranks[:, column].tolist() == [1 + int((rounded > each).sum()) for each in rounded]


def test_weights_sum_to_one_stay_near_their_own_and_depend_only_on_the_assessment(province):
    weights = drawn_weights(province.assess())
    assert weights.shape == (2000, 12)
    assert np.allclose(weights.sum(axis=1), 1)
    assert (weights.max(axis=1) / weights.min(axis=1)).max() <= 1.3 / 0.7 + 1e-9
    assert (weights == drawn_weights(province.assess())).all()


def test_a_place_that_is_better_in_every_category_keeps_its_rank(province):
    counted, reported = counts_by_quality(province, ["419001", "410100", "410200"])
    assessment = province.assess(counted, reported)
    table = rank_ranges(assessment).set_index("area_code")
    for area in table.index:
        rank = assessment.total(area).rank
        assert table.at[area, "rank_low"] <= rank <= table.at[area, "rank_high"]
    assert table.loc["419001", ["rank_low", "rank_high", "tier"]].tolist() == [1, 1, 1]


def test_a_province_without_ranked_places_has_no_ranges(province):
    assert rank_ranges(province.assess()).empty


@given(ranges)
def test_overlapping_ranges_share_a_tier_and_separate_ones_do_not(pairs):
    lows, highs = [low for low, _ in pairs], [low + width for low, width in pairs]
    found = tiers(lows, highs)
    for one in range(len(pairs)):
        for other in range(len(pairs)):
            if lows[one] <= highs[other] and lows[other] <= highs[one]:
                assert found[one] == found[other]
            if found[one] != found[other]:
                assert (found[one] < found[other]) == (highs[one] < lows[other])
