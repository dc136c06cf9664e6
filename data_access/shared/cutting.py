"""No wait without an end: a connection whose server says nothing more is cut from our side.

The server's own limits (`statement_timeout`) and the kernel's (`tcp_user_timeout`) do not help where a server accepts
and stays silent, or sends a few bytes now and then: measured, such a query hangs for good. Shutting the socket ends it.
"""

import math
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import Any

from sqlalchemy import Connection, Engine, event

CONNECT_SECONDS = 2
"""The least that PostgreSQL's client knows."""
PING_SECONDS = 1.0
SETUP_SECONDS = 3.0
"""From the first byte until a connection is ready for its first statement."""
_SPENT = "spent"
"""Where a connection notes how long its reader has waited."""


class Cut:
    """Shuts the socket of a connection after so many seconds, unless it is called off before."""

    def __init__(self, connection: Any, seconds: float) -> None:
        # A descriptor of our own: the connection's might be another's by the time it is shut.
        self._socket = socket.socket(fileno=os.dup(connection.fileno()))
        self._lock = Lock()
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def _shut(self) -> None:
        with self._lock, suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def call_off(self) -> None:
        """Leave the connection alone from now on."""
        self._timer.cancel()
        with self._lock:
            self._socket.close()


@contextmanager
def cut_after(connection: Any, seconds: float) -> Iterator[None]:
    """Do what is inside within so many seconds, or lose the connection; the driver then raises its OperationalError."""
    cut = Cut(connection, seconds)
    try:
        yield
    finally:
        cut.call_off()


def begin_anew(connection: Connection, spent: float = 0.0) -> None:
    """Let a reader's time begin: when it has its connection, after so many seconds, or with a step of a long task."""
    connection.info[_SPENT] = spent


def spent(connection: Connection) -> float:
    """Return the seconds that a reader has waited for its connection and for answers on it."""
    return float(connection.info.get(_SPENT, 0.0))


def limit_waiting(engine: Engine, statement_seconds: float, reader_seconds: float = math.inf) -> None:
    """Hold the connections of a PostgreSQL engine to seconds: its setting up, each ping, each statement.

    `reader_seconds`: all that one reader waits for, its connection included; a network that makes each answer late must
    not make it wait for their sum. What it does in between is its own time.
    """
    setting_up: dict[int, Cut] = {}

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: Any, arguments: Any, options: Any) -> Any:
        connection = dialect.connect(*arguments, **options)
        setting_up[id(connection)] = Cut(connection, SETUP_SECONDS)
        return connection

    @event.listens_for(engine, "checkout")
    def _is_ready(connection: Any, record: Any, _proxy: Any) -> None:
        # A connection of the pool has served others.
        record.info.pop(_SPENT, None)
        _is_closed(connection, record)

    @event.listens_for(engine, "close")
    def _is_closed(connection: Any, _record: Any) -> None:
        if cut := setting_up.pop(id(connection), None):
            cut.call_off()

    @event.listens_for(engine, "before_cursor_execute")
    def _begins(connection: Any, _cursor: Any, _text: Any, _values: Any, context: Any, _many: Any) -> None:
        context.began, left = time.monotonic(), reader_seconds - spent(connection)
        context.cut = Cut(connection.connection.dbapi_connection, max(0.0, min(statement_seconds, left)))

    @event.listens_for(engine, "after_cursor_execute")
    def _ends(connection: Any, _cursor: Any, _text: Any, _values: Any, context: Any, _many: Any) -> None:
        context.cut.call_off()
        begin_anew(connection, spent(connection) + time.monotonic() - context.began)

    @event.listens_for(engine, "handle_error")
    def _fails(failure: Any) -> None:
        if cut := getattr(failure.execution_context, "cut", None):
            cut.call_off()

    ping = engine.dialect.do_ping

    def ping_in_time(dbapi_connection: Any) -> bool:
        with cut_after(dbapi_connection, PING_SECONDS):
            return ping(dbapi_connection)

    roll_back = engine.dialect.do_rollback

    def roll_back_in_time(dbapi_connection: Any) -> None:
        # Also when a connection goes back to the pool: the server may have fallen silent after its last answer.
        with cut_after(dbapi_connection, PING_SECONDS):
            roll_back(dbapi_connection)

    engine.dialect.do_ping = ping_in_time  # type: ignore[method-assign]
    engine.dialect.do_rollback = roll_back_in_time  # type: ignore[method-assign]
