"""The database away: pages go on with what was read, say so with time and reason, and come back by themselves."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from streamlit.testing.v1 import AppTest

from bulletin.watermark import mark_pages
from components import outage_store, store, watching, word_download
from data_access import settings
from data_access.shared.rights import refuse_writer
from supervision.faults import AccountCanWrite, DatabaseAway
from supervision.periods import Quarter
from tests.fault_proxy import Fault, FaultProxy, relaying
from tests.pages.opening import BULLETIN, OVERVIEW, ROWS, SCHOOL, SCORECARD, go_to, open_page, said
from tests.serving import running_dashboard

AWAY = "数据库暂时不可用"
MOST_SECONDS = 8.0
"""The wait that no page may exceed; the benchmark measures the three seconds that are promised of the first."""
BACK_SECONDS = 30.0
# What a reading account must not be able to do; each is refused by the database itself.
FORBIDDEN = (
    "create table own (one int)",
    "create temporary table own (one int)",
    "update visit set problems_found = 0",
    "delete from visit",
    "truncate visit",
    "insert into area select * from area",
    "drop table visit",
    "alter table visit add column one int",
    "create index own on visit (school_id)",
    "copy visit to program 'true'",
    "select pg_read_file('/etc/hostname')",
    "select * from pg_authid",
    "create role own",
    "create schema own",
)


@pytest.fixture(scope="session")
def reader_url(demo_postgres_url: str) -> Iterator[str]:
    """Return the address of the demo in PostgreSQL for an account that may only read."""
    admin = create_engine(demo_postgres_url, isolation_level="AUTOCOMMIT")
    name = make_url(demo_postgres_url).database
    with admin.connect() as connection:
        for statement in (
            "create role page_reader login nosuperuser nocreatedb nocreaterole noinherit",
            "grant usage on schema public to page_reader",
            "grant select on all tables in schema public to page_reader",
            f"revoke temporary on database {name} from public",
        ):
            connection.execute(text(statement))
    # Another test counts the connections of this database.
    admin.dispose()
    yield make_url(demo_postgres_url).set(username="page_reader").render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text("drop owned by page_reader"))
        connection.execute(text("drop role page_reader"))
    admin.dispose()


def let_go() -> None:
    """Close the dashboard's connections, also those of a look that is still under way."""
    for thread in threading.enumerate():
        if thread.name == "watching":
            thread.join(timeout=20)
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()


