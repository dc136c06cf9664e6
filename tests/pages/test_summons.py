"""约谈与问责 and 申辩: suggestions with evidence, decisions that are kept, registers that close, contested cells."""

from datetime import date

import pytest
from sqlalchemy import create_engine, text

from components import reason_store, store, summons_store, workspace_store
from supervision.contesting import ContestStep
from supervision.periods import Quarter
from supervision.printing import print_value
from supervision.scheme_summons import TRIGGERS
from tests.pages.opening import SCHOOL, SCORECARD, html_of, open_page, said

SUMMONS = "screens/leaders/summons.py"
QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
LINK = {"quarter": "2022Q4", "cutoff": "2022-12-20"}


def press(app, label: str):
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def rows(url: str, query: str) -> list[tuple]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(query)).fetchall()
    engine.dispose()
    return [tuple(row) for row in found]


def test_every_suggestion_rests_on_figures_of_the_assessment(demo):
    assessment = store.assessment(QUARTER, CUTOFF)
    suggested = summons_store.suggestions(QUARTER, CUTOFF)
    assert {each.trigger for each in suggested} >= {"问题整改不力", "弄虚作假", "举报问题多"}
    compared = 0
    for each in suggested:
        for point in (point for ground in each.grounds for point in ground.points):
            if point.numerator is not None:
                value = assessment.indicator(each.area_code, point.indicator_id)
                assert (point.numerator, point.denominator) == (value.numerator, value.denominator)
                assert print_value(value) in point.sentence
                compared += 1
    assert compared > 3


def test_the_list_has_a_row_per_suggestion_and_the_one_chosen_shows_rule_clause_and_ways_to_rows(demo):
    suggested = summons_store.suggestions(QUARTER, CUTOFF)
    page = open_page(SUMMONS, **LINK)
    (table,) = page.dataframe
    assert len(table.value) == len(suggested)
    chosen = next(each for each in suggested if each.trigger == "问题整改不力")
    key = f"{chosen.area_code}-{TRIGGERS.index(chosen.trigger) + 1}"
    page = open_page(SUMMONS, case=key, **LINK)
    for ground in chosen.grounds:
        for point in ground.points:
            assert point.sentence in html_of(page)
    assert "豫政教督办〔2022〕7号第六部分" in html_of(page)
    assert [each for each in page.button if each.label.startswith("查看“")]


def test_filters_narrow_the_list_and_stand_in_the_link(demo):
    page = open_page(SUMMONS, trigger="弄虚作假", level="counties", **LINK)
    (table,) = page.dataframe
    assert set(table.value["事由"]) == {"弄虚作假"}
    units = {unit.name for unit in store.areas(CUTOFF).units}
    assert not units & set(table.value["地方"])


def decide(page, choice: str | None, reason: str):
    if choice:
        (radio,) = [each for each in page.radio if each.label == "决定"]
        radio.set_value(choice)
    (area,) = page.text_area
    area.set_value(reason)
    return press(page, "登记决定")


@pytest.mark.parametrize("choice", ["约谈", "不约谈", "继续观察"])
def test_a_decision_is_kept_either_way_with_its_reason_and_the_hash_of_its_data(demo, choice):
    page = decide(open_page(SUMMONS, **LINK), choice, "已与当地核实")
    assert not page.exception
    made = workspace_store.decisions(QUARTER, CUTOFF)
    (row,) = made.to_dict("records")
    first = summons_store.suggestions(QUARTER, CUTOFF)[0]
    assert (row["area_code"], row["choice"], row["reason"]) == (first.area_code, choice, "已与当地核实")
    assert row["rule_ids"] == tuple(ground.rule_id for ground in first.grounds)
    assert len(row["snapshot"]) == 64
    assert "已与当地核实" in html_of(page)
    assert page.dataframe[0].value["本季度决定"].iloc[0] == choice


@pytest.mark.parametrize(("choice", "reason"), [("约谈", " "), (None, "有理由")])
def test_a_decision_without_choice_or_reason_is_refused_in_words(demo, choice, reason):
    page = decide(open_page(SUMMONS, **LINK), choice, reason)
    assert "请填写决定和理由" in said(page)
    assert workspace_store.decisions(QUARTER, CUTOFF).empty


