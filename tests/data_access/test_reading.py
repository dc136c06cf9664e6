"""Engines that cannot write, faults that say what to do, areas and quarters as they stand."""

from datetime import date

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from data_access.shared.areas import read_areas
from data_access.shared.assessments import read_assessment
from data_access.shared.engine import open_database, open_writer
from data_access.shared.quarters import (
    read_data_version,
    read_has_data,
    read_is_demo,
    read_newest_day,
    read_quarters,
)
from data_access.shared.reading import connected
from data_access.shared.tables import area, complaint, reported_count, school, visit
from supervision.faults import ContractBroken, DatabaseAway, NoData
from supervision.periods import Quarter
from tests.data_access.conftest import a_complaint, a_visit, at, on

FORBIDDEN = [
    "insert into area values ('1','1','1','county','县',null,null,1,'2022-01-01',null)",
    "update school set pupils = 0",
    "delete from visit",
    "drop table problem",
    "create table scratch (x integer)",
    "alter table school add column note text",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_dashboards_connection_cannot_write(connection, statement):
    with pytest.raises(DBAPIError):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:wrong@127.0.0.1:1/none",
        "sqlite:////no/such/folder/file.sqlite",
        "not a url",
        "oracle+nothing://x",
    ],
)
def test_a_database_that_is_away_gives_a_sentence_and_hides_the_cause(url):
    with pytest.raises(DatabaseAway) as caught, connected(open_database(url)):
        pass
    assert "nobody" not in caught.value.sentence
    assert "数据库" in caught.value.sentence


def test_a_file_that_is_no_database_is_said(tmp_path):
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"this is not a database, but long enough to look like one" * 20)
    engine = open_database(f"sqlite:///{path}")
    with pytest.raises(ContractBroken, match="已损坏"), connected(engine) as connection:
        read_quarters(connection)
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "name"), [("drop table visit", "visit"), ("alter table school drop column pupils", "pupils")]
)
def test_a_missing_relation_or_column_is_named(contract_url, connection, places, write, statement, name):
    write(visit, a_visit("v", "S410102", "2022-10-01"))
    engine = open_writer(contract_url)
    with engine.begin() as writing:
        writing.execute(text(statement))
    engine.dispose()
    with pytest.raises(ContractBroken, match=name):
        read_assessment(connection, Quarter(2022, 4), date(2022, 12, 20))


def test_an_empty_database_has_no_quarters_and_says_so(connection):
    assert read_quarters(connection) == ()
    assert read_newest_day(connection) is None
    assert read_is_demo(connection) is False
    with pytest.raises(NoData, match="没有2022年第四季度的数据"):
        read_assessment(connection, Quarter(2022, 4), date(2022, 12, 20))


def test_only_quarters_with_data_are_offered(write, places, connection):
    write(visit, a_visit("v", "S410102", "2022-01-31"))
    # 16:30 UTC on 30 June is already July in Shanghai.
    write(complaint, a_complaint("c", "2022-06-30 16:30:00"))
    assert read_quarters(connection) == (Quarter(2022, 1), Quarter(2022, 3))
    assert read_newest_day(connection) == date(2022, 7, 1)
    assert read_has_data(connection, Quarter(2022, 1))
    assert not read_has_data(connection, Quarter(2022, 2))


def test_a_date_of_the_far_future_opens_no_quarter(write, places, connection):
    write(visit, a_visit("v", "S410102", "2022-01-31"), a_visit("slip", "S410102", "2202-01-31"))
    assert read_quarters(connection) == (Quarter(2022, 1),)


def test_a_province_direct_county_changes_its_parent_on_a_day(write, places, connection):
    later = {"area_code": "410181", "name": "巩义市", "short_name": "巩义", "level": "county", "kind": "县级市"}
    write(
        area, later | {"parent_code": "410100", "map_code": "410181", "sort_order": 2, "valid_from": on("2023-01-01")}
    )
    before, after = read_areas(connection, date(2022, 12, 31)), read_areas(connection, date(2023, 1, 1))
    assert [a.area_code for a in before.units] == ["410100", "410181"]
    assert [a.area_code for a in after.units] == ["410100"]
    assert [a.area_code for a in after.children("410100")] == ["410181", "410102", "410103"]


def test_the_data_version_changes_when_a_row_comes(write, places, contract_url):
    def version():
        engine = open_database(contract_url)
        with connected(engine) as connection:
            found = read_data_version(connection)
        engine.dispose()
        return found

    before = version()
    assert version() == before
    write(visit, a_visit("v", "S410102", "2022-01-31"))
    assert version() != before


def test_a_schema_may_hold_the_contract(postgres_url):
    engine = open_writer(postgres_url)
    with engine.begin() as connection:
        connection.execute(text('create schema "督导 数据"'))
        school.metadata.create_all(connection.execution_options(schema_translate_map={None: "督导 数据"}))
        connection.execute(text('set search_path = "督导 数据"'))
        connection.execute(insert(complaint).values(a_complaint("c", "2022-06-30 02:00:00")))
    engine.dispose()
    reader = open_database(postgres_url, schema="督导 数据")
    with connected(reader) as connection:
        assert read_quarters(connection) == (Quarter(2022, 2),)
    reader.dispose()


def test_moments_are_read_alike_on_both_engines(write, places, connection):
    key = {"area_code": "410102", "quarter": "2022Q4", "measure": "schools", "revision": 1}
    write(reported_count, key | {"value": 1, "reported_at": at("2022-12-10 01:02:03"), "status": "已报"})
    assert read_newest_day(connection) == date(2022, 12, 10)
