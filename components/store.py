"""The one cached door to data: every page asks here, nothing is read or worked out twice for the same data version.

Frames come as a copy for each reader. Assessments, areas and what is worked out of them as tuples are shared by all,
since a copy of each costs more than its use on a page, and a button that leads to a figure
holds on to its assessment as long as its visitor's session lives: they are read, never changed. What every run of a
page asks for is called with named arguments: Streamlit looks through the function's signature for each that is not.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from typing import TypeVar

import pandas as pd
import streamlit as st

from components import outage_store, scope
from components.outage_store import live_connection
from data_access import settings
from data_access.demo.builder import build_demo
from data_access.shared import assessments, coverage, findings, quarters, rows
from data_access.shared.areas import read_areas
from data_access.shared.types import SHANGHAI
from data_access.workspace.last_good import LastGood, name_of, write_last_good
from supervision import sensitivity
from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.attention import Attention, find_attention
from supervision.faults import DatabaseAway, NoData
from supervision.findings import Finding
from supervision.narrowing import matters_in, narrow, rows_in
from supervision.periods import Quarter

Found = TypeVar("Found")
KEEP_SECONDS = 12 * 3600
"""How long what was read is kept: through an outage of a working day. How soon it is read anew, `watching` says."""
_LOG = logging.getLogger("dashboard")
_BUILDING = Lock()
_MADE: dict[str, list[Callable[[], None]]] = {}
"""How to forget what is large and was made under each version of the data."""


def read(reader: Callable[..., Found], *arguments: object, **options: object) -> Found:
    """Return what a function of data_access reads on a connection of the dashboard's; raises what it raises.

    Raises AccessRefused for an account held to an area: its reads come through `narrowed` and `of_place`.
    """
    with live_connection() as connection:
        return reader(connection, *arguments, **options)


def narrowed(find: Callable[[], Found], cutoff: date, by: Callable[[Found, Areas], Found] = rows_in) -> Found:
    """Return what is found for the whole province; to an account held to an area only what `by` leaves of it.

    `by`: takes what was found and the account's areas at the cut-off; of a frame, the rows with their area_code.
    Raises AccessRefused where nobody has signed in, or the account's area does not exist.
    """
    own = None if scope.held_to() is None else areas(cutoff)
    with scope.whole_province():
        found = find()
    return found if own is None else by(found, own)


def of_place(area_code: str, cutoff: date, find: Callable[[], Found]) -> Found:
    """Return what is found of one place.

    Raises NoData for a place outside the account's area, in the words for one that does not exist.
    """
    if scope.held_to() is not None and area_code not in areas(cutoff):
        raise NoData("没有找到这个地方，请重新选择。")
    with scope.whole_province():
        return find()


def needs_demo() -> bool:
    """Return whether no database is set and the embedded demo has not been built yet."""
    return settings.uses_demo() and not settings.DEMO_DATABASE.is_file()


def build_missing_demo(progress: Callable[[str, float], None]) -> None:
    """Build the embedded demo, telling each step and the share (0-1) done; a second visitor waits for the first."""
    with _BUILDING:
        if needs_demo():
            settings.DEMO_DATABASE.parent.mkdir(parents=True, exist_ok=True)
            build_demo(settings.database_url(), progress=progress)


def data_version() -> str:
    """Return a text that changes with the database in use and with its data; key of every cache below.

    Raises AccessRefused for an account held to an area: what is cached is of the whole province.
    """
    scope.require_whole()
    return outage_store.version()


def keep_last_good(quarter: Quarter, cutoff: date) -> None:
    """Keep an assessment for a start of the server without the database; once for each version of the data."""
    if outage_store.outage() is None:
        version = data_version()
        _keep(version, str(quarter), cutoff)
        outage_store.note_complete(version)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _keep(version: str, quarter: str, cutoff: date) -> None:
    offered, newest, is_demo, read = _holdings(version)
    if newest is None:
        return
    name = name_of(settings.database_url(), settings.database_schema())
    found = LastGood(name, read, offered, newest, is_demo, _assessment(version, quarter, cutoff))
    try:
        write_last_good(settings.last_good_file(), found)
    except OSError:
        _LOG.warning("The last assessment could not be kept for a start without the database.", exc_info=True)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _holdings(version: str) -> tuple[tuple[Quarter, ...], date | None, bool, datetime]:
    if found := outage_store.kept_of(version):
        return (found.assessment.quarter,), found.newest_day, found.is_demo, found.read_at
    with live_connection() as connection:
        return (
            quarters.read_quarters(connection),
            quarters.read_newest_day(connection),
            quarters.read_is_demo(connection),
            datetime.now(SHANGHAI),
        )


def _held() -> tuple[tuple[Quarter, ...], date | None, bool, datetime]:
    """Return what the database holds, which is told to everybody who has signed in."""
    scope.held_to()
    with scope.whole_province():
        return _holdings(version=data_version())


def quarters_with_data() -> tuple[Quarter, ...]:
    """Return the quarters the database holds data of, oldest first; empty for an empty database."""
    return _held()[0]


def newest_day() -> date:
    """Return the newest day the data speak of; raises NoData for an empty database."""
    newest = _held()[1]
    if newest is None:
        raise NoData("数据库中还没有数据。请先由业务系统写入，或用命令导入报送数。")
    return newest


def is_demo() -> bool:
    """Return whether the database marks itself as invented."""
    return _held()[2]


def read_at() -> datetime:
    """Return when the data on screen were last read (Shanghai time)."""
    return _held()[3]


def assessment(quarter: Quarter, cutoff: date) -> Assessment:
    """Return the assessment with changes, narrowed to the account's area; raises what `read_assessment` raises."""
    held_to = scope.held_to()
    with scope.whole_province():
        if held_to is None:
            return _assessment(version=data_version(), quarter=str(quarter), cutoff=cutoff)
        return _narrowed(data_version(), held_to, str(quarter), cutoff)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _narrowed(version: str, held_to: str, quarter: str, cutoff: date) -> Assessment:
    found = narrow(_assessment(version, quarter, cutoff), held_to)
    note_made(version, lambda: _narrowed.clear(version, held_to, quarter, cutoff))
    return found


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=48, show_spinner="正在汇总本季度数据…")
def _assessment(version: str, quarter: str, cutoff: date) -> Assessment:
    if found := outage_store.kept_of(version):
        if (str(found.assessment.quarter), found.assessment.cutoff) != (quarter, cutoff):
            raise DatabaseAway(outage_store.NOT_READ)
        return found.assessment
    with live_connection() as connection:
        found = assessments.read_assessment(connection, Quarter.parse(quarter), cutoff)
    note_made(version, lambda: _assessment.clear(version, quarter, cutoff))
    return found


