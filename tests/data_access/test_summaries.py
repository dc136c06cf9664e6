"""Summaries say what the rows say, or are left alone: set up by the printed SQL on both engines."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from data_access.__main__ import main
from data_access.demo.builder import build_demo
from data_access.shared.assessments import read_assessment
from data_access.shared.coverage import read_coverage
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from data_access.shared.summaries import definition
from data_access.shared.summary_tables import DEFINITION, SummaryState, read_summary_state
from data_access.shared.visiting import read_visit_days
from supervision.periods import Quarter
from tests.postgres import run_script

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
Found = dict[str, pd.DataFrame]
CHANGES = (
    "delete from visit where visited_on = '2022-11-09';",
    "update visit set homework_design = '不达标' where visited_on = '2022-10-12';",
    "update school set closed_on = '2022-10-01' where area_code = '410102';",
    "insert into visit select visit_id || '-2', school_id, inspector_id, level, visited_on, recorded_at, patrol,"
    " lesson, survey, interview, visit_type, unannounced, minutes, evidence_count, homework_design, homework_time,"
    " after_school, after_school_quality, problems_found from visit where visited_on = '2022-11-10';",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, demo_url: str, tmp_path: Path) -> str:
    """Return the URL of a small demo that the test may change."""
    if request.param == "sqlite":
        path = tmp_path / "own.sqlite"
        shutil.copy(demo_url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    url = request.getfixturevalue("postgres_url")
    build_demo(url, scale=0.01)
    return url


def printed(url: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return what the command prints for the database's engine."""
    assert main(["summaries", make_url(url).get_backend_name(), *options]) == 0
    return capsys.readouterr().out


def read(url: str) -> tuple[Found, SummaryState, str]:
    """Return every figure that may come from a summary, the state of these, and the SQL that was asked."""
    asked: list[str] = []
    engine = open_database(url)
    event.listen(engine, "before_cursor_execute", lambda *of: asked.append(of[2]))
    with connected(engine) as connection:
        state = read_summary_state(connection)
        assessment = read_assessment(connection, QUARTER, CUTOFF, with_previous=False)
        found = {
            "indicators": assessment.indicators,
            "totals": assessment.totals,
            "days": read_visit_days(connection, QUARTER.starts_on, CUTOFF, entry_days=3),
            "whole month": read_coverage(connection, date(2022, 11, 1), CUTOFF),
            "open month": read_coverage(connection, date(2022, 12, 1), CUTOFF),
        }
    engine.dispose()
    return found, state, "\n".join(asked)


def assert_same(found: Found, expected: Found) -> None:
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


@pytest.fixture
def with_summaries(url: str, capsys: pytest.CaptureFixture[str]) -> str:
    run_script(url, printed(url, capsys))
    return url


def test_without_summaries_the_rows_are_counted(url: str):
    _, state, asked = read(url)
    assert state is SummaryState.ABSENT
    assert "visit_day" not in asked.replace("visit_days", "")


def test_summaries_say_what_the_rows_say(url: str, capsys: pytest.CaptureFixture[str]):
    expected, _, _ = read(url)
    run_script(url, printed(url, capsys))
    found, state, asked = read(url)
    assert state is SummaryState.CURRENT
    assert "FROM visit_day" in asked
    assert "FROM coverage_month" in asked
    assert_same(found, expected)


def test_any_change_lets_the_rows_be_counted_until_the_refresh(with_summaries: str, capsys: pytest.CaptureFixture[str]):
    refresh = printed(with_summaries, capsys, "--refresh")
    before, state, _ = read(with_summaries)
    for change in CHANGES:
        assert state is SummaryState.CURRENT
        run_script(with_summaries, change)
        changed, state, asked = read(with_summaries)
        assert state is SummaryState.OUTDATED, change
        assert "FROM visit_day" not in asked
        assert not all(changed[name].equals(before[name]) for name in before), f"{change}: seen at once"
        run_script(with_summaries, refresh)
        before, state, _ = read(with_summaries)
        assert_same(before, changed)


def test_the_definition_says_how_this_program_counts():
    assert definition() == DEFINITION, "the rules have changed: write the new hash, owners must set up anew"


def test_summaries_of_another_programs_rules_are_left_alone_until_they_are_made_anew(
    with_summaries: str, capsys: pytest.CaptureFixture[str]
):
    run_script(with_summaries, "update summary_definition set definition = 'another';")
    _, state, asked = read(with_summaries)
    assert state is SummaryState.FOREIGN
    assert "FROM visit_day" not in asked
    run_script(with_summaries, printed(with_summaries, capsys))
    assert read(with_summaries)[1] is SummaryState.CURRENT


def test_an_account_that_may_not_read_them_counts_the_rows(postgres_url: str, capsys: pytest.CaptureFixture[str]):
    build_demo(postgres_url, scale=0.01)
    run_script(postgres_url, printed(postgres_url, capsys))
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("create role reads_rows_only login"))
        connection.execute(text("grant select on all tables in schema public to reads_rows_only"))
        connection.execute(text("revoke select on coverage_month from reads_rows_only"))
    try:
        own = make_url(postgres_url).set(username="reads_rows_only").render_as_string(hide_password=False)
        _, state, _ = read(own)
        assert state is SummaryState.ABSENT
    finally:
        with admin.connect() as connection:
            connection.execute(text("drop owned by reads_rows_only"))
            connection.execute(text("drop role reads_rows_only"))
        admin.dispose()


def test_a_name_that_is_no_name_is_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["summaries", "postgresql", "--into", "public; drop table visit"]) == 1
    assert "模式名" in capsys.readouterr().err
