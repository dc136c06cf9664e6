"""What the text says in each state of the data, and what each kind of document may never say."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from bulletin.contents import Contents, compose
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.naming import decide_problems, may_be_praised
from bulletin.sections.cautions import write_cautions
from bulletin.sections.overview import write_overview
from bulletin.sections.rankings import write_rankings
from supervision.assessment import Assessment
from tests.bulletin.conftest import Province
from tests.bulletin.reading import footer_texts, header_text, lines_of


def _text(contents: Contents) -> str:
    return "\n".join(passage.text for passage in contents.passages)


def _totals_tied(assessment: Assessment, codes: tuple[str, ...]) -> Assessment:
    """Return the assessment with these units sharing the best rank among them."""
    totals = assessment.totals.copy()
    tied = totals["area_code"].isin(codes)
    totals.loc[tied, "rank"] = totals.loc[tied, "rank"].min()
    totals.loc[tied, "tied"] = True
    return replace(assessment, totals=totals)


@pytest.fixture(scope="module")
def facts(assessment: Assessment) -> Facts:
    return Facts(assessment)


def test_twelve_categories_each_have_a_sentence_with_value_and_change(contents: Contents) -> None:
    categories = [passage.text for passage in contents.overview[2:]]
    assert len(categories) == 12
    for number, text in enumerate(categories, 1):
        assert text.startswith(f"{number}．")
        assert re.search(r"\d%", text)
        assert re.search(r"(上升|下降)\d+\.\d个百分点|持平|不可比", text)


def test_evidence_chooses_the_verb(contents: Contents) -> None:
    homework = contents.overview[4].text
    assert "据各地报送，" in homework
    assert "到校核查" in homework
    assert "据平台数据" not in homework


def test_sentences_do_not_all_sound_alike(contents: Contents) -> None:
    shapes = {re.sub(r"[\d.,]+", "", text.text.split("。", 1)[1])[:8] for text in contents.overview[2:]}
    assert len(shapes) >= 4
    endings = [re.sub(r"[\d.,]+", "", text.text)[-12:] for text in contents.overview[2:]]
    assert max(endings.count(ending) for ending in endings) <= 4


def test_neighbouring_problems_do_not_open_or_close_alike(contents: Contents) -> None:
    named = [p.body.text for p in contents.problems if p.body.text.startswith(("据平台数据", "督导发现"))]
    assert len(named) >= 4
    shapes = [re.sub(r"[^偏不高的有居后距还差均未达低于]+", "", text) for text in named]
    assert all(one != other for one, other in pairwise(shapes))


def test_same_assessment_is_always_worded_alike(assessment: Assessment, kind: Kind) -> None:
    assert _text(compose(assessment, kind, is_demo=True)) == _text(compose(assessment, kind, is_demo=True))


def test_cutoff_and_running_month_are_stated(facts: Facts) -> None:
    text = write_cautions(facts)[0].text
    assert "本次数据截止2022年12月20日，其中2022年12月尚未结束，当月数据为暂定数" in text


def test_complete_quarter_is_not_called_provisional(assessment: Assessment) -> None:
    complete = Province().assess(cutoff=assessment.quarter.ends_on)
    assert "暂定" not in write_cautions(Facts(complete))[0].text


def test_unreported_is_a_word_and_never_a_zero(facts: Facts, docx: bytes) -> None:
    assert "驻马店市未报送本季度报表" in write_cautions(facts)[0].text
    row = next(line for line in lines_of(docx) if line.startswith("驻马店市 | "))
    assert "未报" in row
    assert " | 0.0" not in row


def test_late_papers_have_a_sentence_of_their_own(facts: Facts) -> None:
    assert write_cautions(facts)[1].text == (
        "未按时报送材料的有：洛阳市（应报1份，按时0份）、驻马店市（应报1份，按时0份）。"
    )


def test_carried_figures_are_named(facts: Facts) -> None:
    assert "汝州市尚未报送本季度数，自报指标沿用上期数" in write_cautions(facts)[0].text


def test_unranked_unit_is_named_with_its_cause_and_not_listed(facts: Facts) -> None:
    cities, direct, _, unranked = (passage.text for passage in write_rankings(facts))
    assert "驻马店" not in cities
    assert "驻马店" not in direct
    assert unranked.startswith("驻马店市（")
    assert "未报）可评类别不足，不参加本季度综合排名。" in unranked


def test_rankings_are_two_lists_with_short_city_names(facts: Facts) -> None:
    cities, direct = (passage.text for passage in write_rankings(facts)[:2])
    assert "济源" in cities
    assert "郑州" in cities
    assert "郑州市" not in cities
    assert "济源示范区综合得分排名，由好到差依次为：" in cities
    assert "巩义市" in direct
    assert "济源" not in direct


def test_ties_are_worded_by_competition_order(assessment: Assessment) -> None:
    ranked = assessment.totals.set_index("area_code")["rank"]
    codes = tuple(code for code in ranked.index if code[-2:] == "00" and ranked[code] in (14, 15, 16))
    text = write_rankings(Facts(_totals_tied(assessment, codes)))[0].text
    assert re.search(r"，[^，、]+、[^，、]+、[^，、]+并列第14，", text)
    assert "第15" not in text


def test_small_samples_are_named_in_the_notes(contents: Contents, docx: bytes) -> None:
    assert contents.small_samples
    assert contents.small_samples[0].text in lines_of(docx)


def test_contradicting_place_is_named_with_both_figures(contents: Contents) -> None:
    assert "周口市自报作业时间控制达标学校占比100.0%，督导核查120次，达标率50.0%，相差50.0个百分点" in _text(contents)


def test_county_without_visits_is_said_to_have_none(contents: Contents) -> None:
    assert "新蔡县应督导40校月、尚未到校督导" in _text(contents)


def test_missing_previous_quarter_leaves_changes_out(assessment: Assessment) -> None:
    alone = replace(
        assessment,
        indicators=assessment.indicators.assign(change=float("nan"), comparison="无上期"),
        categories=assessment.categories.assign(change=float("nan"), comparison="无上期"),
        totals=assessment.totals.assign(change=float("nan"), comparison="无上期"),
        previous_cutoff=None,
    )
    text = _text(compose(alone, Kind.CIRCULAR, is_demo=True))
    assert "较上季度" not in text
    assert "与上季度" not in text


def test_province_without_any_report_still_has_sentences() -> None:
    silent = Province(unreported=tuple(area.area_code for area in Province().areas), carried=())
    text = "\n".join(passage.text for passage in write_overview(Facts(silent.assess()), brief=False))
    assert "各地尚未报送" in text
    assert "0.0%" not in text


@pytest.mark.parametrize("indicator_id", ["3.1", "3.2", "4.1"])
def test_self_reports_never_name_a_place(facts: Facts, indicator_id: str) -> None:
    decisions = decide_problems(facts, indicator_id)
    assert not any(decision.is_named for decision in decisions)
    assert {decision.reason for decision in decisions} == {"自报数据不作为点名依据"}


def test_named_places_have_enough_cases_and_stand_in_the_last_third(facts: Facts) -> None:
    named = [d for i in facts.indicators if i.judged for d in decide_problems(facts, i.id) if d.is_named]
    assert named
    for decision in named:
        assert decision.value is not None
        assert (decision.value.denominator or 0) >= 20
        assert (decision.value.rank or 0) > decision.value.rank_n * 2 / 3
        assert decision.value.carried == 0


def test_few_cases_keep_a_place_unnamed_and_say_why() -> None:
    few = {("411600", "visits_time_checked"): 12.0, ("411600", "visits_time_ok"): 1.0}
    decisions = decide_problems(Facts(Province(replaced=few).assess()), "3.3")
    zhoukou = next(decision for decision in decisions if decision.area.name == "周口市")
    assert (zhoukou.is_named, zhoukou.reason) == (False, "样本不足20件次")


def test_place_with_contradicting_figures_is_never_praised(facts: Facts) -> None:
    assert not may_be_praised(facts, facts.assessment.areas["411600"])
    assert not may_be_praised(facts, facts.assessment.areas["411700"])


def test_report_gives_no_orders_and_ends_as_reports_do(assessment: Assessment) -> None:
    report = compose(assessment, Kind.REPORT, is_demo=True)
    text = _text(report)
    assert not re.search(r"请|要求各地|限期|务必|你们", text)
    assert "本通报" not in text


def test_report_has_signer_and_closing_and_no_copies(docx: bytes, kind: Kind) -> None:
    lines, footers = lines_of(docx), footer_texts(docx)
    is_report = kind is Kind.REPORT
    assert ("特此报告。" in lines) is is_report
    assert any("签发人：×××" in line for line in lines) is is_report
    assert ("抄送" in footers) is not is_report
    assert any(line == "省委、省政府：" for line in lines) is is_report


def test_circular_is_addressed_to_offices_and_its_demands_are_numbered_and_dated(assessment: Assessment) -> None:
    circular = compose(assessment, Kind.CIRCULAR, is_demo=True)
    assert len(circular.next_steps) >= 4
    for number, demand in enumerate(circular.next_steps, 1):
        assert demand.text.startswith(f"{number}．")
        assert re.search(r"于202[23]年\d+月\d+日前", demand.text)
    assert "2023年1月7日前" in circular.next_steps[0].text


def test_open_fields_make_a_draft_and_demo_data_say_so(docx: bytes) -> None:
    assert header_text(docx) == "送审稿　演示数据"
    assert any("豫政教督办〔2022〕×号" in line for line in lines_of(docx))
    assert "（演示数据，不得作为工作依据）" in lines_of(docx)


def test_dates_have_no_leading_zero_and_years_stand_in_full_brackets(docx: bytes) -> None:
    text = "\n".join(lines_of(docx))
    assert not re.search(r"年0\d月|月0\d日", text)
    assert not re.search(r"[\[（(【]20\d\d[\]）)】]\s*[\d×]+号", text)
