"""Grounds for a summons: each rule at its edge, what is missing, and that no rank alone is ever a ground."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.areas import PeerGroup
from supervision.attention import CONTRADICTION, LOW_COVERAGE, Attention, find_attention
from supervision.completeness import small_weights, why_incomplete
from supervision.scheme_summons import RANKS_ONLY
from supervision.sensitivity import rank_ranges
from supervision.summons_grounds import find_grounds
from tests.supervision.test_sensitivity import counts_by_quality

COUNTIES = ("410102", "410103", "4101Z1", "410202", "410221")


def grounds(assessment, attention=(), ranges=None):
    found = find_grounds(assessment, attention, rank_ranges(assessment) if ranges is None else ranges)
    return {(each.area_code, each.rule_id): each for each in found}


@pytest.mark.parametrize(("due", "on_time", "is_met"), [(20, 15, True), (20, 16, False), (19, 3, False)])
def test_rectification_is_a_ground_below_the_limit_on_enough_problems(province, due, on_time, is_met):
    counted = {("410102", "problems_due"): due, ("410102", "problems_on_time"): on_time}
    found = grounds(province.assess(counted))
    assert (("410102", "rectified") in found) == is_met
    if is_met:
        (point,) = found["410102", "rectified"].points
        assert point.sentence == "问题按期整改率75.0%（20个中15个），低于80%"
        assert (point.indicator_id, point.numerator, point.denominator) == ("11.1", 15.0, 20.0)


def complaints_of(numbers):
    """Return counts of places with ten thousand pupils each and so many complaints."""
    counted = {(code, "complaints_received"): float(number) for code, number in numbers.items()}
    return counted | {(code, "pupils_registered"): 10000.0 for code in numbers}


def test_many_complaints_need_a_number_a_density_above_the_provinces_and_the_top_of_the_peers(province):
    found = grounds(province.assess(complaints_of(dict(zip(COUNTIES, (40, 30, 5, 5, 5), strict=True)))))
    (place,) = [code for code, rule in found if rule == "complaints" and code in COUNTIES]
    assert place == "410102"
    said = [point.sentence for point in found["410102", "complaints"].points]
    assert said[0] == "收到举报40件，不少于20件"
    assert said[1].startswith("每万名学生举报件数40.0件/万人（收到举报40件，在册学生10,000人），为全省的")
    assert said[2] == "在同类有数据的5个地方中从高到低列第1"


def test_the_highest_of_its_peers_is_no_ground_with_few_complaints_or_near_the_provinces_density(province):
    few = complaints_of(dict(zip(COUNTIES, (19, 1, 1, 1, 1), strict=True)))
    even = complaints_of(dict.fromkeys(COUNTIES, 50.0) | {"410102": 51.0})
    for counted in (few, even):
        found = grounds(province.assess(counted))
        assert not [code for code, rule in found if rule == "complaints" and code in COUNTIES]


def test_contradictions_are_a_ground_with_their_sentences_and_other_matters_are_not(province):
    matters = [
        Attention(CONTRADICTION, "410102", "甲", "3.2", 0.3),
        Attention(CONTRADICTION, "410102", "乙", "4.2", 0.2),
        Attention(LOW_COVERAGE, "410103", "丙", "0.1", 0.9),  # decoy: few visits are no falsehood
    ]
    found = grounds(province.assess(), matters)
    assert [key for key in found if key[1] == "contradiction"] == [("410102", "contradiction")]
    (point,) = found["410102", "contradiction"].points
    assert point.sentence == f"{CONTRADICTION}：甲；{CONTRADICTION}：乙"
    assert point.indicator_id == "3.2"


RANKED = ("410102", "410103", "410202", "410221")


def worst_last(province):
    """Return counts by which the last of four counties is the worst in everything, and poor."""
    return counts_by_quality(province, RANKED)


@pytest.fixture(scope="module")
def poorest(province):
    return province.assess(*worst_last(province))


def test_a_place_that_is_last_in_all_and_poor_is_behind_and_says_its_range(poorest):
    found = grounds(poorest)
    assert [code for code, rule in found if rule == "behind" and code in COUNTIES] == ["410221"]
    complete, total, ranks = found["410221", "behind"].points
    assert complete.sentence == "数据完整、样本充足"
    assert total.sentence.endswith("等次为差")
    assert ranks.sentence == "权重变动时名次为第4位（同类4个），全部落在后1位"


@pytest.mark.parametrize("how", ["unreported", "carried", "doubted"])
def test_a_place_with_missing_or_doubtful_data_is_never_behind(province, how):
    counted, reported = worst_last(province)
    one = ("410221", "schools_homework_design")
    matters = ()
    if how == "unreported":
        assessment = province.assess(counted, {key: value for key, value in reported.items() if key != one})
    elif how == "carried":
        theirs = {key: value for key, value in reported.items() if key[0] == "410221"}
        own = {key: value for key, value in reported.items() if key not in theirs}
        assessment = province.assess(counted, own, carried=theirs)
    else:
        assessment = province.assess(counted, reported)
        matters = [Attention("报送数不平衡", "410221", "基数不等于各项之和")]
    assert assessment.total("410221").score is not None
    found = grounds(assessment, matters)
    assert not [rule for code, rule in found if code == "410221" and rule in ("behind", "weak_categories")]


SCORES = st.lists(st.floats(60, 100), min_size=4, max_size=4)


@settings(max_examples=15)
@given(SCORES, st.permutations(range(1, 5)))
def test_no_place_is_behind_by_its_rank_whatever_the_ranks_are(poorest, totals, ranks):
    # The same counts, but bands of 中: the ranges put each place, in turn, surely last.
    scores = dict(zip(RANKED, totals, strict=True))
    frame = poorest.totals.assign(score=poorest.totals["area_code"].map(scores), band="中")
    better = replace(poorest, totals=frame, categories=poorest.categories.assign(band="中"))
    ranges = pd.DataFrame({"area_code": RANKED, "rank_low": ranks, "rank_high": ranks, "tier": 1})
    assert not [rule for _, rule in grounds(better, ranges=ranges) if rule in ("behind", "weak_categories")]
    # Decoy: with the bands of the counts themselves the one put last is behind.
    worse = grounds(poorest, ranges=ranges)
    assert ("410221", "behind") in worse or ranks[3] < 4


def test_every_rule_of_the_scheme_asks_for_more_than_a_rank(province):
    assert province.scheme.summons
    for rule in province.scheme.summons:
        assert not all(isinstance(condition, RANKS_ONLY) for condition in rule.when)


def test_an_empty_province_gives_no_ground(province):
    assert grounds(province.assess()) == {}


def test_the_data_of_a_unit_are_doubtful_where_a_countys_report_contradicts_itself(poorest):
    assert why_incomplete(poorest, ())["410221"] is None
    matters = [Attention("报送数不平衡", "410221", "不平衡")]
    found = why_incomplete(poorest, matters)
    assert (found["410221"], found["410200"]) == ("报送数有误，有待核实",) * 2
    assert found["410102"] is None


def test_small_samples_weigh_as_much_as_their_indicators_and_nothing_rated_is_all_uncertain(province):
    counted, reported = worst_last(province)
    assert small_weights(province.assess(counted, reported))["410221"] == 0.0
    few = {key: (3.0 if key == ("410221", "look_backs") else value) for key, value in counted.items()}
    few[("410221", "look_backs_ok")] = 2.0
    # One of three equal indicators of one of twelve equal categories.
    assert small_weights(province.assess(few, reported))["410221"] == pytest.approx(1 / 36)
    assert small_weights(province.assess())["410221"] == 1.0


def test_attention_found_in_the_same_assessment_feeds_the_rule(province):
    reported = {("410102", "schools"): 100.0, ("410102", "schools_homework_time_ok"): 100.0}
    counted = {("410102", "visits_time_checked"): 20.0, ("410102", "visits_time_ok"): 14.0}
    assessment = province.assess(counted, reported)
    assert ("410102", "contradiction") in grounds(assessment, find_attention(assessment))
    assert province.areas["410102"].peer_group is PeerGroup.COUNTIES
