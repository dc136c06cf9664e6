"""Comparisons inside a group: values, changes, funnels, the best and the most improved."""

import math

import pytest

from supervision.areas import PeerGroup
from supervision.comparing import compare
from supervision.comparison import TOTAL, compare_group, direction_of, find_extremes, order_rows
from supervision.periods import Quarter

COUNTIES = ("410102", "410103", "4101Z1", "410202", "410221")


def homework(shares, schools=100.0):
    reported = {(area, "schools"): schools for area in shares}
    return reported | {(area, "schools_homework_design"): share * schools for area, share in shares.items()}


@pytest.fixture
def members(province):
    return province.areas.in_group(PeerGroup.COUNTIES)


def test_previous_values_are_those_that_may_be_compared(province, members):
    before = province.assess({}, homework({"410102": 0.9}), quarter=Quarter(2022, 3), cutoff=Quarter(2022, 3).ends_on)
    now = compare(province.assess({}, homework({"410102": 0.95, "410103": 0.8})), before)
    table = compare_group(now, members, "2.1").set_index("area_code")
    assert (table.at["410102", "value"], table.at["410102", "previous"]) == (0.95, pytest.approx(0.9))
    # Decoy: 二七区 has a value but nothing to compare it with.
    assert table.at["410103", "value"] == 0.8
    assert math.isnan(table.at["410103", "previous"])
    assert table.at["4101Z1", "reason"] == "未报"


def test_small_samples_stand_in_no_comparison(province, members):
    table = compare_group(province.assess({}, homework({"410102": 1.0}, schools=4.0)), members, "2.1")
    assert table["value"].isna().all()
    assert table["reason"].tolist() == ["样本不足", "未报", "未报", "未报", "未报"]


def test_the_funnel_is_wider_for_smaller_counts_and_marks_who_is_outside(province, members):
    counted = {}
    for area, (checked, ok) in zip(COUNTIES, [(400, 200), (400, 320), (20, 12), (400, 240), (20, 8)], strict=True):
        counted |= {(area, "visits_time_checked"): float(checked), (area, "visits_time_ok"): float(ok)}
    table = compare_group(province.assess(counted), members, "3.3").set_index("area_code")
    share = 780 / 1240
    assert table.at["410102", "low"] == pytest.approx(share - 1.96 * math.sqrt(share * (1 - share) / 400))
    width = table["high"] - table["low"]
    assert width["4101Z1"] > width["410102"]
    # 50 % of 400 is far off; 40 % of 20 is farther, yet may be chance.
    assert table["is_outside"].to_dict() == {
        "410102": True, "410103": True, "4101Z1": False, "410202": False, "410221": True,
    }  # fmt: skip


def test_a_rate_that_is_no_share_has_no_funnel(province, members):
    counted = {("410102", "institutions"): 50.0, ("410102", "institutions_checked"): 500.0}
    table = compare_group(province.assess(counted), members, "7.3")
    assert table["low"].isna().all()
    assert not table["is_outside"].any()


def test_the_best_includes_ties_at_the_edge_and_the_improved_only_those_who_rose(province, members):
    shares = dict(zip(COUNTIES, (0.9, 0.9, 0.8, 0.7, 0.6), strict=True))
    earlier = dict(zip(COUNTIES, (0.7, 0.9, 0.85, 0.6), strict=False))
    before = province.assess({}, homework(earlier), quarter=Quarter(2022, 3), cutoff=Quarter(2022, 3).ends_on)
    now = compare(province.assess({}, homework(shares)), before)
    found = find_extremes(compare_group(now, members, "2.1"), "up", count=1)
    assert found.best["area_code"].tolist() == ["410102", "410103"]
    assert found.improved["area_code"].tolist() == ["410102"]
    assert found.not_comparable == ("410221",)


def test_less_is_better_where_the_indicator_says_so(province, members):
    counted = {(area, "hidden_watched"): 100.0 for area in COUNTIES}
    counted |= {(area, "hidden_again"): float(place) for place, area in enumerate(COUNTIES)}
    assessment = province.assess(counted)
    table = compare_group(assessment, members, "7.4")
    direction = direction_of(assessment, "7.4")
    assert direction == "down"
    assert find_extremes(table, direction, count=2).best["area_code"].tolist() == ["410102", "410103"]
    assert order_rows(table, direction)["area_code"].iloc[0] == "410102"


def test_totals_that_may_not_be_ranked_are_named_not_compared(province, members):
    table = compare_group(province.assess({}, homework({"410102": 0.9})), members, TOTAL)
    assert table["value"].isna().all()
    assert table["reason"].tolist()[:2] == ["不排名", "未评"]
