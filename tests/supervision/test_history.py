"""Scores over quarters stay with their place, and what was not there is missing."""

import pytest

from supervision.history import TOTAL, score_history, scores_of
from supervision.periods import Quarter
from tests.supervision.conftest import Province

PROVINCE = Province()


def design(share, quarter):
    reported = {} if share is None else {("410102", "schools"): 100.0, ("410102", "schools_homework_design"): share}
    return PROVINCE.assess({}, reported, quarter=quarter, cutoff=quarter.ends_on)


def test_scores_come_oldest_first_and_an_unrated_quarter_is_missing():
    history = score_history(
        [design(80.0, Quarter(2022, 2)), design(None, Quarter(2022, 3)), design(90.0, Quarter(2022, 4))]
    )
    for shown in ("2", TOTAL):
        first, second, third = scores_of(history, "410102", shown)
        assert (first, second, third) == (pytest.approx(50.0), None, pytest.approx(75.0))
    assert scores_of(history, "410103", "2") == [None, None, None]
    assert list(history.index) == [area.area_code for area in PROVINCE.areas.all]
