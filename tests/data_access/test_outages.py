"""A database that fails in every way known: no reader waits over eight seconds, and no connection is left behind."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from data_access.shared.cutting import CONNECT_SECONDS, limit_waiting
from data_access.shared.engine import open_database
from data_access.shared.reading import connected, read_frame, read_together
from data_access.shared.tables import school
from supervision.faults import DatabaseAway
from tests.fault_proxy import Fault, FaultProxy, relaying

LONGEST = 8.0
FAULTS = 200
SCHOOLS = select(func.count()).select_from(school)
MANY_SCHOOLS = select(school)


@pytest.fixture
def proxy(demo_postgres_url: str) -> Iterator[FaultProxy]:
    with relaying(make_url(demo_postgres_url).port or 5432) as relay:
        yield relay


@pytest.fixture
def engine(demo_postgres_url: str, proxy: FaultProxy) -> Iterator[Engine]:
    """Return the dashboard's engine on a server behind the relay."""
    url = make_url(demo_postgres_url).set(port=proxy.port).render_as_string(hide_password=False)
    found = open_database(url)
    yield found
    found.dispose()


def seconds_until_away(engine: Engine, query=SCHOOLS) -> float:
    """Return how long a reader waits until it is told that the database is away."""
    began = time.monotonic()
    with pytest.raises(DatabaseAway), connected(engine) as connection:
        read_frame(connection, query)
    return time.monotonic() - began


def reads(engine: Engine) -> bool:
    with connected(engine) as connection:
        return read_frame(connection, SCHOOLS).iloc[0, 0] > 0


def own_connections(engine: Engine, server: Engine) -> int:
    """Return how many connections the server holds for the dashboard's engine, by its time zone and read-only mode."""
    with server.connect() as connection:
        asked = text("select count(*) from pg_stat_activity where datname = :name and pid <> pg_backend_pid()")
        return int(connection.execute(asked, {"name": engine.url.database}).scalar_one())


def assert_none_left_behind(engine: Engine, direct_url: str) -> None:
    """The pool has lent nothing, and the server holds one connection at most."""
    assert engine.pool.checkedout() == 0
    direct = open_database(direct_url)
    deadline = time.monotonic() + LONGEST
    while own_connections(engine, direct) > 1 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert own_connections(engine, direct) <= 1
    direct.dispose()


@pytest.mark.parametrize(
    ("fault", "is_warm"),
    [
        (Fault.SILENT_ACCEPT, False),
        (Fault.SILENT_AFTER_CONNECT, False),
        (Fault.SILENT_AFTER_CONNECT, True),
        (Fault.RESET_IN_RESULT, True),
        (Fault.TRICKLE, True),
    ],
)
def test_no_reader_waits_longer_than_eight_seconds_and_the_next_reads_again(
    engine: Engine, proxy: FaultProxy, demo_postgres_url: str, fault: Fault, is_warm: bool
):
    if is_warm:
        assert reads(engine)
    proxy.fault = fault
    assert seconds_until_away(engine, MANY_SCHOOLS) < LONGEST
    proxy.fault = Fault.NONE
    assert reads(engine)
    assert_none_left_behind(engine, demo_postgres_url)


def test_a_closed_port_is_told_at_once_and_an_opened_one_read_again(engine: Engine, proxy: FaultProxy):
    assert reads(engine)
    proxy.refuse()
    assert seconds_until_away(engine) < CONNECT_SECONDS
    proxy.accept()
    assert reads(engine)


def test_a_slow_query_ends_in_time_and_the_server_ends_it_too(engine: Engine):
    began = time.monotonic()
    with pytest.raises(DatabaseAway, match="超时"), connected(engine) as connection:
        read_frame(connection, select(func.pg_sleep(30).label("slept")))
    assert time.monotonic() - began < LONGEST
    assert reads(engine)


def test_late_answers_do_not_add_up_beyond_eight_seconds(engine: Engine, proxy: FaultProxy):
    assert reads(engine)
    proxy.fault = Fault.LATE
    began = time.monotonic()
    with connected(engine) as connection, pytest.raises(DatabaseAway):
        read_together(connection, [lambda own: read_frame(own, SCHOOLS)] * 40)
    assert time.monotonic() - began < LONGEST
    proxy.fault = Fault.NONE
    assert reads(engine)


def test_two_connections_of_one_reader_share_its_time_and_end_together(engine: Engine):
    nap = select(func.pg_sleep(2.5).label("slept"))
    began = time.monotonic()
    with connected(engine) as connection:
        read_frame(connection, nap)
        with pytest.raises(DatabaseAway):
            read_together(connection, [lambda own: read_frame(own, nap)] * 8)
    assert time.monotonic() - began < LONGEST - 1
    assert reads(engine)


def test_who_takes_a_connection_of_the_pool_has_time_of_its_own_and_our_store_is_held_by_the_statement(
    demo_postgres_url: str,
):
    engine = create_engine(demo_postgres_url, pool_size=1, max_overflow=0)
    limit_waiting(engine, 0.5, reader_seconds=0.8)
    nap = text("select pg_sleep(0.3)")
    for _ in range(5):
        with engine.connect() as connection:
            connection.execute(nap)
    with engine.connect() as connection:
        connection.execute(nap)
        connection.execute(nap)
        with pytest.raises(OperationalError):
            connection.execute(nap)
    engine.dispose()
    store = create_engine(demo_postgres_url)
    limit_waiting(store, 0.5)
    with store.connect() as connection:
        for _ in range(5):
            connection.execute(nap)
    store.dispose()


def test_a_connection_lost_between_two_statements_is_replaced_unnoticed(engine: Engine, proxy: FaultProxy):
    with connected(engine) as connection:
        assert read_frame(connection, SCHOOLS).iloc[0, 0] > 0
        proxy.refuse()
        proxy.accept()
        assert read_frame(connection, SCHOOLS).iloc[0, 0] > 0


def test_two_hundred_faults_leave_no_connection_behind(engine: Engine, proxy: FaultProxy, demo_postgres_url: str):
    for number in range(FAULTS):
        if number % 2:
            proxy.refuse()
            seconds_until_away(engine)
            proxy.accept()
        else:
            assert reads(engine)
            proxy.fault = Fault.RESET_IN_RESULT
            seconds_until_away(engine, MANY_SCHOOLS)
            proxy.fault = Fault.NONE
    assert reads(engine)
    assert_none_left_behind(engine, demo_postgres_url)
