"""Who is called behind: complete data, enough cases, and a rank that no weighing lifts out of the last group."""

from dataclasses import replace

import pandas as pd
import pytest

from bulletin.background import Background
from bulletin.contents import compose
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.naming import GROUPS, TOTAL, Decision, decide_all, decide_last
from bulletin.sections.rankings import write_rankings
from supervision.areas import PeerGroup
from supervision.assessment import Assessment, State
from supervision.scheme import LastPlaces
from supervision.sensitivity import rank_ranges
from tests.bulletin.conftest import Province


def _decisions(assessment: Assessment) -> dict[str, Decision]:
    return {decision.area.name: decision for decision in decide_last(Facts(assessment))}


def _changed(assessment: Assessment, code: str, **columns: object) -> Assessment:
    """Return the assessment with one judged indicator of a unit in another state."""
    indicators = assessment.indicators.copy()
    hit = (indicators["area_code"] == code) & (indicators["indicator_id"] == "3.3")
    for name, value in columns.items():
        indicators.loc[hit, name] = value
    return replace(assessment, indicators=indicators)


def test_named_as_last_are_those_whose_whole_rank_range_lies_in_the_last_group(assessment: Assessment) -> None:
    ranges = rank_ranges(assessment).set_index("area_code")
    most = {PeerGroup.CITIES: 5, PeerGroup.DIRECT: 3}
    named = [decision for decision in decide_last(Facts(assessment)) if decision.is_named]
    assert {decision.area.peer_group for decision in named} == set(most)
    for decision in named:
        total = assessment.total(decision.area.area_code)
        last = min(most[decision.area.peer_group], total.rank_n // 3)
        assert ranges.at[decision.area.area_code, "rank_low"] > total.rank_n - last
        assert total.score is not None
        assert total.score < 80


def test_a_rank_that_depends_on_the_weights_is_not_named_and_the_range_is_the_reason(assessment: Assessment) -> None:
    held = [d for d in decide_last(Facts(assessment)) if "权重变动时名次在第" in d.reason and not d.is_named]
    assert held
    ranges = rank_ranges(assessment).set_index("area_code")
    for decision in held:
        low, high = ranges.loc[decision.area.area_code, ["rank_low", "rank_high"]]
        assert f"第{low}至{high}位" in decision.reason


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"state": State.UNREPORTED.value}, "有指标未报"),
        ({"state": State.FAULTY.value}, "报送数有误，有待核实"),
        ({"carried": 1}, "沿用上期数"),
        ({"reporting": 0}, "所辖县（市、区）报送不完整"),
    ],
)
def test_incomplete_data_keep_the_last_place_unnamed(
    assessment: Assessment, columns: dict[str, object], reason: str
) -> None:
    assert _decisions(assessment)["郑州市"].is_named
    decision = _decisions(_changed(assessment, "410100", **columns))["郑州市"]
    assert (decision.is_named, decision.reason) == (False, reason)


def test_small_samples_keep_the_last_place_unnamed(assessment: Assessment) -> None:
    indicators = assessment.indicators.copy()
    hit = (indicators["area_code"] == "410100") & indicators["points"].notna()
    indicators.loc[hit, "state"] = State.SMALL_SAMPLE.value
    decision = _decisions(replace(assessment, indicators=indicators))["郑州市"]
    assert (decision.is_named, decision.reason) == (False, "样本不足的指标占权重100%")


def test_good_score_is_never_called_behind(assessment: Assessment) -> None:
    rule = assessment.scheme.naming.model_copy(update={"good_from": 60.0})
    lenient = replace(assessment, scheme=assessment.scheme.model_copy(update={"naming": rule}))
    assert {d.reason for d in decide_last(Facts(lenient)) if d.area.name == "郑州市"} == {"得分在60分以上"}


def test_size_of_the_last_group_is_the_schemes(assessment: Assessment) -> None:
    rows = tuple(LastPlaces(group=group.value, most=1) for group, _ in GROUPS)
    rule = assessment.scheme.naming.model_copy(update={"last": rows})
    strict = replace(assessment, scheme=assessment.scheme.model_copy(update={"naming": rule}))
    named = [decision.area.name for decision in decide_last(Facts(strict)) if decision.is_named]
    assert len(named) <= 2
    assert assessment.scheme.naming.last_size(PeerGroup.CITIES.value, 17) == 5
    assert assessment.scheme.naming.last_size(PeerGroup.CITIES.value, 6) == 2
    assert assessment.scheme.naming.last_size(PeerGroup.DIRECT.value, 2) == 0


def test_unranked_unit_is_not_named_and_says_so(assessment: Assessment) -> None:
    assert _decisions(assessment)["驻马店市"].reason == "不参加排名"


def test_every_unit_has_a_reason_in_every_matter(assessment: Assessment) -> None:
    facts = Facts(assessment)
    decisions = decide_all(facts)
    matters = {decision.matter for decision in decisions}
    assert TOTAL in matters
    assert len(decisions) == len(matters) * len(facts.units)
    assert all(decision.reason and decision.figure for decision in decisions)


def test_text_names_exactly_those_decided(assessment: Assessment) -> None:
    facts = Facts(assessment)
    sentence = next(p.text for p in write_rankings(facts) if "靠后的是" in p.text)
    lists = sentence.split("。")[0].replace("（由好到差）", "")
    printed = {name for part in lists.split("；") for name in part.split("是")[1].split("、")}
    named = {d.area.short_name if d.area.peer_group is PeerGroup.CITIES else d.area.name
             for d in decide_last(facts) if d.is_named}  # fmt: skip
    assert printed == named


def test_all_equal_places_name_nobody() -> None:
    alike = Province(unreported=(), carried=(), late=(), contradicting="", never_visited="")
    assessment = alike.assess()
    equal = replace(
        assessment,
        categories=assessment.categories.assign(score=70.0),
        totals=assessment.totals.assign(score=70.0, rank=1.0, tied=True),
    )
    assert not any(decision.is_named for decision in decide_last(Facts(equal)))
    assert "靠后的是" not in "".join(passage.text for passage in write_rankings(Facts(equal)))


def test_confirmed_complaints_are_said_to_be_found_true_and_others_are_not_spoken_of(assessment: Assessment) -> None:
    rows = [("410140", "homework", 9, 4), ("410300", "3", 5, 3), ("410300", "after_school_quality", 7, 0)]
    complaints = pd.DataFrame(rows, columns=["area_code", "category_code", "received", "confirmed"])
    background = Background(complaints=complaints)
    text = compose(assessment, Kind.CIRCULAR, is_demo=True, background=background).cases[1].text
    # 作业管理 written once by its key, once by its number.
    assert "经核查属实（含部分属实）7件，均涉及作业管理。" in text