@pytest.fixture
def proxy(reader_url: str, use: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """Use that demo behind a relay that can fail, and look at it on every page."""
    st.cache_data.clear()
    st.cache_resource.clear()
    monkeypatch.setattr(watching, "FRESH_SECONDS", 0)
    monkeypatch.setattr(watching, "AGAIN_SECONDS", 0.2)
    with relaying(make_url(reader_url).port or 5432) as relay:
        use(make_url(reader_url).set(port=relay.port).render_as_string(hide_password=False))
        yield relay
        let_go()


def opened_in_time(page: str = OVERVIEW) -> AppTest:
    began = time.monotonic()
    app = open_page(page)
    assert time.monotonic() - began < MOST_SECONDS
    assert not app.exception
    return app


def forget_everything() -> None:
    """Be a server that has just started."""
    let_go()
    st.cache_data.clear()
    st.cache_resource.clear()


def figures(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "分" in each.value and AWAY not in each.value]


@pytest.mark.parametrize("fault", [each for each in Fault if each is not Fault.NONE], ids=lambda each: each.name)
def test_a_page_opened_before_stays_useful_and_says_since_when_and_why(proxy: FaultProxy, fault: Fault):
    before = open_page(OVERVIEW)
    assert AWAY not in said(before)
    proxy.refuse()
    proxy.accept()
    proxy.fault = fault
    app = opened_in_time()
    notice = "".join(each.value for each in app.warning if AWAY in each.value)
    # A server that trickles may still answer the one question in time; then nothing is old.
    assert "读取的数据" in notice or fault is Fault.TRICKLE
    assert not notice or any(reason in notice for reason in ("超时", "连接"))
    assert not app.error
    assert figures(app) == figures(before)
    if notice:
        # Nobody waits a second time.
        began = time.monotonic()
        go_to(app, SCORECARD)
        assert time.monotonic() - began < MOST_SECONDS
    proxy.fault = Fault.NONE
    deadline = time.monotonic() + BACK_SECONDS
    while AWAY in said(app := open_page(OVERVIEW)):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    assert not app.error


def test_a_version_that_nothing_was_read_under_falls_back_to_the_one_before(
    proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
):
    before = open_page(OVERVIEW)
    store.keep_last_good(Quarter(2022, 4), date(2022, 12, 20))
    monkeypatch.setattr(watching, "LAPSE_SECONDS", 0)
    store.data_version()
    proxy.refuse()
    app = open_page(OVERVIEW)
    assert any(AWAY in each.value for each in app.warning)
    assert figures(app) == figures(before)


def test_rows_that_nobody_read_before_are_an_outage_and_neither_nothing_nor_old(proxy: FaultProxy):
    open_page(OVERVIEW)
    proxy.refuse()
    app = open_page(ROWS)
    assert not app.exception
    assert any("此前没有读取过" in each.value and "故障编号" in each.value for each in app.error)
    assert "没有数据" not in said(app)
    assert "数据未更新" not in said(app)


def test_slow_answers_do_not_add_up_on_a_page(proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch):
    open_page(OVERVIEW)
    # Nobody has looked yet: the page finds out by itself.
    monkeypatch.setattr(watching, "FRESH_SECONDS", 60)
    proxy.fault = Fault.LATE
    began = time.monotonic()
    app = open_page(SCHOOL, quarter="2022Q2", cutoff="2022-06-03")
    assert time.monotonic() - began < MOST_SECONDS
    assert any("故障编号" in each.value for each in app.error)
    began = time.monotonic()
    assert AWAY in said(open_page(OVERVIEW, quarter="2022Q2", cutoff="2022-06-03"))
    assert time.monotonic() - began < MOST_SECONDS
    proxy.fault = Fault.NONE


def test_nothing_is_made_or_issued_on_old_data(proxy: FaultProxy):
    open_page(OVERVIEW)
    open_page(BULLETIN)
    proxy.refuse()
    app = open_page(BULLETIN)
    assert any("生成通报须待数据库恢复" in each.value for each in app.error)
    assert not [each for each in app.get("download_button") if "通报" in str(each.proto.label)]


def test_a_file_asked_for_after_the_database_went_away_is_not_made_of_what_was_read_before(proxy: FaultProxy):
    made: list[str] = []
    word_download._marked(mark_pages, lambda: made.append("live") or b"", "")
    app = open_page(BULLETIN, step="核对文件").button(key="make_review").click().run(timeout=60)
    assert [each.proto.label[:5] for each in app.get("download_button")] == ["下载核对稿"]
    proxy.refuse()
    with pytest.raises(DatabaseAway, match="生成文件须待数据库恢复"):
        word_download._marked(mark_pages, lambda: made.append("old") or b"", "")
    assert made == ["live"]
    app.button(key="make_review").click().run(timeout=60)
    assert any("生成核对稿须待数据库恢复" in each.value for each in app.error)


def test_a_server_that_starts_while_the_database_is_away_shows_the_last_assessment(proxy: FaultProxy):
    before = open_page(OVERVIEW)
    store.keep_last_good(Quarter(2022, 4), date(2022, 12, 20))
    proxy.refuse()
    forget_everything()
    app = opened_in_time()
    assert any(AWAY in each.value for each in app.warning)
    assert figures(app) == figures(before)
    settings.last_good_file().write_bytes(settings.last_good_file().read_bytes().replace("郑州".encode(), b"??????"))
    forget_everything()
    assert any("数据库连接故障" in each.value for each in open_page(OVERVIEW).error)


def test_an_account_that_can_write_is_not_served(demo_postgres_url: str, use: Callable[[str], None]):
    use(demo_postgres_url)
    app = open_page(OVERVIEW)
    let_go()
    assert any("可以修改共享数据库" in each.value for each in app.error)
    assert not app.metric
    assert len(app.dataframe) == 0


def test_a_server_with_an_account_that_can_write_does_not_start(demo_postgres_url: str, tmp_path: Path):
    begins = running_dashboard(demo_postgres_url, tmp_path / "log")
    with pytest.raises(RuntimeError, match=r"可以修改共享数据库[\s\S]*startup failed"):
        begins.__enter__()


@pytest.mark.parametrize(
    "right",
    [
        "grant update (problems_found) on visit to page_reader",
        "grant create on schema public to page_reader",
        "grant create on database {database} to page_reader",
        "grant pg_write_server_files to page_reader",
        "grant page_writer to page_reader",
    ],
)
def test_a_right_to_write_that_hides_is_found(reader_url: str, demo_postgres_url: str, right: str):
    admin, reader = create_engine(demo_postgres_url), create_engine(reader_url)
    right = right.format(database=make_url(demo_postgres_url).database)
    with admin.begin() as connection:
        connection.execute(text("create role page_writer nologin"))
        connection.execute(text("grant delete on visit to page_writer"))
        connection.execute(text(right))
    try:
        with reader.connect() as connection, pytest.raises(AccountCanWrite):
            refuse_writer(connection)
    finally:
        with admin.begin() as connection:
            for undo in (
                right.replace("grant", "revoke", 1).replace(" to page_reader", " from page_reader"),
                "drop owned by page_writer",
                "drop role page_writer",
            ):
                connection.execute(text(undo))
        with reader.connect() as connection:
            refuse_writer(connection)
        admin.dispose()
        reader.dispose()


def test_the_next_run_of_an_open_page_is_live_again(proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch):
    open_page(OVERVIEW)
    proxy.refuse()
    app = open_page(OVERVIEW)
    assert AWAY in said(app)
    proxy.accept()
    deadline = time.monotonic() + BACK_SECONDS
    while AWAY in said(app := app.run()):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    assert not app.exception


def test_the_reading_account_is_served_and_the_database_refuses_it_everything_else(
    reader_url: str, use: Callable[[str], None]
):
    use(reader_url)
    assert not open_page(OVERVIEW).error
    let_go()
    engine = create_engine(reader_url)
    refused = []
    for statement in FORBIDDEN:
        with engine.connect() as connection:
            try:
                connection.execute(text(statement))
            except DBAPIError as fault:
                refused.append(str(fault.orig))
    engine.dispose()
    assert len(refused) == len(FORBIDDEN)
    assert sum("denied" in why or "owner" in why for why in refused) >= 12
