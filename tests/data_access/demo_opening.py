"""Opening a demo for reading, closed again with its whole pool."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from data_access.shared.engine import open_database
from data_access.shared.reading import connected


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """Give a read-only connection to the database of a URL."""
    engine = open_database(url)
    try:
        with connected(engine) as connection:
            yield connection
    finally:
        engine.dispose()
