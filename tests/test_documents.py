"""What the documents promise is so: the contract's tables, the dashboard's account, settings and commands."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from data_access.shared.areas import read_areas
from data_access.shared.engine import open_database
from data_access.shared.quarters import read_quarters
from data_access.shared.reading import connected
from data_access.shared.tables import area, metadata, reported_count, visit
from docs.make_database import render
from supervision.periods import Quarter
from tests.data_access.conftest import AREAS, a_visit, at, on

ROOT = Path(__file__).resolve().parent.parent
DATABASE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
READER, IMPORTER = "dashboard_reader", "dashboard_importer"

FORBIDDEN = (
    "insert into reporting.visit (visit_id) values ('V2')",
    "update reporting.area set name = '别的'",
    "delete from reporting.visit",
    "truncate office.visit",
    "select * from office.visit",
    "insert into office.reported_count (area_code) values ('410102')",
    "create table reporting.mine (a int)",
    "create table public.mine (a int)",
    "create temporary table mine (a int)",
    "create schema mine",
    "drop view reporting.visit",
    "alter role dashboard_reader superuser",
    "create role another",
    "copy reporting.area to program 'cat'",
    "copy (select 1) to '/tmp/stolen'",
    "select pg_read_file('/etc/passwd')",
    "select * from pg_authid",
    "select lo_create(0)",
)
REFUSED = "permission denied|must be (owner|superuser)"
SECRET = "only-here"  # noqa: S105 - of an account that lives for one test


def blocks() -> list[str]:
    """Return the SQL of docs/database.md, block by block in the order of the page."""
    return re.findall(r"```sql\n(.*?)```", DATABASE, re.DOTALL)


@pytest.fixture
def office(postgres_url: str) -> Iterator[Engine]:
    """Return the owner's engine of an office's database on which every statement of the page has been run."""
    engine = create_engine(postgres_url)
    in_office = engine.execution_options(schema_translate_map={None: "office"})
    with in_office.begin() as connection:
        connection.execute(text("create schema office"))
        tables = [table.to_metadata(metadata.__class__()) for table in metadata.sorted_tables]
        for table in tables:
            # The page's own statements make the indexes.
            table.indexes.clear()
            table.create(connection)
        _fill(connection)
        for block in blocks():
            connection.exec_driver_sql(block.replace("%", "%%"))
        for role in (READER, IMPORTER):
            connection.execute(text(f"alter role {role} password '{SECRET}'"))
    yield engine
    with engine.begin() as connection:
        for role in (READER, IMPORTER):
            connection.execute(text(f"drop owned by {role}"))
            connection.execute(text(f"drop role {role}"))
    engine.dispose()


def _fill(connection: Connection) -> None:
    for order, (code, name, short, level, kind, parent) in enumerate(AREAS):
        row = {"area_code": code, "name": name, "short_name": short, "level": level, "kind": kind}
        row |= {"parent_code": parent, "sort_order": order, "valid_from": on("2014-01-01")}
        connection.execute(area.insert(), [row])
    connection.execute(visit.insert(), [a_visit("V1", "S410102", "2022-11-02")])


def signed_in_as(engine: Engine, role: str) -> str:
    """Return the database's URL for another account."""
    return make_url(engine.url).set(username=role, password=SECRET).render_as_string(hide_password=False)


def test_the_contract_on_paper_is_the_contract_in_code():
    assert render(DATABASE) == DATABASE, "make documents"


def test_the_dashboard_reads_the_views_with_the_account_of_the_page(office: Engine):
    engine = open_database(signed_in_as(office, READER), schema="reporting")
    with connected(engine) as connection:
        areas, quarters = read_areas(connection, on("2022-12-20")), read_quarters(connection)
    engine.dispose()
    assert [place.area_code for place in areas.all] == [code for code, *_ in AREAS]
    assert quarters == (Quarter(2022, 4),)


def test_the_account_of_the_page_can_do_nothing_else(office: Engine):
    engine = create_engine(signed_in_as(office, READER), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # A session may switch its defaults off; what remains must be refused for want of rights.
        connection.execute(text("set default_transaction_read_only = off"))
        answers = {statement: _answer(connection, statement) for statement in FORBIDDEN}
    engine.dispose()
    assert {statement: said for statement, said in answers.items() if not re.search(REFUSED, said)} == {}


def _answer(connection: Connection, statement: str) -> str:
    try:
        connection.execute(text(statement))
    except ProgrammingError as refusal:
        return str(refusal)
    return "done"


def test_the_importer_adds_revisions_and_changes_none(office: Engine):
    engine = create_engine(signed_in_as(office, IMPORTER), isolation_level="AUTOCOMMIT")
    row = {"area_code": "410102", "quarter": "2022Q4", "measure": "schools", "revision": 1, "value": 20}
    row |= {"reported_at": at("2022-12-20 08:00:00"), "status": "已报"}
    in_office = engine.execution_options(schema_translate_map={None: "office"})
    with in_office.connect() as connection:
        connection.execute(reported_count.insert(), [row])
        for change in ("update office.reported_count set value = 0", "delete from office.reported_count"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                connection.execute(text(change))
        assert connection.execute(text("select value from office.reported_count")).scalar_one() == 20
    engine.dispose()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_setting_and_no_other(name: str):
    said = (ROOT / name).read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data_access").glob("*.py"))
    assert set(re.findall(r"DASHBOARD_[A-Z_]+", said)) == set(re.findall(r"DASHBOARD_[A-Z_]+", code))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_sends_nobody_to_a_command_or_file_that_is_not_there(name: str):
    said = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = set(re.findall(r"\bmake ([a-z]+)", said))
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", said) if "://" not in link}
    assert {"run", "test"} <= commands <= targets
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_package_installed_has_its_licence_named():
    pinned = set(
        re.findall(r"^([\w-]+)(?:\[\w+\])?==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"^\| ([\w-]+) \|", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(pinned) > 20
    assert pinned - named == set()
