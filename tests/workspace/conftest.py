"""A workspace with its tables, the same on SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from data_access.shared.types import SHANGHAI
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.transactions import reading, writing

Ask = Callable[..., Any]
NOON = datetime(2022, 12, 21, 12, tzinfo=SHANGHAI)


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace_url(request: pytest.FixtureRequest, tmp_path) -> str:
    """Return the URL of a store that nobody has opened yet, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'store.sqlite'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def store(workspace_url: str) -> Iterator[Engine]:
    """Return the engine of a store with its tables."""
    engine = open_workspace(workspace_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def ask(store: Engine) -> Ask:
    """Return a function that reads: ask(read_decisions, quarter, cutoff)."""

    def read(reader: Ask, *arguments: object, **options: object) -> Any:
        with reading(store) as connection:
            return reader(connection, *arguments, **options)

    return read


@pytest.fixture
def tell(store: Engine) -> Ask:
    """Return a function that writes in a transaction of its own: tell(record_decision, decision, NOON)."""

    def write(writer: Ask, *arguments: object, **options: object) -> Any:
        with writing(store) as connection:
            return writer(connection, *arguments, **options)

    return write
