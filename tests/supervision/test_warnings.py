"""Early warnings: episodes by hand, against a slow second implementation, and as properties; notices and words."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supervision.areas import Areas
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.scheme_warnings import Warning
from supervision.warning_episodes import Episode, Span, find_episodes, find_spans
from supervision.warning_notices import Notice, NoticeState, answer_state, notices_for, notices_of
from supervision.warning_signals import QuarterView, signals
from supervision.warning_words import draft_text, point_text, rule_text, since_text, span_text, value_text

NOW, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(NOW)
QUARTERS = [NOW.shifted(-back) for back in range(4, -1, -1)]
BASE = {
    "id": "x",
    "name": "甲",
    "kind": "阈值",
    "category": 11,
    "places": ["county", "city"],
    "indicator": "11.1",
    "side": "低于",
    "limit": 0.6,
    "recovery": 0.8,
    "minimum": 20,
    "advice": "整改",
    "clause": "条款",
    "source": "来源",
}
OF_CASES = {"indicator": None, "cases": "举报", "category": 7, "side": "高于"}


def a_rule(**changes: object) -> Warning:
    return Warning.model_validate(BASE | changes)


@pytest.fixture(scope="module")
def areas() -> Areas:
    rows = [
        ("410000", "河南省", "河南", "province", "省", None),
        ("410100", "郑州市", "郑州", "city", "省辖市", "410000"),
        ("410102", "中原区", "中原", "county", "市辖区", "410100"),
        ("410103", "二七区", "二七", "county", "市辖区", "410100"),
        ("410104", "管城区", "管城", "county", "市辖区", "410100"),
    ]
    names = ["area_code", "name", "short_name", "level", "kind", "parent_code"]
    frame = pd.DataFrame(rows, columns=names)
    return Areas.from_frame(
        frame.assign(map_code=frame["area_code"], sort_order=range(5), valid_from=date(2014, 1, 1), valid_to=None)
    )


def a_view(
    place: int, *, values: tuple[tuple[str, float, float], ...] = (), cases: dict[str, int] | None = None
) -> QuarterView:
    """Return one of QUARTERS: values (area, value, denominator) of 11.1, and complaints of category 7 by county."""
    rows = [("11.1", area, v * d, d, v, "有值") for area, v, d in values]
    columns = ["indicator_id", "area_code", "numerator", "denominator", "value", "state"]
    counted = [(area, 7, number) for area, number in (cases or {}).items()]
    return QuarterView(
        QUARTERS[place],
        CUTOFF,
        pd.DataFrame(rows, columns=columns),
        {"举报": pd.DataFrame(counted, columns=["area_code", "category", "cases"])},
    )


def seen(rule: Warning, code: str, areas: Areas, *views: QuarterView) -> list[float | None]:
    return signals(rule, areas[code], areas, views)


def test_an_episode_begins_at_the_limit_and_ends_at_the_recovery_level():
    rule = a_rule()
    assert find_spans([0.9, 0.59, 0.7, 0.5, 0.8, 0.55], rule) == (Span(1, 4), Span(5, None))
    assert find_spans([0.6, 0.7, 0.79], rule) == ()  # at the limit is not below it
    rising = a_rule(side="高于", limit=0.2, recovery=0.1)
    assert find_spans([0.2, 0.15, 0.1, 0.09, 0.19], rising) == (Span(0, 3),)


def test_what_cannot_be_judged_neither_begins_nor_ends_an_episode():
    assert find_spans([None, 0.5, None, 0.5, None], a_rule()) == (Span(1, None),)
    assert find_spans([None, None], a_rule()) == ()


VALUES = st.lists(st.none() | st.integers(0, 20).map(lambda number: number / 20), max_size=12)
RULES = st.tuples(st.sampled_from(["高于", "低于"]), st.integers(0, 20), st.integers(0, 20)).map(
    lambda drawn: a_rule(
        side=drawn[0],
        limit=(max if drawn[0] == "高于" else min)(drawn[1:]) / 20,
        recovery=(min if drawn[0] == "高于" else max)(drawn[1:]) / 20,
    )
)


def holds_at(values: list[float | None], place: int, rule: Warning) -> bool:
    """Return whether a warning holds, the slow way: it fired at some point and has not recovered since."""
    return any(
        value is not None
        and rule.fires(value)
        and not any(later is not None and rule.is_over(later) for later in values[start + 1 : place + 1])
        for start, value in enumerate(values[: place + 1])
    )


@given(VALUES, RULES)
def test_a_second_slow_implementation_finds_the_same_episodes(values, rule):
    spans = find_spans(values, rule)
    for place in range(len(values)):
        held = any(span.start <= place and (span.end is None or place < span.end) for span in spans)
        assert held == holds_at(values, place, rule)


@given(VALUES, RULES)
def test_a_rule_fires_once_per_episode_and_recovers_between_two(values, rule):
    spans = find_spans(values, rule)
    for span in spans:
        assert rule.fires(values[span.start])
        inside = values[span.start : span.end]
        assert not any(value is not None and rule.is_over(value) for value in inside)
        assert span.end is None or rule.is_over(values[span.end])
    for one, two in pairwise(spans):
        assert one.end is not None
        assert one.end < two.start
    assert all(span.end is not None for span in spans[:-1])


def test_a_threshold_looks_at_sound_indicators_with_enough_cases(areas):
    views = [
        a_view(0, values=(("410102", 0.5, 19),)),
        a_view(1, values=(("410102", 0.5, 20),)),
        a_view(2, values=(("410103", 0.5, 50),)),
    ]
    assert seen(a_rule(), "410102", areas, *views) == [None, 0.5, None]


def test_a_change_is_a_share_of_the_earlier_number_where_that_is_large_enough(areas):
    rule = a_rule(**OF_CASES, kind="变化", limit=0.5, recovery=0.2, minimum=20)
    views = [a_view(place, cases={"410102": number}) for place, number in enumerate((10, 20, 30, 15, 60))]
    assert seen(rule, "410102", areas, *views) == [None, None, 0.5, -0.5, None]
    assert seen(rule.model_copy(update={"back": 4, "minimum": 10}), "410102", areas, *views)[-1] == 5.0


def test_a_city_has_the_cases_of_its_counties_and_widespread_counts_the_counties(areas):
    views = [a_view(0, cases={"410102": 9, "410103": 10, "410104": 11})]
    cases = a_rule(**OF_CASES, limit=30, recovery=20)
    assert seen(cases, "410100", areas, *views) == [30]
    rule = a_rule(**OF_CASES, kind="普遍性", limit=3, recovery=2, minimum=10, places=["city"])
    assert seen(rule, "410100", areas, *views) == [2]


def test_a_trend_is_the_least_squares_slope_by_hand(areas):
    rule = a_rule(**OF_CASES, kind="趋势性", limit=0.15, recovery=0.05, minimum=30)
    views = [a_view(place, cases={"410102": number}) for place, number in enumerate((10, 20, 30, 40, 50))]
    # Ten a quarter on a mean of 30; four quarters are no trend.
    assert seen(rule, "410102", areas, *views) == [None, None, None, None, round(1 / 3, 9)]
    few = rule.model_copy(update={"minimum": 31})
    assert seen(few, "410102", areas, *views)[-1] is None


def test_a_slope_that_one_quarter_alone_makes_is_no_trend(areas):
    rule = a_rule(**OF_CASES, kind="趋势性", limit=0.15, recovery=0.05, minimum=20)
    views = [a_view(place, cases={"410102": number}) for place, number in enumerate((40, 39, 38, 37, 99))]
    assert seen(rule, "410102", areas, *views)[-1] == 0.0
    assert value_text(0.0, rule, SCHEME) == "无明显变化"


def episodes_of(rule: Warning, areas: Areas, shares: tuple[float, ...]) -> tuple[Episode, ...]:
    scheme = SCHEME.model_copy(update={"warning": (rule,)})
    views = [a_view(place, values=(("410102", share, 100),)) for place, share in enumerate(shares)]
    return find_episodes(views, areas, scheme)


def test_an_episode_says_rule_place_since_when_and_the_figures(areas):
    running, ended = episodes_of(a_rule(), areas, (0.9, 0.5, 0.8, 0.7, 0.55))
    assert (running.area_code, running.since, running.is_running) == ("410102", QUARTERS[4], True)
    assert (ended.since, ended.until, ended.is_running) == (QUARTERS[1], QUARTERS[2], False)
    scheme = SCHEME.model_copy(update={"warning": (a_rule(),)})
    assert since_text(running) == "自2022年第四季度起"
    assert since_text(ended) == "自2022年第一季度起，2022年第二季度解除"
    assert span_text(ended) == "自22年一季度，22年二季度解除"
    assert point_text(running.last, a_rule(), scheme) == "55.0%（100个中55个）"
    (older,) = episodes_of(a_rule(), areas, (0.5, 0.5, 0.5, 0.5, 0.5))
    assert since_text(older) == "至少自2021年第四季度起"
    text = draft_text(running, areas, scheme, CUTOFF)
    assert "郑州中原区：" in text
    assert "截至2022年12月20日，你地本季度问题按期整改率55.0%（100个中55个），本季度首次达到预警条件。" in text
    assert "10日内书面回执" in text


def a_notice(day: str, answered: str | None = None, **changes: object) -> dict[str, object]:
    row = {"warning_id": "w", "area_code": "410102", "category_code": "11", "title": "提示", "audience": "市县"}
    acknowledged = date.fromisoformat(answered) if answered else None
    return row | {"issued_on": date.fromisoformat(day), "acknowledged_on": acknowledged} | changes


def test_notices_of_the_place_and_category_issued_during_the_episode_answer_it(areas):
    (episode,) = episodes_of(a_rule(), areas, (0.9, 0.9, 0.9, 0.5, 0.5))
    scheme = SCHEME.model_copy(update={"warning": (a_rule(),)})
    rows = [
        a_notice("2022-07-01"),
        a_notice("2022-12-20", "2022-12-20"),
        a_notice("2022-08-08", area_code="410100"),  # to the city above it
        a_notice("2022-06-30"),  # decoy: before the quarter in which it fired
        a_notice("2022-10-01", area_code="410103"),  # decoy: of another place
        a_notice("2022-10-01", area_code="410000"),  # decoy: two levels above
        a_notice("2022-10-01", category_code="7"),  # decoy: of another category
    ]
    notices = notices_of(pd.DataFrame(rows), scheme)
    found = notices_for(episode, notices, CUTOFF, scheme, areas)
    assert [each.issued_on.isoformat() for each in found] == ["2022-07-01", "2022-12-20", "2022-08-08"]
    assert answer_state(found, CUTOFF, scheme) is NoticeState.ANSWERED
    assert answer_state((), CUTOFF, scheme) is NoticeState.NONE


@pytest.mark.parametrize(
    ("issued", "answered", "state"),
    [
        ("2022-12-10", None, NoticeState.WAITING),  # exactly ten days
        ("2022-12-09", None, NoticeState.LATE),
        ("2022-12-01", "2022-12-20", NoticeState.ANSWERED),
        ("2022-12-01", "2022-12-21", NoticeState.LATE),  # answered after the cut-off
    ],
)
def test_a_notice_without_an_answer_is_late_after_the_days_of_the_scheme(issued, answered, state):
    day = date.fromisoformat(answered) if answered else None
    notice = Notice("w", "410102", "11", "提示", date.fromisoformat(issued), day)
    assert notice.state(CUTOFF, SCHEME) is state


@pytest.mark.parametrize(
    "changes",
    [
        {"cases": "举报"},
        {"indicator": None},
        {"kind": "变化"},
        {"recovery": 0.5},
        {"kind": "趋势性", "side": "高于", "limit": 0.02, "recovery": 0.0},  # no trend would never be a recovery
        {**OF_CASES, "kind": "普遍性", "limit": 3, "recovery": 2},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(changes: dict[str, object]):
    with pytest.raises(ValidationError):
        a_rule(**changes)


def test_a_rule_of_a_trend_is_said_with_its_direction():
    falling = {"kind": "趋势性", "indicator": "3.3", "category": 3, "limit": -0.02, "recovery": -0.01}
    said = rule_text(a_rule(**falling), SCHEME)
    assert "近5个季度平均每季下降超过2.0个百分点" in said
    assert "降幅不超过1.0个百分点解除" in said


def test_every_rule_of_the_scheme_is_said_with_its_limit_and_recovery():
    kinds = {rule.kind for rule in SCHEME.warning}
    assert kinds == {"阈值", "变化", "普遍性", "趋势性"}
    for rule in SCHEME.warning:
        assert "预警" in rule_text(rule, SCHEME)
        assert "解除" in rule_text(rule, SCHEME)
