"""The demo database as a whole: the same from one seed, sound but for what is planted, like Henan in shape."""

import re
from datetime import date

import pytest
from sqlalchemy import Connection, func, select

from data_access.demo.builder import build_demo
from data_access.demo.notice import demo_notice
from data_access.demo.problems import SUMMARIES
from data_access.demo.timeline import CUTOFF, QUARTERS
from data_access.shared import tables as t
from data_access.shared.areas import read_areas
from data_access.shared.assessments import read_assessment
from data_access.shared.findings import read_findings
from data_access.shared.quarters import read_is_demo, read_newest_day, read_quarters
from data_access.shared.types import civil_day
from supervision.findings import Severity
from supervision.periods import Quarter
from tests.data_access.demo_opening import opened

SMALL = 0.01
Contents = dict[str, list[tuple[object, ...]]]


def _contents(url: str) -> Contents:
    with opened(url) as connection:
        relations = (*t.RELATIONS, demo_notice)
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in relations}


@pytest.fixture(scope="module")
def first_contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Return the contents of a demo of seed 7."""
    url = f"sqlite:///{tmp_path_factory.mktemp('first') / 'demo.sqlite'}"
    build_demo(url, scale=SMALL, seed=7)
    return _contents(url)


def test_one_seed_gives_the_same_rows_on_either_engine(contract_url, first_contents: Contents) -> None:
    build_demo(contract_url, scale=SMALL, seed=7)
    assert _contents(contract_url) == first_contents


def test_another_seed_gives_other_rows_of_the_same_areas(tmp_path, first_contents: Contents) -> None:
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    build_demo(url, scale=SMALL, seed=8)
    second = _contents(url)
    assert {name for name in second if first_contents[name] == second[name]} == {"area"}


def test_progress_rises_to_one_and_rows_are_counted(tmp_path) -> None:
    url, told = f"sqlite:///{tmp_path / 'demo.sqlite'}", []
    counts = build_demo(url, scale=SMALL, progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", step) for step, _ in told)
    with opened(url) as connection:
        found = {x.name: connection.scalar(select(func.count()).select_from(x)) for x in t.RELATIONS}
    assert counts == found


def test_the_check_finds_the_planted_faults_and_no_other(demo_connection: Connection) -> None:
    findings = list(read_findings(demo_connection, lambda step, share: None))
    faults = {(finding.relation, finding.column) for finding in findings if finding.severity is Severity.FAULT}
    assert faults == {
        ("visit", "visited_on"),
        ("complaint", "duplicate_of"),
        ("institution", "nonprofit_on"),
        ("reported_count", "线下学科类机构原有数（基数）"),
    }
    assert sum(finding.severity is Severity.FAULT for finding in findings) == 4


def test_the_demo_runs_from_2021q3_to_the_cutoff_and_says_that_it_is_one(demo_connection: Connection) -> None:
    assert read_quarters(demo_connection) == QUARTERS
    assert read_newest_day(demo_connection) == CUTOFF == date(2022, 12, 20)
    assert read_is_demo(demo_connection)
    notice = demo_connection.execute(select(demo_notice)).one()
    assert notice.notice.startswith("演示数据")
    assert notice.seed == 2022


@pytest.mark.parametrize(
    "column",
    [
        t.visit.c.visited_on,
        civil_day(t.visit.c.recorded_at),
        civil_day(t.complaint.c.received_at),
        t.complaint.c.transferred_on,
        t.complaint.c.closed_on,
        t.problem.c.rectified_on,
        t.problem.c.accepted_on,
        t.problem.c.look_back_on,
        t.violation.c.handled_on,
        t.institution.c.permit_on,
        t.institution.c.funds_supervised_on,
        civil_day(t.reported_count.c.reported_at),
        civil_day(t.submission.c.received_at),
        t.warning_notice.c.acknowledged_on,
        t.interview.c.notified_on,
        t.accountability.c.decided_on,
    ],
    ids=str,
)
def test_nothing_has_happened_after_the_cutoff(demo_connection: Connection, column) -> None:
    assert demo_connection.scalar(select(func.max(column))) <= CUTOFF


def test_twenty_eight_units_report_in_2022_and_eighteen_from_2023(demo_connection: Connection) -> None:
    now, later = (read_areas(demo_connection, day) for day in (CUTOFF, date(2023, 1, 1)))
    assert [unit.short_name for unit in now.units][:3] == ["郑州", "开封", "洛阳"]
    assert [unit.short_name for unit in now.units][16:] == [
        "驻马店",
        "济源",
        "巩义",
        "兰考",
        "汝州",
        "滑县",
        "长垣",
        "邓州",
        "永城",
        "固始",
        "鹿邑",
        "新蔡",
    ]
    assert len(later.units) == 18
    assert len(now.counties) == len(later.counties) == 1 + 10 + 146 + 8
    assert later.parent("410181").name == "郑州市"
    assert len(now.children("410900")) == 9, "濮阳市公布的半月报按9个县（市、区）统计，含3个功能区"
    assert now.full_name("410305") == "洛阳涧西区"
    assert now.full_name("4101Z1") == "郑州航空港区"


def test_every_county_has_schools_inspectors_and_institutions(demo_connection: Connection) -> None:
    for relation, least in ((t.school, 5), (t.inspector, 1), (t.institution, 2)):
        grouped = select(func.count()).select_from(relation).group_by(relation.c.area_code)
        numbers = list(demo_connection.scalars(grouped))
        assert len(numbers) == 165
        assert min(numbers) >= least


def test_names_are_of_places_and_kinds_never_of_people(demo_connection: Connection) -> None:
    areas = read_areas(demo_connection, CUTOFF)
    kinds = "小学|初级中学|中学|实验学校|学校|教学点"
    schools = demo_connection.execute(select(t.school.c.area_code, t.school.c.name)).all()
    place = r"[\u4e00-\u9fff]{2}"
    form = re.compile(
        rf"(实验小学|第[一二三四五六七八九十]{{1,2}}({kinds})|{place}(镇|乡|街道)(中心小学|初级中学|{place}({kinds}))"
        rf"|{place}[路街]({kinds})|{place}({kinds}))"
    )
    for area_code, name in schools:
        prefix = "济源市" if area_code == "419001" else areas[area_code].name
        assert form.fullmatch(name.split(prefix, 1)[1]), name
    assert len({tuple(row) for row in schools}) == len(schools)
    summaries = set(demo_connection.scalars(select(t.problem.c.summary).distinct()))
    assert summaries <= {text for texts in SUMMARIES.values() for text in texts}


def test_self_reports_are_better_than_what_visits_find(demo_connection: Connection) -> None:
    assessment = read_assessment(demo_connection, Quarter(2022, 4), CUTOFF, with_previous=False)
    for reported, visited in (("2.1", "2.2"), ("3.2", "3.3"), ("4.1", "4.5"), ("5.1", "5.2")):
        said, found = (assessment.indicator("410000", each).value for each in (reported, visited))
        assert 0.97 <= said <= 1.0
        assert 0.6 <= found <= 0.95
    assert 0.85 <= assessment.indicator("410000", "6.1").value <= 0.95


def test_units_are_spread_over_the_bands_and_the_province_improves(demo_connection: Connection) -> None:
    first = read_assessment(demo_connection, Quarter(2022, 1), date(2022, 3, 31), with_previous=False)
    last = read_assessment(demo_connection, Quarter(2022, 4), CUTOFF, with_previous=False)
    totals = last.totals.set_index("area_code").loc[[unit.area_code for unit in last.areas.units]]
    assert set(totals["band"]) == {"优", "良", "中", "差"}
    assert totals["score"].between(40, 99).all()
    province = [each.totals.set_index("area_code")["score"]["410000"] for each in (first, last)]
    assert 2 <= province[1] - province[0] <= 12


def test_reported_schools_are_those_registered_on_the_day_without_teaching_points(demo_connection: Connection) -> None:
    reported = t.reported_count.c
    wanted = (reported.quarter == "2022Q4", reported.measure == "schools", reported.revision == 1)
    query = select(reported.area_code, reported.value, civil_day(reported.reported_at)).where(*wanted)
    rows = demo_connection.execute(query).all()
    school = t.school.c
    assert len(rows) == 165 - 14
    for area_code, value, day in rows:
        there = (school.opened_on <= day, (school.closed_on.is_(None)) | (school.closed_on > day))
        counted = select(func.count()).where(school.area_code == area_code, school.stage != "教学点", *there)
        assert demo_connection.scalar(counted) == value


def test_every_reported_measure_of_the_scheme_is_reported(demo_connection: Connection) -> None:
    assessment = read_assessment(demo_connection, Quarter(2022, 4), CUTOFF, with_previous=False)
    measures = set(demo_connection.scalars(select(t.reported_count.c.measure).distinct()))
    assert measures == {measure.code for measure in assessment.scheme.reported_measures}
