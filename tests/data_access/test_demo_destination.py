"""Building a demo is all or nothing, and never over data that are not an earlier demo's."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from data_access.demo.builder import build_demo
from data_access.demo.notice import demo_notice
from data_access.shared.engine import open_writer
from data_access.shared.indexes import INDEXES
from data_access.shared.tables import area, school, visit
from supervision.faults import DatabaseAway, InputRejected
from tests.data_access.demo_opening import opened

SMALL = 0.01


def _seed_of(url: str) -> int:
    with opened(url) as connection:
        return int(connection.scalar(select(demo_notice.c.seed)))


def _stop_half_way(step: str, share: float) -> None:
    if share >= 0.4:
        raise KeyboardInterrupt


def test_empty_contract_tables_are_filled_and_indexed(contract_url) -> None:
    build_demo(contract_url, scale=SMALL, seed=1)
    assert _seed_of(contract_url) == 1
    catalogue = "sqlite_master where type = 'index'" if contract_url.startswith("sqlite") else "pg_indexes"
    column = "name" if contract_url.startswith("sqlite") else "indexname"
    with opened(contract_url) as connection:
        found = set(connection.scalars(text(f"select {column} from {catalogue}")))  # noqa: S608 - two fixed texts
    assert {index.name for index in INDEXES} <= found


def test_an_earlier_demo_is_replaced(contract_url) -> None:
    for seed in (1, 2):
        counts = build_demo(contract_url, scale=SMALL, seed=seed)
    assert _seed_of(contract_url) == 2
    with opened(contract_url) as connection:
        assert connection.scalar(select(func.count()).select_from(visit)) == counts["visit"]
        assert connection.scalar(select(func.count()).select_from(demo_notice)) == 1


def test_data_that_are_no_demo_are_left_alone(contract_url, places) -> None:
    with pytest.raises(InputRejected, match="已有数据，且不是演示数据"):
        build_demo(contract_url, scale=SMALL)
    with opened(contract_url) as connection:
        assert connection.scalar(select(func.count()).select_from(area)) == 5
        assert connection.scalar(select(func.count()).select_from(school)) == 3


def test_an_interrupted_build_leaves_the_earlier_demo(contract_url) -> None:
    build_demo(contract_url, scale=SMALL, seed=1)
    with pytest.raises(KeyboardInterrupt):
        build_demo(contract_url, scale=SMALL, seed=2, progress=_stop_half_way)
    assert _seed_of(contract_url) == 1


def test_an_interrupted_build_leaves_no_file_behind(tmp_path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build_demo(f"sqlite:///{tmp_path / 'demo.sqlite'}", scale=SMALL, progress=_stop_half_way)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_made(tmp_path) -> None:
    path = tmp_path / "var" / "demo.sqlite"
    build_demo(f"sqlite:///{path}", scale=SMALL)
    assert [file.name for file in path.parent.iterdir()] == ["demo.sqlite"]


def test_a_log_left_by_the_old_file_is_not_taken_for_the_new_one(tmp_path) -> None:
    path = tmp_path / "demo.sqlite"
    url = f"sqlite:///{path}"
    build_demo(url, scale=SMALL, seed=1)
    Path(f"{path}-wal").write_bytes(b"left over")
    build_demo(url, scale=SMALL, seed=2)
    assert not Path(f"{path}-wal").exists()
    assert _seed_of(url) == 2


def test_a_file_with_other_tables_is_left_alone(tmp_path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table wages (amount integer)")
    with pytest.raises(InputRejected, match="wages"):
        build_demo(f"sqlite:///{path}", scale=SMALL)
    with sqlite3.connect(path) as connection:
        assert connection.execute("select name from sqlite_master").fetchall() == [("wages",)]


def test_views_are_left_alone(postgres_url) -> None:
    engine = open_writer(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("create view school as select 1 as school_id"))
    engine.dispose()
    with pytest.raises(InputRejected, match="“school”是视图"):
        build_demo(postgres_url, scale=SMALL)


def test_rights_granted_on_the_tables_outlive_a_new_demo(postgres_url) -> None:
    build_demo(postgres_url, scale=SMALL, seed=1)
    engine = open_writer(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("grant select on visit to public"))
    build_demo(postgres_url, scale=SMALL, seed=2)
    with engine.connect() as connection:
        grants = text("select grantee from information_schema.role_table_grants where table_name = 'visit'")
        assert "PUBLIC" in connection.scalars(grants).all()
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_refused(url: str) -> None:
    with pytest.raises(InputRejected, match="须写入文件"):
        build_demo(url, scale=SMALL)


@pytest.mark.parametrize("scale", [0, -1, 0.001, 11, float("nan")])
def test_an_impossible_scale_is_refused(tmp_path, scale: float) -> None:
    with pytest.raises(InputRejected, match="规模"):
        build_demo(f"sqlite:///{tmp_path / 'demo.sqlite'}", scale=scale)
    assert list(tmp_path.iterdir()) == []


def test_an_unreachable_database_is_named_as_such() -> None:
    with pytest.raises(DatabaseAway):
        build_demo("postgresql://nobody@127.0.0.1:1/none", scale=SMALL)


def test_an_unreadable_address_is_refused() -> None:
    with pytest.raises(InputRejected, match="数据库地址无法识别"):
        build_demo("not an address", scale=SMALL)
