"""The province at full size: in SQLite under var/, built anew when the builder has changed, and in PostgreSQL."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from data_access.command_line import progress_bar
from data_access.demo.builder import build_demo
from tests.postgres import Cluster, GivenServer, running_server

SCALE = 1.0
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"


def _name() -> str:
    """Return a name that changes with the code that builds the demo."""
    sources = sorted((ROOT / "data_access" / "demo").rglob("*.py"))
    code = b"".join(path.read_bytes() for path in (*sources, ROOT / "data_access" / "shared" / "tables.py"))
    return f"province_{hashlib.sha256(code).hexdigest()[:10]}"


def full_sqlite() -> str:
    """Return the URL of the full demo in SQLite."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{_name()}.sqlite"
    if not path.exists():
        for outdated in FOLDER.glob("province_*.sqlite"):
            outdated.unlink()
        _build(f"sqlite:///{path}")
    return f"sqlite:///{path}"


@contextmanager
def full_postgres() -> Iterator[Cluster | GivenServer]:
    """Give a PostgreSQL with default settings that holds the full demo."""
    with running_server() as server:
        _build(server.url)
        _vacuum(server.url)
        yield server


def _build(url: str) -> None:
    print(f"Building the demo at scale {SCALE:g} in {make_url(url).get_backend_name()} …", flush=True)
    with progress_bar() as told:
        build_demo(url, scale=SCALE, progress=told)


def _vacuum(url: str) -> None:
    """Do what the server's autovacuum does within minutes: index-only scans need it."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("vacuum analyze"))
    engine.dispose()
