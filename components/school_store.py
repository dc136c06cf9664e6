"""The cached door to schools one by one; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from datetime import date

import pandas as pd
import streamlit as st

from components.name_search import NameIndex
from components.store import KEEP_SECONDS, areas, data_version, read
from data_access.shared import schools
from supervision.periods import Quarter
from supervision.scheme import scheme_for


def school_numbers(area_code: str, cutoff: date) -> dict[str, int]:
    """Return how many schools a place has; keys as `schools.read_school_numbers`."""
    return _numbers(data_version(), area_code, cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _numbers(version: str, area_code: str, cutoff: date) -> dict[str, int]:
    return read(schools.read_school_numbers, areas(cutoff).codes_within(area_code), cutoff)


def school_page(
    area_code: str, text: str, quarter: Quarter, cutoff: date, *, rows: int, page: int
) -> tuple[int, pd.DataFrame]:
    """Return how many schools of a place have a text in their name, and one page (from 1) of so many rows of them.

    Columns as `schools.read_school_page`; a page past the last one is the last one.
    """
    return _page(data_version(), area_code, text, str(quarter), cutoff, rows, page)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _page(
    version: str, area_code: str, text: str, quarter: str, cutoff: date, rows: int, page: int
) -> tuple[int, pd.DataFrame]:
    codes, of = areas(cutoff).codes_within(area_code), Quarter.parse(quarter)
    found = read(schools.read_schools_matching, codes, text)
    offset = min(page - 1, max(found - 1, 0) // rows) * rows
    shown = read(schools.read_school_page, codes, text, of, cutoff, scheme_for(of), limit=rows, offset=offset)
    return found, shown


def school_card(school_id: str, quarter: Quarter, cutoff: date) -> schools.SchoolCard | None:
    """Return one school with its visits, problems and complaints of a quarter; None where there is no such school."""
    return _card(data_version(), school_id, str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _card(version: str, school_id: str, quarter: str, cutoff: date) -> schools.SchoolCard | None:
    of = Quarter.parse(quarter)
    return read(schools.read_school_card, school_id, of, cutoff, scheme_for(of))


def schools_named(text: str, limit: int) -> pd.DataFrame:
    """Return schools with a text in their name; columns as `schools.read_schools_named`."""
    return read(schools.read_schools_named, text, limit)


def school_index() -> NameIndex:
    """Return the index of school names by pinyin; whoever asks must not change it."""
    return _index(data_version())


# Not copied on each hit: tens of thousands of names that nobody changes.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=2, show_spinner=False)
def _index(version: str) -> NameIndex:
    return NameIndex.of_schools(read(schools.read_school_names))
