"""The cached door to the rows behind a figure; kept apart from `store`, whose rules (version, time, copies) hold."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components.store import KEEP_SECONDS, assessment, data_version, of_place, read
from data_access.shared import counted_rows, reported_rows
from data_access.shared.counts.window import Window
from supervision.periods import Quarter


@dataclass(frozen=True)
class Listing:
    """What stands behind one measure of a place: how many rows, what they add up to, and their headings."""

    rows: int
    total: int
    headings: dict[str, str]


def figure_rows(measure: str, area_code: str, quarter: Quarter, cutoff: date) -> Listing:
    """Return how many rows stand behind a measure of a place, their sum and the headings of their columns."""
    return of_place(
        area_code, cutoff, lambda: _listing(data_version(), measure, area_code, str(quarter), cutoff)
    )  # fmt: skip


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _listing(version: str, measure: str, area_code: str, quarter: str, cutoff: date) -> Listing:
    known = assessment(Quarter.parse(quarter), cutoff)
    if known.scheme.measures[measure].origin == "reported":
        reports = _reports(version, measure, area_code, quarter, cutoff)
        return Listing(len(reports), int(reports["value"].sum()), reported_rows.HEADINGS)
    codes = known.areas.codes_within(area_code)
    found = read(counted_rows.read_row_totals, measure, codes, known.quarter, cutoff, known.scheme)
    return Listing(*found, counted_rows.row_headings(measure, Window(known.quarter, cutoff, known.scheme)))


def row_page(measure: str, area_code: str, quarter: Quarter, cutoff: date, limit: int, offset: int) -> pd.DataFrame:
    """Return some of the rows behind a measure of a place; columns as the headings of `figure_rows`."""
    return of_place(area_code, cutoff, lambda: _row_page(measure, area_code, quarter, cutoff, limit, offset))


def _row_page(measure: str, area_code: str, quarter: Quarter, cutoff: date, limit: int, offset: int) -> pd.DataFrame:
    known = assessment(quarter, cutoff)
    if known.scheme.measures[measure].origin == "reported":
        reports = _reports(data_version(), measure, area_code, str(quarter), cutoff)
        return reports.iloc[offset : offset + limit]
    codes = known.areas.codes_within(area_code)
    return read(counted_rows.read_rows, measure, codes, quarter, cutoff, known.scheme, limit=limit, offset=offset)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _reports(version: str, measure: str, area_code: str, quarter: str, cutoff: date) -> pd.DataFrame:
    known = assessment(Quarter.parse(quarter), cutoff)
    return read(reported_rows.read_reported_rows, measure, area_code, known.areas, known.quarter, known.scheme)