def test_the_register_of_summons_is_as_long_as_the_data_and_follows_each_one(demo):
    page = open_page(SUMMONS, steps="interviews", **LINK)
    (table,) = page.dataframe
    held = rows(demo, "select interview_id, notified_on from interview where held_on <= '2022-12-20'")
    assert len(table.value) == len(held)
    untold = [row for row in held if row[1] is None or row[1] > "2022-12-20"]
    assert (table.value["通报当地党委政府"] == "未通报").sum() == len(untold)
    of_this_quarter = table.value["约谈日期"] >= "2022-10-01"
    assert (table.value.loc[of_this_quarter, "变化"] == "尚无后续季度").all()
    assert table.value.loc[~of_this_quarter, "变化"].str.contains("上升|下降|持平|增加|减少|不可比|—").all()
    assert "对该地采取的措施" in said(page)


def test_nothing_after_the_cutoff_shows_in_the_registers(demo):
    page = open_page(SUMMONS, steps="interviews", quarter="2022Q3", cutoff="2022-09-10")
    (table,) = page.dataframe
    assert (table.value["约谈日期"] <= "2022-09-10").all()
    page = open_page(SUMMONS, steps="accountability", quarter="2022Q3", cutoff="2022-09-30")
    (table,) = page.dataframe
    assert (table.value["决定日期"] <= "2022-09-30").all()


def test_accountability_by_kind_closes(demo):
    page = open_page(SUMMONS, steps="accountability", **LINK)
    decided = rows(demo, "select measure, count(*) from accountability where decided_on <= '2022-12-20' group by 1")
    total = sum(number for _, number in decided)
    assert f"共问责 **{total}** 项" in said(page)
    assert "<td>合计</td>" in html_of(page)
    assert len(page.dataframe[0].value) == total
    kind, number = decided[0]
    narrowed = open_page(SUMMONS, steps="accountability", kind_of_measure=kind, **LINK)
    assert len(narrowed.dataframe[0].value) == number


def test_an_empty_register_says_so(altered):
    altered("delete from accountability", "delete from interview")
    assert "没有问责记录" in said(open_page(SUMMONS, steps="accountability", **LINK))
    assert "没有约谈记录" in said(open_page(SUMMONS, steps="interviews", **LINK))


def file_one(page, reason: str):
    page.text_area[0].set_value(reason)
    return press(page, "登记申辩")


def test_a_contested_indicator_says_so_on_the_card_and_its_value_stays(demo):
    before = open_page(SCORECARD, place="410302", category="11", **LINK)
    assert "复核中" not in html_of(before)
    after = file_one(before, "统计口径有误")
    assert not after.exception
    assert "复核中（2022年12月20日提出申辩）" in html_of(after)
    assert html_of(after).replace(" ", "").count("11.1") == html_of(before).replace(" ", "").count("11.1")
    value = store.assessment(QUARTER, CUTOFF).indicator("410302", "11.1")
    assert f"<b>{print_value(value)}</b>" in html_of(after)
    (row,) = workspace_store.contests(CUTOFF).to_dict("records")
    assert (row["subject_id"], row["area_code"], row["due_on"]) == ("11.1", "410302", date(2023, 1, 19))
    # Another place's card and another quarter's say nothing.
    assert "复核中" not in html_of(open_page(SCORECARD, place="410303", category="11", **LINK))


def test_the_province_is_offered_no_contest(demo):
    page = open_page(SCORECARD, place="410000", quarter="2022Q4")
    assert not [each for each in page.button if each.label == "登记申辩"]


def test_a_contest_goes_its_way_and_the_new_value_is_kept_beside_the_old_one(demo):
    file_one(open_page(SCORECARD, place="410302", category="11", **LINK), "统计口径有误")
    for step, value in (("受理", None), ("成立", 95.0)):
        page = open_page(SUMMONS, steps="contests", **LINK)
        (radio,) = [each for each in page.radio if each.label == "下一步"]
        radio.set_value(step)
        page.text_area[0].set_value(f"经核实{step}")
        if value is not None:
            page.number_input[0].set_value(value)
        page = press(page, "登记这一步")
        assert not page.exception
    assert page.dataframe[0].value["核定值"].tolist() == ["95.0%"]
    assert "经核实受理" in html_of(page)
    card = html_of(open_page(SCORECARD, place="410302", category="11", **LINK))
    assert "申辩成立，核定为95.0%；数据库更正以前，本页仍按原数计算" in card


def test_a_problem_is_contested_by_its_id_within_its_term(demo):
    ((problem_id, area_code),) = rows(
        demo, "select problem_id, area_code from problem where raised_on between '2022-12-10' and '2022-12-20' limit 1"
    )
    page = open_page(SUMMONS, steps="contests", contested="问题", **LINK)
    (box,) = [each for each in page.text_input if each.label == "问题编号"]
    box.set_value(problem_id)
    page = file_one(page, "该校已整改")
    assert "复核中（提出）" in page.dataframe[0].value["状态"].tolist()
    (row,) = workspace_store.contests(CUTOFF).to_dict("records")
    assert (row["subject_kind"], row["subject_id"], row["area_code"]) == ("问题", problem_id, area_code)


