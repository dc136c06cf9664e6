"""约谈建议材料: what the rules say of one place, with its own figures and nothing of any other place."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from bulletin.background import Background, SummonsRecords
from bulletin.bundle import render_all
from bulletin.contents import compose
from bulletin.facts import Facts
from bulletin.gate.rules import find_faults
from bulletin.kept_words import kept_words
from bulletin.kinds import Kind
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from bulletin.proof.today import figures_today
from bulletin.summons_contents import Kept, SummonsContents, compose_summons, places_put_forward
from bulletin.summons_tables import MOST_CASES
from bulletin.summons_writing import render_summons
from supervision.faults import InputRejected
from supervision.summons import Step
from supervision.summons_quarters import suggest_at
from tests.bulletin.conftest import Province, overdue_cases, unit_areas
from tests.bulletin.reading import footer_texts, header_text, lines_of
from tests.bulletin.test_units import everything_in

HELD = ["interview_id", "area_code", "trigger", "held_on", "notified_on", "document_no"]
DECIDED = ["accountability_id", "area_code", "subject", "measure", "decided_on", "document_no"]
WARNED = ["warning_id", "area_code", "category_code", "title", "issued_on", "audience", "acknowledged_on"]


def records(assessment, history: Sequence, steps: Sequence[Step] = ()) -> SummonsRecords:
    """Return what the rules find in a province, with two measures against 洛阳 and one against its neighbour."""
    held = [
        ("I1", "410300", "问题整改不力", date(2022, 9, 8), None, "豫政教督办〔2022〕31号"),
        ("I2", "410400", "问题整改不力", date(2022, 10, 9), None, "豫政教督办〔2022〕44号"),
    ]
    warned = [("W1", "410300", "11", "关于问题整改临期的预警提示", date(2022, 8, 1), "市县", date(2022, 8, 3))]
    return SummonsRecords(
        suggest_at(assessment, history, steps),
        pd.DataFrame(held, columns=HELD),
        pd.DataFrame([], columns=DECIDED),
        pd.DataFrame(warned, columns=WARNED),
    )


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Return a province in which 洛阳 mends few problems, and a county of 郑州 too; others meet rules by chance."""
    bad = {(code, "problems_on_time"): 8.0 for code in ("410300", "410140")}
    province = Province(replaced=bad)
    assessment, history = province.assess(), province.history()
    return Facts(
        assessment,
        Background(history=history, overdue=overdue_cases(unit_areas()), summons=records(assessment, history)),
    )


@pytest.fixture(scope="module")
def materials(facts: Facts) -> dict[str, SummonsContents]:
    return {
        area.area_code: compose_summons(facts, area.area_code, is_demo=True, kept=Kept((), ()))
        for area in places_put_forward(facts)
    }


@pytest.fixture(scope="module")
def docx(facts: Facts) -> bytes:
    return render_summons(facts, "410300", is_demo=True, kept=Kept((), ()))


def test_there_is_a_material_on_each_place_put_forward_and_on_no_other(facts: Facts, materials) -> None:
    held = facts.background.summons
    assert held is not None
    assert set(materials) == {each.area_code for each in held.suggestions} >= {"410300", "410140"}
    innocent = next(unit.area_code for unit in facts.units if unit.area_code not in materials)
    for code in (innocent, "410000", "999999"):
        with pytest.raises(InputRejected, match="没有达到约谈规则"):
            render_summons(facts, code, is_demo=True)


def test_paragraphs_say_what_the_page_says_letter_by_letter(materials) -> None:
    for contents in materials.values():
        text = "".join(passage.text for _, passages in contents.grounds for passage in passages)
        for point in (p for each in contents.suggestions for g in each.grounds for p in g.points):
            assert point.sentence in text


