"""The cached door to problems; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from components import store
from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, of_place, read
from data_access.shared import problems
from data_access.shared.counts.window import Window
from data_access.shared.problems import ProblemList
from supervision.periods import Quarter
from supervision.problem_numbers import facets
from supervision.scheme import scheme_for

Filters = tuple[tuple[str, str], ...]


def _window(quarter: str, cutoff: date) -> Window:
    of = Quarter.parse(quarter)
    return Window(of, cutoff, scheme_for(of))


def numbers(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the numbers of problems by county and facet; columns as `problem_numbers.facets`."""
    return narrowed(lambda: _numbers(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在统计问题清单…")
def _numbers(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    window = _window(quarter, cutoff)
    return facets(in_areas(read(problems.read_problem_numbers, window), version, cutoff), window.scheme)


def ages(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the open problems by age; columns as `problems.read_open_ages`."""
    return narrowed(lambda: _ages(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在统计在册时长…")
def _ages(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    return in_areas(read(problems.read_open_ages, _window(quarter, cutoff)), version, cutoff)


def recurrences(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the recurrences of the quarter by county; columns as `problems.read_recurrences`."""
    return narrowed(lambda: _recurrences(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在比对复发问题…")
def _recurrences(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    return in_areas(read(problems.read_recurrences, _window(quarter, cutoff)), version, cutoff)


def size(which: ProblemList, area_code: str, quarter: Quarter, cutoff: date, filters: Mapping[str, str]) -> int:
    """Return how many problems of a place stand on a list; `filters` as `problems.read_list_size`."""
    chosen = tuple(filters.items())
    return of_place(
        area_code, cutoff, lambda: _size(data_version(), which.value, area_code, str(quarter), cutoff, chosen)
    )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _size(version: str, which: str, area_code: str, quarter: str, cutoff: date, filters: Filters) -> int:
    codes = store.areas(cutoff).codes_within(area_code)
    return read(problems.read_list_size, ProblemList(which), codes, _window(quarter, cutoff), dict(filters))


def listed(
    which: ProblemList,
    area_code: str,
    quarter: Quarter,
    cutoff: date,
    filters: Mapping[str, str],
    *,
    limit: int,
    offset: int = 0,
) -> pd.DataFrame:
    """Return some problems of a list of a place; columns as `problems.read_problems`."""
    chosen = tuple(filters.items())
    return of_place(
        area_code,
        cutoff,
        lambda: _listed(data_version(), which.value, area_code, str(quarter), cutoff, chosen, limit, offset),
    )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner="正在读取问题清单…")
def _listed(
    version: str, which: str, area_code: str, quarter: str, cutoff: date, filters: Filters, limit: int, offset: int
) -> pd.DataFrame:
    codes = store.areas(cutoff).codes_within(area_code)
    window = _window(quarter, cutoff)
    return read(problems.read_problems, ProblemList(which), codes, window, dict(filters), limit=limit, offset=offset)