@pytest.mark.parametrize(
    ("found_by", "reply"),
    [
        ("select problem_id from problem where raised_on < '2022-10-01' limit 1", "已超过申辩期限"),
        ("select problem_id from problem where raised_on > '2022-11-30' limit 1", "没有这个编号"),
        ("select '无此编号'", "没有这个编号"),
    ],
)
def test_a_contest_after_its_term_or_of_a_problem_not_known_yet_is_refused(demo, found_by, reply):
    ((problem_id,),) = rows(demo, found_by)
    page = open_page(SUMMONS, steps="contests", contested="问题", quarter="2022Q4", cutoff="2022-11-30")
    (box,) = [each for each in page.text_input if each.label == "问题编号"]
    box.set_value(problem_id)
    page = file_one(page, "理由")
    assert reply in said(page)
    assert workspace_store.contests(CUTOFF).empty


def test_a_store_of_our_own_that_is_away_leaves_the_card_readable(demo, monkeypatch, tmp_path):
    broken = tmp_path / "no_store.sqlite"
    broken.write_bytes(b"this is no database at all, but long enough to be read as a header of one......." * 20)
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", f"sqlite:///{broken}")
    page = open_page(SCORECARD, place="410302", category="11", **LINK)
    assert "申辩情况未能显示" in said(page)
    assert "11.1" in html_of(page)


def test_earlier_quarters_count_at_the_same_days_and_stop_at_a_gap(demo):
    past = reason_store.past_assessments(QUARTER, CUTOFF)
    assert [str(each.quarter) for each in past] == ["2021Q4", "2022Q1", "2022Q2", "2022Q3"]
    assert [each.cutoff.isoformat() for each in past] == ["2021-12-20", "2022-03-20", "2022-06-20", "2022-09-20"]


def test_contest_steps_are_those_of_the_store():
    assert [step.value for step in ContestStep] == ["提出", "受理", "成立", "不成立", "撤回"]


def test_a_contested_problem_says_so_in_the_list_of_its_school(demo):
    query = (
        "select problem_id, school_id from problem "
        "where raised_on between '2022-12-10' and '2022-12-20' and school_id is not null limit 1"
    )
    ((problem_id, school_id),) = rows(demo, query)
    page = open_page(SUMMONS, steps="contests", contested="问题", **LINK)
    (box,) = [each for each in page.text_input if each.label == "问题编号"]
    box.set_value(problem_id)
    file_one(page, "该校已整改")
    listed = html_of(open_page(SCHOOL, school=school_id, **LINK))
    assert problem_id in listed
    assert "◇ 复核中（2022年12月20日提出申辩）" in listed


def test_a_filter_that_drops_the_one_chosen_shows_the_first_without_refusing_the_link(demo):
    chosen = next(each for each in summons_store.suggestions(QUARTER, CUTOFF) if each.trigger == "问题整改不力")
    key = f"{chosen.area_code}-{TRIGGERS.index(chosen.trigger) + 1}"
    page = open_page(SUMMONS, case=key, **LINK)
    (picker,) = [each for each in page.selectbox if each.label == "事由"]
    page = picker.select("弄虚作假").run()
    assert "原先选定的一项不在当前清单中" in said(page)
    assert "无法识别" not in said(page.run())
    (heading,) = [each.value for each in page.subheader]
    assert "弄虚作假" in heading


def test_a_contested_problem_says_so_in_the_list_of_problems(demo):
    query = (
        "select problem_id, area_code from problem where raised_on between '2022-12-06' and '2022-12-20' "
        "and rectified_on is null limit 1"
    )
    ((problem_id, area_code),) = rows(demo, query)
    page = open_page(SUMMONS, steps="contests", contested="问题", **LINK)
    (box,) = [each for each in page.text_input if each.label == "问题编号"]
    box.set_value(problem_id)
    file_one(page, "该校已整改")
    listed = open_page("screens/leaders/problems.py", place=area_code, problems="all", **LINK)
    states = dict(zip(listed.dataframe[0].value["问题编号"], listed.dataframe[0].value["状态"], strict=True))
    assert states[problem_id].endswith("◇ 复核中（2022年12月20日提出申辩）")
    assert sum("◇" in state for state in states.values()) == 1
