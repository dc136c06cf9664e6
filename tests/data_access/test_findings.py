"""The check finds each broken rule of the contract where it stands, on both engines, and nothing in sound data."""

import pytest
from sqlalchemy import insert

from data_access.shared.engine import open_writer
from data_access.shared.findings import MOST_PER_RULE, read_findings
from data_access.shared.tables import (
    area,
    complaint,
    institution,
    interview,
    problem,
    reported_count,
    school,
    violation,
    visit,
)
from tests.data_access.conftest import a_complaint, a_problem, a_school, a_visit, alter, an_institution, at, on

pytestmark = pytest.mark.usefixtures("places")


def found(connection):
    return [(f.relation, f.key, f.column, f.value, f.rule) for f in read_findings(connection)]


def a_report(measure, value, area_code="410102", quarter="2022Q4"):
    row = {"area_code": area_code, "quarter": quarter, "measure": measure, "revision": 1, "value": value}
    return row | {"reported_at": at("2022-12-10 01:00:00"), "status": "已报"}


def test_sound_data_have_no_findings(write, connection):
    write(visit, a_visit("v", "S410102", "2022-12-01"))
    write(complaint, a_complaint("c", "2022-12-01 01:00:00"), a_complaint("d", "2022-12-01 01:00:00", duplicate_of="c"))
    write(problem, a_problem("p", "2022-12-01", "2022-12-15", rectified_on=on("2022-12-10")))
    write(institution, an_institution("i", nonprofit_on=on("2022-01-01")))
    assert found(connection) == []


