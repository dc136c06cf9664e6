"""A primary with a hot standby behind one address: the primary dies, pages go on with live data, nothing is lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, text
from sqlalchemy.engine import make_url

from data_access.demo.builder import build_demo
from data_access.shared.engine import open_database
from data_access.shared.reading import connected, read_frame
from data_access.shared.tables import enforcement
from tests.benchmark.sessions import read_page
from tests.postgres import Cluster, primary_and_standby, reading_account
from tests.serving import running_dashboard

AWAY = "数据库暂时不可用".encode()
BACK_SECONDS = 10.0
LAST_ROW = {
    "enforcement_id": "written-last",
    "area_code": "410102",
    "acted_on": "2022-12-19",
    "people": 3,
    "institutions_checked": 7,
    "source": "巡查",
}


@pytest.fixture
def servers() -> Iterator[tuple[Cluster, Cluster, str]]:
    """Return a primary and its standby with the demo, and the address that names both for a reading account."""
    with primary_and_standby() as (primary, standby):
        build_demo(primary.url, scale=0.01)
        reader = make_url(reading_account(primary.url))
        both = f"127.0.0.1:{primary.port}", f"127.0.0.1:{standby.port}"
        address = reader.set(host=None, port=None, query={"host": both, "target_session_attrs": "any"})
        yield primary, standby, address.render_as_string(hide_password=False)


def write_last_row(primary: Cluster, standby: Cluster) -> None:
    """Write a row and wait until the standby has replayed it, as synchronous replication does for every commit."""
    engine = create_engine(primary.url)
    with engine.begin() as connection:
        connection.execute(insert(enforcement).values(LAST_ROW))
    with engine.connect() as connection:
        written = connection.execute(text("select pg_current_wal_lsn()")).scalar_one()
    engine.dispose()
    replica = create_engine(standby.url, isolation_level="AUTOCOMMIT")
    with replica.connect() as connection:
        for _ in range(100):
            if connection.execute(text("select pg_last_wal_replay_lsn() >= :at"), {"at": written}).scalar_one():
                break
            time.sleep(0.1)
    replica.dispose()


def holds_last_row(address: str) -> bool:
    engine = open_database(address)
    own = enforcement.select().where(enforcement.c.enforcement_id == LAST_ROW["enforcement_id"])
    with connected(engine) as connection:
        found = read_frame(connection, own)
    engine.dispose()
    return len(found) == 1


def test_the_primary_dies_and_pages_are_live_from_the_standby(servers: tuple[Cluster, Cluster, str], tmp_path: Path):
    primary, standby, address = servers
    with running_dashboard(address, tmp_path / "log") as server:
        assert AWAY not in read_page(server, "/")
        write_last_row(primary, standby)
        primary.kill()
        deadline = time.monotonic() + BACK_SECONDS
        # The first page after it may find its pooled connections dead and say so; then the standby answers.
        while AWAY in read_page(server, "/") or AWAY in read_page(server, "/coverage"):
            assert time.monotonic() < deadline, "no page came back from the standby"
            time.sleep(0.5)
        assert time.monotonic() < deadline, "pages came back from the standby too late"
        # What nobody has read before is read now, so these are live data and not what was kept.
        for page in ("/complaints", "/problems", "/scorecard"):
            assert AWAY not in read_page(server, page)
    assert holds_last_row(address), "what was committed before is there"
