"""The one cached door to data: every page asks here, nothing is read or worked out twice for the same data version."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TypeVar

import pandas as pd
import streamlit as st

from data_access import settings
from data_access.demo.builder import build_demo
from data_access.shared import assessments, counted_rows, coverage, findings, quarters, reported_rows, rows
from data_access.shared.areas import read_areas
from data_access.shared.counts.window import Window
from data_access.shared.engine import open_database
from data_access.shared.reading import Connection, Engine, connected
from data_access.shared.types import SHANGHAI
from supervision import sensitivity
from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.attention import Attention, find_attention
from supervision.faults import NoData
from supervision.findings import Finding
from supervision.periods import Quarter

Found = TypeVar("Found")
VERSION_SECONDS = 15
"""How long a look at the data's version serves; a new row shows on screen after so many seconds at most."""
KEEP_SECONDS = 600
"""How long a read serves although the version stays: PostgreSQL's version may miss a late correction."""
_BUILDING = Lock()


@st.cache_resource(show_spinner=False)
def _engine(url: str, schema: str | None) -> Engine:
    return open_database(url, schema)


@contextmanager
def _connection() -> Iterator[Connection]:
    with connected(_engine(settings.database_url(), settings.database_schema())) as connection:
        yield connection


def read(reader: Callable[..., Found], *arguments: object, **options: object) -> Found:
    """Return what a function of data_access reads on a connection of the dashboard's; raises what it raises."""
    with _connection() as connection:
        return reader(connection, *arguments, **options)


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
    """Return a text that changes with the database in use and with its data; key of every cache below."""
    url, schema = settings.database_url(), settings.database_schema()
    return f"{url}|{schema}|{_data_version(url, schema)}"


@st.cache_data(ttl=VERSION_SECONDS, max_entries=4, show_spinner=False)
def _data_version(url: str, schema: str | None) -> str:
    with _connection() as connection:
        return quarters.read_data_version(connection)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _holdings(version: str) -> tuple[tuple[Quarter, ...], date | None, bool, datetime]:
    with _connection() as connection:
        return (
            quarters.read_quarters(connection),
            quarters.read_newest_day(connection),
            quarters.read_is_demo(connection),
            datetime.now(SHANGHAI),
        )


def quarters_with_data() -> tuple[Quarter, ...]:
    """Return the quarters the database holds data of, oldest first; empty for an empty database."""
    return _holdings(data_version())[0]


def newest_day() -> date:
    """Return the newest day the data speak of; raises NoData for an empty database."""
    newest = _holdings(data_version())[1]
    if newest is None:
        raise NoData("数据库中还没有数据。请先由业务系统写入，或用命令导入报送数。")
    return newest


def is_demo() -> bool:
    """Return whether the database marks itself as invented."""
    return _holdings(data_version())[2]


def read_at() -> datetime:
    """Return when the data on screen were last read (Shanghai time)."""
    return _holdings(data_version())[3]


def assessment(quarter: Quarter, cutoff: date) -> Assessment:
    """Return the assessment with changes; raises what `read_assessment` raises."""
    return _assessment(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner="正在汇总本季度数据…")
def _assessment(version: str, quarter: str, cutoff: date) -> Assessment:
    with _connection() as connection:
        return assessments.read_assessment(connection, Quarter.parse(quarter), cutoff)


def attention(quarter: Quarter, cutoff: date) -> tuple[Attention, ...]:
    """Return what needs attention in a quarter."""
    return _attention(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _attention(version: str, quarter: str, cutoff: date) -> tuple[Attention, ...]:
    return find_attention(_assessment(version, quarter, cutoff))


def rank_ranges(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return how far each rank depends on the weights; columns as `sensitivity.rank_ranges`."""
    return _rank_ranges(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _rank_ranges(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    return sensitivity.rank_ranges(_assessment(version, quarter, cutoff))


def month_coverage(month: date, cutoff: date) -> pd.DataFrame:
    """Return schools due and visited in a month, county by county; columns as `coverage.read_coverage`."""
    return _coverage(data_version(), month, cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=48, show_spinner="正在统计到校督导…")
def _coverage(version: str, month: date, cutoff: date) -> pd.DataFrame:
    with _connection() as connection:
        return in_areas(coverage.read_coverage(connection, month, cutoff), version, cutoff)


def in_areas(rows: pd.DataFrame, version: str, cutoff: date) -> pd.DataFrame:
    """Return the rows of areas valid at a cut-off; what names another is in no sum, and a finding of 数据质量."""
    return rows.loc[rows["area_code"].isin(_areas(version, cutoff).by_code)].reset_index(drop=True)


def unvisited_schools(area_code: str, month: date, cutoff: date) -> pd.DataFrame:
    """Return the schools of a county that were due and not visited; columns as `rows.read_unvisited_schools`."""
    return _unvisited(data_version(), area_code, month, cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _unvisited(version: str, area_code: str, month: date, cutoff: date) -> pd.DataFrame:
    with _connection() as connection:
        return rows.read_unvisited_schools(connection, area_code, month, cutoff)


def areas(cutoff: date) -> Areas:
    """Return the areas valid at a cut-off; raises NoData where there is no province among them."""
    return _areas(data_version(), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner=False)
def _areas(version: str, cutoff: date) -> Areas:
    with _connection() as connection:
        return read_areas(connection, cutoff)


@dataclass(frozen=True)
class Listing:
    """What stands behind one measure of a place: how many rows, what they add up to, and their headings."""

    rows: int
    total: int
    headings: dict[str, str]


def figure_rows(measure: str, area_code: str, quarter: Quarter, cutoff: date) -> Listing:
    """Return how many rows stand behind a measure of a place, their sum and the headings of their columns."""
    return _listing(data_version(), measure, area_code, str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _listing(version: str, measure: str, area_code: str, quarter: str, cutoff: date) -> Listing:
    known = _assessment(version, quarter, cutoff)
    if known.scheme.measures[measure].origin == "reported":
        reports = _reports(version, measure, area_code, quarter, cutoff)
        return Listing(len(reports), int(reports["value"].sum()), reported_rows.HEADINGS)
    codes = known.areas.codes_within(area_code)
    with _connection() as connection:
        found = counted_rows.read_row_totals(connection, measure, codes, known.quarter, cutoff, known.scheme)
    return Listing(*found, counted_rows.row_headings(measure, Window(known.quarter, cutoff, known.scheme)))


def row_page(measure: str, area_code: str, quarter: Quarter, cutoff: date, limit: int, offset: int) -> pd.DataFrame:
    """Return some of the rows behind a measure of a place; columns as the headings of `figure_rows`."""
    known = assessment(quarter, cutoff)
    if known.scheme.measures[measure].origin == "reported":
        reports = _reports(data_version(), measure, area_code, str(quarter), cutoff)
        return reports.iloc[offset : offset + limit]
    codes = known.areas.codes_within(area_code)
    with _connection() as connection:
        return counted_rows.read_rows(
            connection, measure, codes, quarter, cutoff, known.scheme, limit=limit, offset=offset
        )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _reports(version: str, measure: str, area_code: str, quarter: str, cutoff: date) -> pd.DataFrame:
    known = _assessment(version, quarter, cutoff)
    with _connection() as connection:
        return reported_rows.read_reported_rows(
            connection, measure, area_code, known.areas, known.quarter, known.scheme
        )


def check_findings(progress: Callable[[str, float], None]) -> tuple[Finding, ...]:
    """Return every finding of the check on the database as it is now; slow, so only on a click."""
    with _connection() as connection:
        return tuple(findings.read_findings(connection, progress))
