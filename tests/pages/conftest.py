"""Databases a page may meet, and caches that no test inherits from one with another database."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import create_engine, insert, text

from components import sign_in
from components.sign_in import LOCAL, acting_as
from data_access.shared.engine import open_writer
from data_access.shared.tables import area, metadata, school, visit
from supervision.permissions import Account
from tests.pages.opening import ACCOUNTS

Alter = Callable[..., str]


@pytest.fixture(autouse=True)
def _clean_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    # Nobody writes to these: what was read of them serves the next test as it serves the next visitor.
    if not {"demo", "altered_once"} & set(request.fixturenames):
        st.cache_data.clear()
        st.cache_resource.clear()


@pytest.fixture(autouse=True)
def _local() -> Iterator[None]:
    """Let a test prepare the store outside a page's run as whoever sits here; pages judge for themselves."""
    with acting_as(LOCAL):
        yield


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the sign-in know the accounts of `opening.as_account` by what the identity provider says of the visitor."""

    def account() -> Account:
        return sign_in._ACTING.get() or ACCOUNTS.get(str(st.user.get("sub"))) or sign_in.LOCAL

    monkeypatch.setattr(sign_in, "account", account)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that points the dashboard to a database."""
    return lambda url: monkeypatch.setenv("DASHBOARD_DATABASE_URL", url)


@pytest.fixture
def demo(use: Callable[[str], None], demo_url: str) -> str:
    """Use the small demo; return its URL."""
    use(demo_url)
    return demo_url


@pytest.fixture
def empty(use: Callable[[str], None], tmp_path: Path) -> str:
    """Use a database that has every relation of the contract and not one row."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    engine = open_writer(url)
    metadata.create_all(engine)
    engine.dispose()
    use(url)
    return url


@pytest.fixture
def altered(use: Callable[[str], None], demo_url: str, tmp_path: Path) -> Alter:
    """Return a function that uses a copy of the demo after some statements: altered("delete from visit")."""

    def alter(*statements: str, **values: str) -> str:
        url = copy_altered(demo_url, tmp_path / "altered.sqlite", statements, values)
        use(url)
        return url

    return alter


@pytest.fixture(scope="module")
def copies(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Alter:
    """Return a function that gives the one copy of the demo after some statements."""
    folder, made = tmp_path_factory.mktemp("copies"), {}

    def copy(*statements: str, **values: str) -> str:
        asked = (statements, tuple(sorted(values.items())))
        if asked not in made:
            made[asked] = copy_altered(demo_url, folder / f"{len(made)}.sqlite", statements, values)
        return made[asked]

    return copy


@pytest.fixture
def altered_once(use: Callable[[str], None], copies: Alter) -> Callable[..., None]:
    """Return `altered` for tests that ask the same of many pages: one copy, whose caches go along from page to page."""
    return lambda *statements, **values: use(copies(*statements, **values))


def copy_altered(demo_url: str, path: Path, statements: Sequence[str], values: Mapping[str, str]) -> str:
    """Return the URL of a copy of the demo after some statements, with values by their names."""
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), {name: values[name] for name in values if f":{name}" in statement})
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture
def one_visit(empty: str) -> str:
    """Use a database with a province, a city without counties, a county with one school, and one visit to it."""
    engine = open_writer(empty)
    since = date(2014, 1, 1)
    places = [
        ("410000", "河南省", "河南", "province", "省", None),
        ("410100", "郑州市", "郑州", "city", "省辖市", "410000"),
        ("410102", "中原区", "中原", "county", "市辖区", "410100"),
        ("410200", "开封市", "开封", "city", "省辖市", "410000"),
    ]
    names = ("area_code", "name", "short_name", "level", "kind", "parent_code")
    with engine.begin() as connection:
        for order, place in enumerate(places):
            row = dict(zip(names, place, strict=True))
            connection.execute(
                insert(area).values(row | {"map_code": place[0], "sort_order": order, "valid_from": since})
            )
        connection.execute(
            insert(school).values(
                school_id="S1", area_code="410102", name="一小", stage="小学", pupils=500, opened_on=date(2010, 9, 1)
            )
        )
        connection.execute(
            insert(visit).values(
                visit_id="V1",
                school_id="S1",
                level="county",
                visited_on=date(2022, 11, 3),
                visit_type="经常性",
                patrol=True,
                lesson=False,
                survey=False,
                interview=False,
                unannounced=False,
                problems_found=0,
                recorded_at=datetime(2022, 11, 3, 8, tzinfo=UTC),
            )
        )
    engine.dispose()
    return empty