def test_a_share_below_its_limit_stands_with_both_counts_by_their_own_names(facts: Facts, materials) -> None:
    value = facts.assessment.indicator("410300", "11.1")
    own = {figure.name: figure for figure in materials["410300"].occurrences()}
    name = facts.assessment.indicator_name("410300", value.indicator)
    assert own[name].value == value.value == 8 / value.denominator
    assert (own[f"{name}:numerator"].value, own[f"{name}:denominator"].value) == (8.0, value.denominator)
    limit = next(f for key, f in own.items() if key.startswith("ground/rectified.1"))
    assert (limit.text, limit.value) == ("80%", 0.8)


def test_no_number_of_the_facts_stands_without_a_name(materials) -> None:
    from bulletin.proof.findings import loose_numbers

    for contents in materials.values():
        for passage in (*contents.basics, *(p for _, passages in contents.grounds for p in passages)):
            assert list(loose_numbers(passage)) == [], passage.text


def test_figures_equal_those_of_the_other_documents(facts: Facts, materials) -> None:
    circular = compose(facts.assessment, Kind.CIRCULAR, is_demo=True, background=facts.background)
    printed = {figure.name: figure for figure in circular.occurrences()}
    shared = 0
    for contents in materials.values():
        for figure in contents.occurrences():
            if figure.name in printed:
                other = printed[figure.name]
                assert figure.value == pytest.approx(other.value)
                assert re.findall(r"[\d.,]+", figure.text) == re.findall(r"[\d.,]+", other.text), figure.name
                shared += 1
    assert shared > 3


def test_nothing_of_another_place_is_in_the_file(facts: Facts, materials) -> None:
    areas = facts.assessment.areas
    for code in ("410300", "410140"):
        inside = everything_in(render_summons(facts, code, is_demo=True, kept=Kept((), ())))
        own = {areas[code].name, areas.unit_of(code).name}
        foreign = {other.name for other in areas.all if other.level != "province"} - own
        assert {name for name in foreign if name in inside} == set()
        others = {other.area_code for other in areas.all} - {code, "410000"}
        assert {other for other in others if re.search(rf"[PC@]{other}", inside)} == set()
        assert ("31号" in inside, "44号" in inside) == (code == "410300", False)


def test_measures_taken_before_are_told_newest_first_or_none(materials) -> None:
    first, second = (passage.text for passage in materials["410300"].measures)
    assert (
        first
        == "1．2022年9月8日，约谈：问题整改不力，尚未通报当地党委政府（豫政教督办〔2022〕31号）。"
    )  # fmt: skip
    assert second == "2．2022年8月1日，预警提示：关于问题整改临期的预警提示（发市县，2022年8月3日回执）。"
    assert materials["410140"].measures[0].text.startswith("无。")


def test_overdue_cases_are_the_places_own_and_no_more_than_a_table_holds(facts: Facts) -> None:
    cases = facts.background.overdue["problems_open_overdue"]
    many = pd.concat(
        [cases, *(cases.loc[cases["area_code"] == "410300"].assign(problem_id=f"P410300X{n}") for n in range(30))]
    )
    crowded = Facts(facts.assessment, replace(facts.background, overdue={"problems_open_overdue": many}))
    contents = compose_summons(crowded, "410300", is_demo=True)
    rows = contents.tables["overdue_rows"]
    assert len(rows) == MOST_CASES
    assert all(str(row["id"]).startswith("P410300") for row in rows)
    every = int((many["area_code"] == "410300").sum())
    assert f"共{every}件，附件2列超期最久的{MOST_CASES}件，其余见系统" in contents.cases_note.text


def test_what_was_not_read_is_said_and_is_not_none(facts: Facts) -> None:
    unread = compose_summons(facts, "410300", is_demo=True)
    assert "未读取" in unread.contests[0].text
    assert "未读取" in unread.decisions[0].text
    none = compose_summons(facts, "410300", is_demo=True, kept=Kept((), ()))
    assert none.contests[0].text.startswith("无。")
    assert none.decisions[0].text == "本季度尚未登记决定。研究意见：×××。"


