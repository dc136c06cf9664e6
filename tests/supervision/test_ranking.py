"""Ranks: competition order, inside a group, on unrounded values."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from supervision.ranking import rank_within

values = st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=40)


def ranks(numbers, groups=None, **options):
    series = pd.Series(numbers, dtype=float)
    return rank_within(series, pd.Series(groups or ["甲"] * len(numbers), dtype=object), **options)


def test_ties_share_the_best_rank_and_the_next_is_skipped():
    table = ranks([90, 80, 80, 80, 70])
    assert table["rank"].tolist() == [1, 2, 2, 2, 5]
    assert table["tied"].tolist() == [False, True, True, True, False]
    assert table["rank_n"].tolist() == [5] * 5


def test_values_that_print_alike_are_not_tied():
    assert ranks([89.951, 89.949])["rank"].tolist() == [1, 2]


def test_values_that_differ_only_by_binary_arithmetic_are_tied():
    assert ranks([0.1 + 0.2, 0.3])["rank"].tolist() == [1, 1]


def test_kinds_of_area_are_never_mixed_and_the_unranked_do_not_count():
    table = ranks([50, 90, np.nan, 70], groups=["市", "县", "县", None])
    assert table["rank"].tolist()[:2] == [1, 1]
    assert table["rank"].isna().tolist() == [False, False, True, True]
    assert table["rank_n"].tolist() == [1, 1, 1, 0]


def test_less_is_better_where_asked():
    assert ranks([3, 1, 2], best_is_high=False)["rank"].tolist() == [3, 1, 2]


@given(values)
def test_a_rank_is_one_more_than_the_number_of_better_values(numbers):
    table = ranks(numbers)
    for place, number in enumerate(numbers):
        if number is None:
            assert np.isnan(table["rank"][place])
        else:
            better = sum(1 for other in numbers if other is not None and other > number)
            assert table["rank"][place] == better + 1
