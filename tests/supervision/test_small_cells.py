"""Small numbers in files: nothing from 1 to 4 is printed, and none follows from the total and the rest."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.small_cells import OTHERS, merge_small, protect_parts, protect_places, withheld_text, withhold_small

LEAST = 5
numbers = st.lists(st.integers(0, 30), min_size=1, max_size=10)


def cells(*values: int) -> "pd.Series[int]":
    return pd.Series(values, index=[f"p{place}" for place in range(len(values))])


@pytest.mark.parametrize(
    ("values", "merged"),
    [
        ((20, 3, 4), {"p0": 20, OTHERS: 7}),
        ((20, 8, 3), {"p0": 20, OTHERS: 11}),  # 3 alone would follow from the total: 8 goes with it
        ((20, 8, 0), {"p0": 20, "p1": 8}),
        ((2, 1, 1), {}),  # the total itself is small
        ((3, 3), {OTHERS: 6}),
    ],
)
def test_small_parts_are_merged_until_the_rest_is_large_enough(values, merged):
    assert merge_small(cells(*values), LEAST).to_dict() == merged


@given(numbers)
def test_merging_keeps_the_total_and_leaves_no_small_number(values):
    found = merge_small(cells(*values), LEAST)
    assert (found >= LEAST).all()
    assert found.sum() == (sum(values) if sum(values) >= LEAST else 0)


@pytest.mark.parametrize(
    ("values", "withheld"),
    [
        ((20, 3, 4), (False, True, True)),
        ((20, 8, 3), (False, True, True)),
        ((20, 8, 0), (False, False, False)),
        ((3,), (True,)),
        ((0, 3), (False, True)),  # nothing else can go with it
    ],
)
def test_a_single_small_number_takes_the_next_with_it(values, withheld):
    assert withhold_small(values, LEAST) == withheld


@given(numbers)
def test_no_small_number_is_printed_and_none_is_withheld_alone(values):
    flags = withhold_small(values, LEAST)
    assert all(flag for number, flag in zip(values, flags, strict=True) if 0 < number < LEAST)
    if sum(flags) == 1:
        assert not [number for number, flag in zip(values, flags, strict=True) if not flag and number]


def test_the_parts_of_a_county_keep_what_closed_of_categories_that_received_nothing():
    parts = pd.DataFrame({"received": [12, 2, 0], "closed": [9, 3, 6]}, index=["a", "b", "c"])
    found = protect_parts(parts, "received", LEAST)
    assert found.index.tolist() == [OTHERS]
    assert found.loc[OTHERS].tolist() == [14, 18]


def test_numbers_of_other_columns_are_withheld_where_the_merged_ones_stay():
    parts = pd.DataFrame({"received": [12, 9], "overdue": [2, 0]}, index=["a", "b"])
    found = protect_parts(parts, "received", LEAST)
    assert found["received"].tolist() == [12, 9]
    assert found["overdue"].tolist() == [withheld_text(LEAST), 0]


def test_places_are_protected_column_by_column():
    counts = pd.DataFrame({"received": [30, 4, 6], "overdue": [0, 0, 7]}, index=["a", "b", "c"])
    found = protect_places(counts, LEAST)
    assert found["received"].tolist() == [30, withheld_text(LEAST), withheld_text(LEAST)]
    assert found["overdue"].tolist() == [0, 0, 7]