def note_made(version: str, forget: Callable[[], None]) -> None:
    """Note how to forget what was made under a version of the data; of assessments, 4 MB each."""
    _MADE.setdefault(version, []).append(forget)


def let_go_of_older() -> None:
    """Forget what was noted under earlier versions of the data, once all is read under the one in use."""
    now = data_version()
    for version in [each for each in tuple(_MADE) if each != now]:
        for forget in _MADE.pop(version):
            forget()


def attention(quarter: Quarter, cutoff: date) -> tuple[Attention, ...]:
    """Return what needs attention in a quarter."""
    return narrowed(lambda: _attention(data_version(), str(quarter), cutoff), cutoff, matters_in)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _attention(version: str, quarter: str, cutoff: date) -> tuple[Attention, ...]:
    return find_attention(_assessment(version, quarter, cutoff))


def rank_ranges(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return how far each rank depends on the weights; columns as `sensitivity.rank_ranges`."""
    return narrowed(lambda: _rank_ranges(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _rank_ranges(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    return sensitivity.rank_ranges(_assessment(version, quarter, cutoff))


def month_coverage(month: date, cutoff: date) -> pd.DataFrame:
    """Return schools due and visited in a month, county by county; columns as `coverage.read_coverage`."""
    return narrowed(lambda: _coverage(data_version(), month, cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=48, show_spinner="正在统计到校督导…")
def _coverage(version: str, month: date, cutoff: date) -> pd.DataFrame:
    with live_connection() as connection:
        return in_areas(coverage.read_coverage(connection, month, cutoff), version, cutoff)


def in_areas(rows: pd.DataFrame, version: str, cutoff: date) -> pd.DataFrame:
    """Return the rows of areas valid at a cut-off; what names another is in no sum, and a finding of 数据质量."""
    return rows_in(rows, _areas(version=version, cutoff=cutoff))


def unvisited_schools(area_code: str, month: date, cutoff: date) -> pd.DataFrame:
    """Return the schools of a county that were due and not visited; columns as `rows.read_unvisited_schools`."""
    return of_place(area_code, cutoff, lambda: _unvisited(data_version(), area_code, month, cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _unvisited(version: str, area_code: str, month: date, cutoff: date) -> pd.DataFrame:
    with live_connection() as connection:
        return rows.read_unvisited_schools(connection, area_code, month, cutoff)


def areas(cutoff: date) -> Areas:
    """Return the areas valid at a cut-off that the account may see.

    Raises NoData where there is no province among them, AccessRefused where the account's area is not.
    """
    held_to = scope.held_to()
    with scope.whole_province():
        whole = _areas(version=data_version(), cutoff=cutoff)
    return whole if held_to is None else whole.only(held_to)


def check_area(day: date) -> None:
    """Refuse an account held to an area that there is not on a day; raises AccessRefused."""
    if scope.held_to() is not None:
        areas(day)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=16, show_spinner=False)
def _areas(version: str, cutoff: date) -> Areas:
    if found := outage_store.kept_of(version):
        return found.assessment.areas
    with live_connection() as connection:
        return read_areas(connection, cutoff)


def check_findings(progress: Callable[[str, float], None]) -> tuple[Finding, ...]:
    """Return every finding of the check on the database as it is now; slow, so only on a click."""
    with live_connection() as connection:
        return tuple(findings.read_findings(connection, progress))
