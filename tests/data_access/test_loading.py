"""Days that PostgreSQL knows and Python does not: empty where they are read, listed by the check, in no figure."""

import pytest
from sqlalchemy import select, text

from data_access.shared.engine import open_writer
from data_access.shared.findings import read_findings
from data_access.shared.quarters import read_data_version, read_newest_day
from data_access.shared.reading import read_frame
from data_access.shared.tables import problem, visit
from tests.data_access.conftest import a_problem, a_visit, on

NEVER = ("infinity", "-infinity", "20000-01-01", "0044-03-15 BC")


def alter(url: str, statement: str, **values: str) -> None:
    engine = open_writer(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


@pytest.fixture(autouse=True)
def _only_postgresql(contract_url: str) -> None:
    if not contract_url.startswith("postgresql"):
        pytest.skip("SQLite keeps days as text")


@pytest.mark.parametrize("day", NEVER)
def test_such_a_day_is_empty_in_a_list_and_a_finding(contract_url, places, write, connection, day):
    write(problem, a_problem("p", "2022-12-01", "2022-12-15"))
    alter(contract_url, "update problem set due_on = cast(:day as date)", day=day)
    assert read_frame(connection, select(problem.c.due_on))["due_on"].to_list() == [None]
    assert ("p", "日期应写作 2022-03-05") in [(f.key, f.rule) for f in read_findings(connection)]


@pytest.mark.parametrize("moment", NEVER)
def test_such_a_moment_hides_no_later_change(contract_url, places, write, connection, moment):
    write(visit, a_visit("v", "S410102", "2022-12-01"))
    alter(contract_url, "update visit set recorded_at = cast(:moment as timestamptz)", moment=moment)
    before = read_data_version(connection)
    write(visit, a_visit("w", "S410102", "2022-12-02"))
    assert read_data_version(connection) != before
    assert read_newest_day(connection) == on("2022-12-02")