BOTH = "同一机构不应既转为非学科类又登记为营转非留存（基数不平衡）"
BROKEN = [
    (school, a_school("x", "999999"), ("school", "x", "area_code", "999999", "应为区划表中的县（市、区）代码")),
    (school, a_school("x", "410100"), ("school", "x", "area_code", "410100", "应为区划表中的县（市、区）代码")),
    (school, a_school("x", "410102", pupils=-5), ("school", "x", "pupils", "-5", "不应为负数")),
    (
        school,
        a_school("x", "410102", stage="大学"),
        ("school", "x", "stage", "大学", "应为：小学、教学点、初中、九年一贯制、完全中学、十二年一贯制"),
    ),
    (
        school,
        a_school("x", "410102", name="长" * 61),
        ("school", "x", "name", "长" * 61, "不应超过60字，超过的显示时截短"),
    ),
    (
        school,
        a_school("x", "410102", closed_on=on("2009-01-01")),
        ("school", "x", "closed_on", "2009-01-01", "不应早于“开办日期”"),
    ),
    (visit, a_visit("x", "nowhere", "2022-12-01"), ("visit", "x", "school_id", "nowhere", "所到学校不在学校表中")),
    (
        visit,
        a_visit("x", "S410102", "2009-12-01"),
        ("visit", "x", "visited_on", "2009-12-01", "到校当日学校尚未开办或已关闭"),
    ),
    (
        visit,
        a_visit("x", "S410102", "2022-12-01", homework_time="良好"),
        ("visit", "x", "homework_time", "良好", "应为：达标、不达标"),
    ),
    (
        complaint,
        a_complaint("x", "2022-12-01 16:30:00", closed_on=on("2022-12-01")),
        ("complaint", "x", "closed_on", "2022-12-01", "不应早于“收到时间”"),
    ),
    (
        complaint,
        a_complaint("x", "2022-12-01 01:00:00", duplicate_of="gone"),
        ("complaint", "x", "duplicate_of", "gone", "重复件所指的举报不存在"),
    ),
    (
        problem,
        a_problem("x", "2022-12-01", "2022-12-15", rectified_on=on("2022-11-30")),
        ("problem", "x", "rectified_on", "2022-11-30", "不应早于“交办日期”"),
    ),
    (
        problem,
        a_problem("x", "2022-12-01", "2022-12-15", accepted_on=on("2022-12-10"), look_back_on=on("2022-12-09")),
        ("problem", "x", "look_back_on", "2022-12-09", "不应早于“验收销号日期”"),
    ),
    (
        problem,
        a_problem("x", "2022-12-01", "2022-12-15", rectified_on=on("2022-12-10"), look_back_on=on("2022-12-12")),
        ("problem", "x", "look_back_on", "2022-12-12", "应先有“验收销号日期”"),
    ),
    (
        institution,
        an_institution("x", converted_on=on("2022-01-01"), nonprofit_on=on("2022-02-01")),
        ("institution", "x", "nonprofit_on", "2022-02-01", BOTH),
    ),
    (
        violation,
        {"violation_id": "x", "area_code": "410102", "institution_id": "gone", "kind": "隐形变异", "source": "巡查",
         "found_on": on("2022-12-01")},
        ("violation", "x", "institution_id", "gone", "所涉机构不在机构表中"),
    ),
    (
        interview,
        {"interview_id": "x", "area_code": "999999", "trigger": "工作落后", "held_on": on("2022-12-01")},
        ("interview", "x", "area_code", "999999", "应为区划表中的代码"),
    ),
    (
        area,
        {"area_code": "410999", "name": "某县", "short_name": "某县", "level": "county", "kind": "县",
         "parent_code": "4109", "sort_order": 99, "valid_from": on("2014-01-01")},
        ("area", "410999/2014-01-01", "parent_code", "4109", "上级应在区划表中"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "finding"), BROKEN)
def test_each_broken_rule_is_found_where_it_stands(write, connection, table, row, finding):
    write(table, row)
    assert finding in found(connection)


def test_a_duplicate_of_a_duplicate_is_found(write, connection):
    moment = "2022-12-01 01:00:00"
    write(complaint, a_complaint("a", moment), a_complaint("b", moment, duplicate_of="a"))
    write(complaint, a_complaint("c", moment, duplicate_of="b"))
    assert found(connection) == [("complaint", "c", "duplicate_of", "b", "重复件不应再指向重复件")]


def test_missing_relations_and_columns_come_first_and_stop_nothing_else(contract_url, write, connection):
    write(school, a_school("x", "410102", pupils=-5))
    alter(contract_url, "drop table warning_notice", "alter table interview drop column document_no")
    findings = found(connection)
    assert findings[:2] == [
        ("warning_notice", "—", "（全部）", "—", "缺少约定的表或视图"),
        ("interview", "—", "document_no", "—", "缺少约定的列"),
    ]
    assert ("school", "x", "pupils", "-5", "不应为负数") in findings


def test_text_in_numbers_and_dates_that_are_none_are_found_on_sqlite(contract_url, write, connection):
    if contract_url.startswith("postgresql"):
        pytest.skip("PostgreSQL refuses them by itself")
    write(school, a_school("x", "410102"))
    alter(contract_url, "update school set pupils = '很多', opened_on = '2010年9月' where school_id = 'x'")
    findings = found(connection)
    assert ("school", "x", "pupils", "很多", "应为整数") in findings
    assert ("school", "x", "opened_on", "2010年9月", "日期应写作 2022-03-05") in findings


def test_a_city_that_differs_from_its_counties_is_found(write, connection):
    write(reported_count, a_report("schools", 10), a_report("schools", 12, "410103"), a_report("schools", 30, "410100"))
    rule = "市本级自报数应与所辖县（市、区）合计一致，合计为22（2个县报送）"
    assert found(connection) == [("reported_count", "2022Q4 郑州市（410100）", "义务教育阶段学校总数", "30", rule)]


def test_faults_are_put_to_the_county_and_questions_to_its_unit(write, connection):
    full = ("schools_homework_design", "schools_homework_public", "schools_after_school")
    for county in ("410102", "410103"):
        write(reported_count, *[a_report(measure, 10, county) for measure in ("schools", *full)])
    write(reported_count, a_report("schools_after_school_full", 11))
    findings = [(severity, key) for severity, key in ((f.severity.value, f.key) for f in read_findings(connection))]
    assert findings == [("错误", "2022Q4 郑州中原区（410102）"), ("疑问", "2022Q4 郑州市（410100）")]


def test_a_rule_that_everything_breaks_is_summed_up(contract_url, connection):
    engine = open_writer(contract_url)
    with engine.begin() as writing:
        writing.execute(insert(school), [a_school(f"s{n}", "999999") for n in range(MOST_PER_RULE + 5)])
    engine.dispose()
    findings = found(connection)
    assert len(findings) == MOST_PER_RULE + 1
    assert findings[-1][1] == "（其余）"


def test_progress_is_told_from_nothing_to_done(connection):
    told = []
    list(read_findings(connection, lambda step, share: told.append((step, share))))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