def test_contests_and_decisions_are_those_of_the_place(facts: Facts) -> None:
    contests = pd.DataFrame(
        [
            ("问题", "P1", "410300", "2022Q4", "受理", date(2022, 12, 1), None),
            ("指标", "11.1", "410300", "2022Q4", "成立", date(2022, 12, 5), 0.75),
            ("问题", "P2", "410400", "2022Q4", "提出", date(2022, 12, 1), None),
        ],
        columns=["subject_kind", "subject_id", "area_code", "quarter", "state", "raised_on", "changed_value"],
    )
    at = pd.Timestamp("2022-12-21 09:30", tz="Asia/Shanghai")
    decisions = pd.DataFrame(
        [("410300", "约谈", "多次提醒无效", at, "督导处", date(2022, 12, 20))],
        columns=["area_code", "choice", "reason", "decided_at", "decided_by", "cutoff"],
    )
    kept = kept_words(contests, decisions, "410300")
    assert kept.contests == (
        "2022年12月1日对问题P1提出申辩，复核中（受理）",
        "2022年12月5日对2022年第四季度的“问题按期整改率”提出申辩，申辩成立，核定为75.0%",
    )
    assert kept.decisions == ("约谈：多次提醒无效（2022-12-21 09:30登记，督导处，数据截止2022年12月20日）",)
    assert kept_words(contests, decisions, "410140") == Kept((), ())


def test_file_is_a_draft_upwards_with_open_fields(docx: bytes) -> None:
    lines = lines_of(docx)
    assert header_text(docx) == "送审稿　演示数据"
    assert any("签发人：×××" in line for line in lines)
    assert "省人民政府教育督导委员会：" in lines
    assert "关于洛阳市约谈事项的建议材料" in "".join(lines[:8])
    assert "抄送" not in footer_texts(docx)
    assert [line[2:] for line in lines if re.match(r"[一二三四五六]、", line)] == [
        "基本情况", "事实和数据", "依据", "此前已采取的措施", "当事地方的申辩", "建议",
    ]  # fmt: skip


def test_check_finds_the_file_sound_and_tells_a_figure_that_changed(facts: Facts, docx: bytes) -> None:
    written = open_document(docx)
    assert (written.listed.kind, written.listed.area_code) == ("summons", "410300")
    assert check_file(written, figures_today(facts, written.listed)).findings == ()
    other = Province(replaced={("410300", "problems_on_time"): 10.0})
    assessment, history = other.assess(), other.history()
    today = Facts(assessment, Background(history=history, overdue=facts.background.overdue,
                                         summons=records(assessment, history)))  # fmt: skip
    names = {finding.name for finding in check_file(written, figures_today(today, written.listed)).findings}
    assert facts.assessment.indicator_name("410300", facts.assessment.scheme.indicator_in(
        "11.1", facts.assessment.quarter)) in names  # fmt: skip


def test_gate_closes_where_a_ground_says_another_number_than_the_assessment(materials) -> None:
    contents = materials["410300"]
    assert find_faults(contents) == ()
    suggestion = next(each for each in contents.suggestions if each.trigger == "问题整改不力")
    ground = suggestion.grounds[0]
    point = replace(ground.points[0], sentence="问题按期整改率61.2%（49个中30个），低于80%")
    wrong = replace(suggestion, grounds=(replace(ground, points=(point,)),))
    faults = find_faults(replace(contents, suggestions=(wrong,)))
    assert any("与考评结果不一致" in fault for fault in faults)


def test_archive_holds_the_materials_beside_the_other_documents(facts: Facts, materials, docx: bytes) -> None:
    told: list[str] = []

    class EnoughError(Exception):
        """The names are known before anything is made."""

    def progress(name: str, number: int, of: int) -> None:
        told.append(f"{name}/{of}")
        raise EnoughError

    with pytest.raises(EnoughError):
        render_all(facts, is_demo=True, progress=progress)
    assert told[0].endswith(f"/{2 + len(facts.units) + len(materials)}")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert package.testzip() is None
