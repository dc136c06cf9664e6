"""The cached door to visits; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from datetime import date

import pandas as pd
import streamlit as st

from components import store
from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, of_place, read
from data_access.shared import inspectors, visit_candidates, visiting
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.scheme_visiting import Visiting
from supervision.spans import Span
from supervision.visit_days import sum_visit_days

_NUMBERS = ["schools_due", "schools_visited", "points_due", "points_visited"]


def span_coverage(span: Span) -> pd.DataFrame:
    """Return schools due and visited county by county, the months of a span added up; columns of `read_coverage`."""
    months = pd.concat([store.month_coverage(month, span.cutoff) for month in span.months])
    return months.groupby("area_code", as_index=False)[_NUMBERS].sum()


def span_unvisited(area_code: str, span: Span) -> pd.DataFrame:
    """Return the schools of a county not visited, one row per school and month; `month` besides."""
    lists = [store.unvisited_schools(area_code, month, span.cutoff).assign(month=month) for month in span.months]
    return pd.concat(lists, ignore_index=True) if len(lists) > 1 else lists[0]


def visit_days(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the visits of a quarter by county and day; columns as `visiting.read_visit_days`."""
    return narrowed(lambda: _visit_days(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在统计到校督导…")
def _visit_days(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    of = Quarter.parse(quarter)
    days = read(visiting.read_visit_days, of.starts_on, cutoff, scheme_for(of).visiting.entry_days)
    return in_areas(days, version, cutoff)


def span_visits(span: Span) -> pd.DataFrame:
    """Return the visits of a span county by county; columns as `visit_days.sum_visit_days`."""
    return narrowed(
        lambda: _span_visits(data_version(), str(span.quarter), span.months, span.cutoff), span.cutoff
    )  # fmt: skip


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner=False)
def _span_visits(version: str, quarter: str, months: tuple[date, ...], cutoff: date) -> pd.DataFrame:
    of = Quarter.parse(quarter)
    rule = scheme_for(of).visiting
    return sum_visit_days(_visit_days(version, quarter, cutoff), Span(of, cutoff, months), rule.month_end_days)


def visits_of_county(area_code: str, span: Span, rule: Visiting) -> pd.DataFrame:
    """Return the visits of a county in a span one by one; columns as `visiting.read_visits_of_county`."""
    return of_place(
        area_code,
        span.cutoff,
        lambda: read(visiting.read_visits_of_county, area_code, span.first, span.last, rule.entry_days),
    )


def gaps(cutoff: date) -> pd.DataFrame:
    """Return the days since the last visit county by county; columns as `visiting.read_gaps`."""
    return narrowed(lambda: _gaps(data_version(), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在统计到校督导…")
def _gaps(version: str, cutoff: date) -> pd.DataFrame:
    return in_areas(read(visiting.read_gaps, cutoff), version, cutoff)


def school_gaps(area_code: str, cutoff: date) -> pd.DataFrame:
    """Return the schools of a county by the days since their last visit; columns as `visiting.read_school_gaps`."""
    return of_place(area_code, cutoff, lambda: _school_gaps(data_version(), area_code, cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _school_gaps(version: str, area_code: str, cutoff: date) -> pd.DataFrame:
    return read(visiting.read_school_gaps, area_code, cutoff)


def inspector_reach(span: Span, points_count: bool) -> pd.DataFrame:
    """Return inspectors due and those who reached all their schools, the months of a span added up."""
    return narrowed(lambda: _reach(data_version(), span.months, span.cutoff, points_count), span.cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner="正在统计到校督导…")
def _reach(version: str, months: tuple[date, ...], cutoff: date, points_count: bool) -> pd.DataFrame:
    found = pd.concat([read(inspectors.read_inspector_reach, month, cutoff, points_count) for month in months])
    return (
        in_areas(found, version, cutoff)
        .groupby("area_code", as_index=False)[["inspectors_due", "inspectors_reached"]]
        .sum()
    )


def inspectors_of(area_code: str, span: Span, points_count: bool) -> pd.DataFrame:
    """Return the inspectors of a county month by month; `month` and columns of `read_inspectors_of_month`."""
    return of_place(
        area_code,
        span.cutoff,
        lambda: _inspectors_of(data_version(), area_code, span.months, span.cutoff, points_count),
    )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _inspectors_of(
    version: str, area_code: str, months: tuple[date, ...], cutoff: date, points_count: bool
) -> pd.DataFrame:
    lists = [
        read(inspectors.read_inspectors_of_month, area_code, month, cutoff, points_count).assign(month=month)
        for month in months
    ]
    return pd.concat(lists, ignore_index=True)


def loads(cutoff: date, rule: Visiting) -> pd.DataFrame:
    """Return inspectors with too many schools county by county; columns as `inspectors.read_loads`."""
    return narrowed(lambda: _loads(data_version(), cutoff, rule.inspector_schools, rule.points_count), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _loads(version: str, cutoff: date, limit: int, points_count: bool) -> pd.DataFrame:
    return in_areas(read(inspectors.read_loads, cutoff, limit, points_count), version, cutoff)


def overloaded(area_code: str, cutoff: date, rule: Visiting) -> pd.DataFrame:
    """Return the inspectors of a county with too many schools; columns as `inspectors.read_overloaded`."""
    return of_place(
        area_code,
        cutoff,
        lambda: _overloaded(data_version(), area_code, cutoff, rule.inspector_schools, rule.points_count),
    )


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _overloaded(version: str, area_code: str, cutoff: date, limit: int, points_count: bool) -> pd.DataFrame:
    return read(inspectors.read_overloaded, area_code, cutoff, limit, points_count)


def candidates(area_code: str, quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the schools of a place that may be visited next; columns as `read_visit_candidates`."""
    return of_place(area_code, cutoff, lambda: _candidates(data_version(), area_code, str(quarter), cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner="正在汇总学校情况…")
def _candidates(version: str, area_code: str, quarter: str, cutoff: date) -> pd.DataFrame:
    codes = store.areas(cutoff).codes_within(area_code)
    rule = scheme_for(Quarter.parse(quarter)).visiting
    return read(visit_candidates.read_visit_candidates, codes, cutoff, rule)
