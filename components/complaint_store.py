"""The cached door to complaints; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components import scope, store
from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, of_place, read
from data_access.shared import complaints
from data_access.shared.complaints import CaseList
from data_access.shared.counts.window import Window
from supervision.complaint_numbers import facets
from supervision.complaint_seasons import PastSeason, SeasonRun, earlier_runs
from supervision.periods import Quarter
from supervision.scheme import scheme_for

OLDEST = date(2015, 1, 1)
"""Nothing of 双减 is older; an earlier date is a slip of the pen and no year of complaints."""


def _window(quarter: str, cutoff: date) -> Window:
    of = Quarter.parse(quarter)
    return Window(of, cutoff, scheme_for(of))


def numbers(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the numbers of complaints by county and facet; columns as `complaint_numbers.facets`."""
    return narrowed(lambda: _numbers(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在统计举报…")
def _numbers(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    window = _window(quarter, cutoff)
    return facets(in_areas(read(complaints.read_complaint_numbers, window), version, cutoff), window.scheme)


def cases(
    which: CaseList, area_code: str, quarter: Quarter, cutoff: date, *, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return some cases of a list of a place; columns as `complaints.read_cases`."""
    return of_place(
        area_code,
        cutoff,
        lambda: _cases(data_version(), which.value, area_code, str(quarter), cutoff, limit, offset),
    )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner="正在读取举报清单…")
def _cases(
    version: str, which: str, area_code: str, quarter: str, cutoff: date, limit: int, offset: int
) -> pd.DataFrame:
    codes = store.areas(cutoff).codes_within(area_code)
    window = _window(quarter, cutoff)
    return read(complaints.read_cases, CaseList(which), codes, window, limit=limit, offset=offset)


def past_seasons(run: SeasonRun, codes: Sequence[str], quarter: Quarter, cutoff: date) -> tuple[PastSeason, ...]:
    """Return what earlier years of a season brought some areas, the newest first; years not whole in the data not."""
    with scope.whole_province():
        since = _first_received(data_version())
    if since is None:
        return ()
    runs = earlier_runs(run, since, cutoff, scheme_for(quarter).complaints)
    found = [
        PastSeason(
            each,
            _sum(each.first, each.last, codes, cutoff),
            _sum(each.baseline_first, each.baseline_last, codes, cutoff),
        )
        for each in runs
    ]
    return tuple(found)


def season_categories(run: SeasonRun, codes: Sequence[str], cutoff: date) -> pd.Series:
    """Return the complaints of one season of some areas by category code, most first."""
    frame = _received_in(run.first, run.last, cutoff)
    own = frame.loc[frame["area_code"].isin(codes)]
    return own.groupby("category_code")["cases"].sum().sort_values(ascending=False, kind="stable")


def has_any(cutoff: date) -> bool:
    """Return whether the register of the province holds any complaint up to a cut-off, which everybody may know."""
    scope.held_to()
    with scope.whole_province():
        since = _first_received(data_version())
    return since is not None and since <= cutoff


def _sum(first: date, last: date, codes: Sequence[str], cutoff: date) -> int:
    frame = _received_in(first, last, cutoff)
    return int(frame.loc[frame["area_code"].isin(codes), "cases"].sum())


def _received_in(first: date, last: date, cutoff: date) -> pd.DataFrame:
    return narrowed(lambda: _received(data_version(), first, last), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner="正在统计往年同期…")
def _received(version: str, first: date, last: date) -> pd.DataFrame:
    return read(complaints.read_received, first, last)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _first_received(version: str) -> date | None:
    return read(complaints.read_first_received, OLDEST)
