"""Contract databases with hand-made rows, the same on SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, Engine, Table, insert, text

from data_access.shared.engine import open_database, open_writer
from data_access.shared.reading import connected
from data_access.shared.tables import area, metadata, school

AREAS = [
    ("410000", "河南省", "河南", "province", "省", None),
    ("410100", "郑州市", "郑州", "city", "省辖市", "410000"),
    ("410181", "巩义市", "巩义", "county", "省直管市", "410000"),
    ("410102", "中原区", "中原", "county", "市辖区", "410100"),
    ("410103", "二七区", "二七", "county", "市辖区", "410100"),
]

Rows = list[dict[str, object]]
Write = Callable[..., None]


def at(text: str) -> datetime:
    """Return a UTC moment such as `2022-12-20 15:59:59`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture(params=["sqlite", "postgresql"])
def contract_url(request: pytest.FixtureRequest, tmp_path) -> str:
    """Return the URL of an empty contract database, once on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'contract.sqlite'}"
    else:
        url = request.getfixturevalue("postgres_url")
    engine = open_writer(url)
    metadata.create_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def write(contract_url: str) -> Iterator[Write]:
    """Return a function that adds rows of one relation: write(visit, {...}, {...})."""
    engine = open_writer(contract_url)

    def add(table: Table, *rows: dict[str, object]) -> None:
        with engine.begin() as connection:
            for row in rows:
                connection.execute(insert(table).values(row))

    yield add
    engine.dispose()


def alter(url: str, *statements: str) -> None:
    """Run statements as the owner of a contract database would."""
    engine = open_writer(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def places(write: Write) -> None:
    """Write the areas and one school, open since 2010, in each county."""
    names = ("area_code", "name", "short_name", "level", "kind", "parent_code")
    for order, values in enumerate(AREAS):
        row = dict(zip(names, values, strict=True))
        write(area, row | {"map_code": values[0], "sort_order": order, "valid_from": on("2014-01-01")})
    for code in ("410102", "410103", "410181"):
        write(school, a_school(f"S{code}", code))


def a_school(school_id: str, area_code: str, **changes: object) -> dict[str, object]:
    row = {"school_id": school_id, "area_code": area_code, "name": f"{school_id}小学", "stage": "小学", "pupils": 500}
    return row | {"opened_on": on("2010-09-01")} | changes


def a_visit(visit_id: str, school_id: str, day: str, **changes: object) -> dict[str, object]:
    flags = {"patrol": True, "lesson": False, "survey": False, "interview": False, "unannounced": False}
    row = {"visit_id": visit_id, "school_id": school_id, "level": "county", "visited_on": on(day), "problems_found": 0}
    return row | flags | {"recorded_at": at(f"{day} 08:00:00"), "visit_type": "经常性"} | changes


def a_complaint(complaint_id: str, received: str, **changes: object) -> dict[str, object]:
    row = {"complaint_id": complaint_id, "area_code": "410102", "channel": "省级平台", "category_code": "12"}
    return row | {"subject": "机构", "received_at": at(received), "priority": False} | changes


def a_problem(problem_id: str, raised: str, due: str, **changes: object) -> dict[str, object]:
    row = {
        "problem_id": problem_id,
        "area_code": "410102",
        "category_code": "3",
        "source": "督学到校",
        "severity": "一般",
    }
    return row | {"summary": "作业公示不及时", "raised_on": on(raised), "due_on": on(due)} | changes


def an_institution(institution_id: str, **changes: object) -> dict[str, object]:
    row = {
        "institution_id": institution_id,
        "area_code": "410102",
        "name": f"{institution_id}培训学校",
        "kind": "学科类",
    }
    flags = {"in_baseline": True, "online": False, "licence_only": False, "prepaid": True, "stage": "义务教育"}
    return row | flags | {"registered_on": on("2018-01-01")} | changes


@pytest.fixture
def reader(contract_url: str) -> Iterator[Engine]:
    engine = open_database(contract_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(reader: Engine) -> Iterator[Connection]:
    """Return a read-only connection; write first, it sees what is there when it reads."""
    with connected(reader) as opened:
        yield opened


@pytest.fixture
def demo_connection(demo_url: str) -> Iterator[Connection]:
    """Return a read-only connection to a small demo."""
    engine = open_database(demo_url)
    with connected(engine) as opened:
        yield opened
    engine.dispose()
