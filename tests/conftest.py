"""Fixtures of all rooms: a small demo database, built once a run, a real PostgreSQL server, clean caches."""

import fcntl
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from data_access.demo.builder import build_demo
from tests.postgres import running_server

DEMO_SCALE = 0.02

# A deadline per example measures the machine's load, not the code.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    # pytest-xdist gives each worker a base folder inside the run's.
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture(scope="session")
def demo_url(run_folder: Path) -> str:
    """Return the URL of a small SQLite demo; nobody may write to it."""
    path = run_folder / "demo" / "demo.sqlite"
    path.parent.mkdir(exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            build_demo(f"sqlite:///{path}", scale=DEMO_SCALE)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the URL of a PostgreSQL server: TEST_POSTGRES_URL, else a throwaway one on the loopback address."""
    with running_server() as server:
        yield server.url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Return the URL of a fresh, empty PostgreSQL database, dropped afterwards."""
    yield from _own_database(postgres_server)


@pytest.fixture(scope="session")
def demo_postgres_url(postgres_server: str) -> Iterator[str]:
    """Return the URL of a small demo in PostgreSQL; nobody may write to it."""
    for url in _own_database(postgres_server):
        build_demo(url, scale=DEMO_SCALE)
        yield url


@pytest.fixture(autouse=True)
def _own_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test a workspace of its own, made when something opens it."""
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    monkeypatch.setenv("DASHBOARD_LAST_GOOD", str(tmp_path / "last_good.json"))


def _own_database(server: str) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    admin.dispose()
