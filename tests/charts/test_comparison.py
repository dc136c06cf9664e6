"""The comparison chart: every member has a row, missing ones a word, and the spec renders."""

import pytest

from charts.comparison import comparison_rows, draw_comparison
from charts.png import render_png
from supervision.areas import PeerGroup
from supervision.comparison import compare_group
from tests.supervision.conftest import Province

PROVINCE = Province()
MEMBERS = PROVINCE.areas.in_group(PeerGroup.COUNTIES)


@pytest.fixture(scope="module")
def assessment():
    counted = {("410102", "visits_time_checked"): 40.0, ("410102", "visits_time_ok"): 30.0}
    counted |= {("410103", "visits_time_checked"): 40.0, ("410103", "visits_time_ok"): 39.0}
    return PROVINCE.assess(counted)


def test_every_member_has_a_row_and_a_missing_one_its_word(assessment):
    rows = comparison_rows(assessment, MEMBERS, "3.3", compare_group(assessment, MEMBERS, "3.3")).set_index("code")
    assert len(rows) == len(MEMBERS)
    assert rows.at["410102", "text"] == "75.0%（30／40）"
    assert rows.at["410202", "text"] == "不适用"


def test_the_best_stands_first_and_the_picture_renders(assessment):
    picture = draw_comparison(assessment, MEMBERS, "3.3")
    assert picture.values["code"].tolist()[:2] == ["410103", "410102"]
    assert len(render_png(picture)) > 5_000


def test_nothing_to_compare_is_said_in_words(assessment):
    picture = draw_comparison(assessment, MEMBERS, "2.1")
    assert picture.is_empty
    assert picture.alt == "2022年第四季度没有可以比较的建立作业设计制度的学校占比。"
