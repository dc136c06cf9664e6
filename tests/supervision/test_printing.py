"""Printed figures never say more, or other, than the unrounded value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.periods import Quarter
from supervision.printing import (
    print_count,
    print_counts,
    print_number,
    print_percent,
    print_points_change,
    print_rank,
    print_score,
)
from supervision.scheme import scheme_for
from supervision.scoring import band_of

BANDS = scheme_for(Quarter(2022, 4)).band


def test_numbers_round_half_up_as_people_do():
    assert [print_number(value, 1) for value in (0.25, 0.35, 2.5, -0.04)] == ["0.3", "0.4", "2.5", "0.0"]
    assert print_number(80.785, 2) == "80.79"


def test_a_share_below_one_never_prints_as_100():
    assert print_percent(0.99999) == "99.9%"
    assert print_percent(1.0) == "100.0%"
    assert print_percent(926 / 926, 0) == "100%"


@given(st.floats(0, 100))
def test_a_printed_score_lies_in_the_band_of_the_unrounded_score(score):
    assert band_of(float(print_score(score, BANDS)), BANDS) == band_of(score, BANDS)


@pytest.mark.parametrize(
    ("score", "printed", "band"), [(89.96, "89.9", "良"), (90.0, "90.0", "优"), (59.999, "59.9", "差")]
)
def test_band_edges_just_under_at_and_over(score, printed, band):
    assert (print_score(score, BANDS), band_of(score, BANDS)) == (printed, band)


def test_changes_below_a_twentieth_of_a_point_are_steady():
    assert print_points_change(0.049) == "持平"
    assert print_points_change(0.4) == "上升0.4个百分点"
    assert print_points_change(-1.25) == "下降1.3个百分点"


def test_ranks_state_ties_and_n():
    assert print_rank(3, tied=True, ranked=18) == "第3（并列，共18）"
    assert print_rank(3, tied=False, ranked=18) == "第3（共18）"
    assert print_rank(None, tied=False, ranked=18) == "不排名"


def test_counts_have_thousands_separators():
    assert print_count(21004.0) == "21,004"
    assert print_counts(84.0, 21004.0) == "84／21,004"


def test_a_count_that_was_not_reported_is_no_zero():
    assert print_counts(None, 21004.0) == "—／21,004"
    assert print_counts(0.0, None) == "0／—"
