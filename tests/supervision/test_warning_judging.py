"""What a rule of warning may judge by: an assessment's own sound figures of the quarter, defined as they are now."""

import pandas as pd
import pytest

from supervision.periods import Quarter
from supervision.scheme import Scheme
from supervision.scheme_warnings import Warning
from supervision.warning_episodes import Episode, find_episodes
from supervision.warning_signals import QuarterView, signals
from supervision.warning_words import draft_text, point_text
from tests.supervision.conftest import CUTOFF, QUARTER, Province

RULE = {
    "id": "x",
    "name": "作业时间控制达标偏低",
    "kind": "阈值",
    "category": 3,
    "places": ["county", "city"],
    "indicator": "3.2",
    "side": "低于",
    "limit": 0.6,
    "recovery": 0.8,
    "minimum": 20,
    "advice": "督促学校控制作业总量",
    "clause": "条款",
    "source": "来源",
}
SCHOOLS, WITHIN = "schools", "schools_homework_time_ok"
NO_CASES = pd.DataFrame({"area_code": [], "category": [], "cases": []})


@pytest.fixture
def scheme(province: Province) -> Scheme:
    return province.scheme.model_copy(update={"warning": (Warning.model_validate(RULE),)})


def view_of(province: Province, scheme: Scheme, counts: dict[tuple[str, str], float], quarter: Quarter) -> QuarterView:
    assessment = province.assess(reported=counts, quarter=quarter, cutoff=quarter.ends_on)
    return QuarterView.of(assessment, scheme, {"举报": NO_CASES, "问题": NO_CASES})


def of_county(good: float) -> dict[tuple[str, str], float]:
    return {("410102", SCHOOLS): 100, ("410102", WITHIN): good}


def quarters(province: Province, scheme: Scheme, *good: float | None) -> list[QuarterView]:
    """Return quarters that end now; None for one in which nothing was reported."""
    return [
        view_of(province, scheme, {} if each is None else of_county(each), QUARTER.shifted(place + 1 - len(good)))
        for place, each in enumerate(good)
    ]


def episodes(province: Province, scheme: Scheme, views: list[QuarterView]) -> tuple[Episode, ...]:
    return tuple(each for each in find_episodes(views, province.areas, scheme) if each.area_code == "410102")


def test_a_quarter_without_a_report_neither_fires_nor_recovers(province, scheme):
    views = quarters(province, scheme, 50, None, 70)
    assert signals(scheme.warning[0], province.areas["410102"], province.areas, views) == [0.5, None, 0.7]
    (episode,) = episodes(province, scheme, views)
    assert (episode.since, episode.is_running) == (QUARTER.shifted(-2), True)


def test_a_report_carried_over_from_an_earlier_quarter_is_not_judged(province, scheme):
    assessment = province.assess(carried=of_county(50), quarter=QUARTER, cutoff=CUTOFF)
    row = assessment.indicator("410102", "3.2")
    assert (row.value, row.carried) == (0.5, 1)  # it has a value, but of another quarter
    view = QuarterView.of(assessment, scheme, {})
    assert signals(scheme.warning[0], province.areas["410102"], province.areas, [view]) == [None]


def test_a_quarter_of_another_definition_is_not_judged(province, scheme):
    before, now = quarters(province, scheme, 50, 50)
    redefined = QuarterView(
        before.quarter, before.cutoff, before.indicators, before.cases, before.definitions | {"3.2": ("earlier",)}
    )
    assert signals(scheme.warning[0], province.areas["410102"], province.areas, [redefined, now]) == [None, 0.5]
    (episode,) = episodes(province, scheme, [redefined, now])
    assert (episode.since, episode.may_be_older) == (QUARTER, True)


def test_figures_of_now_and_of_the_beginning_stand_with_their_counts(province, scheme):
    (episode,) = episodes(province, scheme, quarters(province, scheme, 90, 55, 70))
    rule = scheme.warning[0]
    assert point_text(episode.fired, rule, scheme) == "55.0%（100所中55所）"
    assert point_text(episode.last, rule, scheme) == "70.0%（100所中70所）"
    text = draft_text(episode, province.areas, scheme, CUTOFF)
    assert "自2022年第三季度起达到预警条件，当时为55.0%（100所中55所），尚未恢复到解除值" in text
    assert "督促学校控制作业总量" in text


def test_a_rule_for_the_province_addresses_every_unit(province):
    rule = Warning.model_validate(
        RULE
        | {"kind": "普遍性", "indicator": None, "cases": "问题", "places": ["province"], "side": "高于"}
        | {"limit": 3, "recovery": 2, "minimum": 5}
    )
    scheme = province.scheme.model_copy(update={"warning": (rule,)})
    counted = pd.DataFrame(
        [("410102", 3, 5), ("410202", 3, 6), ("410181", 3, 9), ("410103", 3, 4)],
        columns=["area_code", "category", "cases"],
    )
    view = QuarterView.of(province.assess(), scheme, {"问题": counted})
    (episode,) = find_episodes([view], province.areas, scheme)
    assert (episode.area_code, episode.last.signal, episode.last.figure) == ("410000", 3.0, 24.0)
    text = draft_text(episode, province.areas, scheme, CUTOFF)
    assert text.splitlines()[1] == "各省辖市、济源示范区、省直管县（市）："
    assert "你地" not in text
