"""The way to the shared database, while it answers and while it does not; the rules of `store` hold here too."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

import streamlit as st

from components import scope
from components.patience import PATIENCE
from components.turns import TURNS
from components.watching import State, Watch
from data_access import settings
from data_access.shared import quarters
from data_access.shared.cutting import PING_SECONDS, begin_anew, spent
from data_access.shared.engine import open_database
from data_access.shared.reading import Connection, Engine, connected
from data_access.shared.rights import refuse_writer
from data_access.workspace.last_good import LastGood, name_of, read_last_good
from supervision.faults import DatabaseAway
from supervision.outage import Outage

NOT_READ = "数据库暂时不可用，这项内容此前没有读取过，暂时不能查看；恢复后自动可用。可先查看总览和记分卡。"
_SLOW = "数据库响应超时，这项内容暂时不能查看；恢复后自动可用。"
_KEPT = "kept:"
_AHEAD: ContextVar[str | None] = ContextVar("ahead", default=None)
"""In a thread that reads ahead, the version it reads under."""


@st.cache_resource(show_spinner=False)
def _engine(url: str, schema: str | None) -> Engine:
    return open_database(url, schema)


# One for all visitors: it knows what the others found out.
@st.cache_resource(show_spinner=False)
def _watch(url: str, schema: str | None) -> Watch:
    asked: list[bool] = []

    def probe() -> str:
        with connected(_engine(url, schema)) as connection:
            if not asked:
                refuse_writer(connection)
                asked.append(True)
            return quarters.read_data_version(connection)

    def kept() -> tuple[str, datetime] | None:
        found = read_last_good(settings.last_good_file(), name_of(url, schema))
        return (f"{_KEPT}{found.read_at.isoformat()}", found.read_at) if found else None

    return Watch(probe, kept)


def _watched() -> Watch:
    return _watch(url=settings.database_url(), schema=settings.database_schema())


def _state() -> State:
    began = time.monotonic()
    try:
        return _watched().state()
    finally:
        PATIENCE.note(time.monotonic() - began)


@contextmanager
def live_connection() -> Iterator[Connection]:
    """Open a connection for reading; all that one page reads shares one reader's time.

    Raises DatabaseAway at once while the database is known to be away, or where the page has waited too long already;
    AccessRefused for an account held to an area.
    """
    scope.require_whole()
    # Who waits for the database keeps nobody else waiting.
    TURNS.end()
    if _state().outage:
        raise DatabaseAway(NOT_READ)
    began, waited = time.monotonic(), PATIENCE.waited()
    try:
        _end_waiting(waited)
        with connected(_engine(settings.database_url(), settings.database_schema())) as connection:
            begin_anew(connection, waited + spent(connection))
            yield connection
            PATIENCE.note(max(0.0, spent(connection) - waited))
    except DatabaseAway as fault:
        PATIENCE.note(time.monotonic() - began)
        _watched().lose(fault)
        raise


def _end_waiting(waited: float) -> None:
    # To have a connection may take a while too.
    if waited >= settings.statement_seconds() - PING_SECONDS:
        raise DatabaseAway(_SLOW)


def version() -> str:
    """Return a text that changes with the database in use and with its data; the last one while it is away.

    Raises AccessRefused for an account held to an area, DatabaseAway where nothing was read before.
    """
    scope.require_whole()
    return f"{settings.database_url()}|{settings.database_schema()}|{_AHEAD.get() or _state().version}"


def read_anew(read_all: Callable[[], bool]) -> bool:
    """Where it is due, read all under the next version, and let the pages go on to that when `read_all` has read it.

    They show the present one meanwhile: nobody waits for what only is to be sure. Returns whether they went on; raises
    what reading raises.
    """
    watch = _watched()
    following = watch.next_version()
    if following is None:
        return False
    ahead = _AHEAD.set(following)
    try:
        is_whole = read_all()
    finally:
        _AHEAD.reset(ahead)
    return is_whole and watch.renew(following)


def note_complete(of: str) -> None:
    """Note that what the first page needs has been read under a version, as `version` gave it."""
    _watched().complete(of.removeprefix(f"{settings.database_url()}|{settings.database_schema()}|"))


def outage() -> Outage | None:
    """Return what is known of the database's being away, while what was read before is shown; None where it answers.

    Raises AccessRefused where nobody has signed in.
    """
    scope.held_to()
    return _state().outage


def require_live(what: str) -> None:
    """Refuse what must not rest on old data; raises DatabaseAway while the database is away."""
    if outage():
        raise DatabaseAway(f"数据库暂时不可用，{what}须待数据库恢复后进行，以免使用旧数据。")


def kept_of(version: str) -> LastGood | None:
    """Return what an earlier process kept, where a version says that nothing was read since.

    Raises DatabaseAway where that is gone.
    """
    scope.require_whole()
    if f"|{_KEPT}" not in version:
        return None
    name = name_of(settings.database_url(), settings.database_schema())
    if (found := read_last_good(settings.last_good_file(), name)) is None:
        raise DatabaseAway(NOT_READ)
    return found
