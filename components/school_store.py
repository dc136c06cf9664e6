"""The cached door to schools one by one; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from datetime import date

import pandas as pd
import streamlit as st

from components import scope
from components.name_search import NameIndex
from components.store import KEEP_SECONDS, areas, data_version, narrowed, of_place, read
from data_access.shared import schools
from supervision.areas import Areas
from supervision.periods import Quarter
from supervision.scheme import scheme_for


def school_numbers(area_code: str, cutoff: date) -> dict[str, int]:
    """Return how many schools a place has; keys as `schools.read_school_numbers`."""
    return of_place(area_code, cutoff, lambda: _numbers(data_version(), area_code, cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _numbers(version: str, area_code: str, cutoff: date) -> dict[str, int]:
    return read(schools.read_school_numbers, areas(cutoff).codes_within(area_code), cutoff)


def school_page(
    area_code: str, text: str, quarter: Quarter, cutoff: date, *, rows: int, page: int
) -> tuple[int, pd.DataFrame]:
    """Return how many schools of a place have a text in their name, and one page (from 1) of so many rows of them.

    Columns as `schools.read_school_page`; a page past the last one is the last one.
    """
    return of_place(
        area_code, cutoff, lambda: _page(data_version(), area_code, text, str(quarter), cutoff, rows, page)
    )  # fmt: skip


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
    """Return one school with its visits, problems and complaints of a quarter; None where there is no such school.

    To an account held to an area a school of elsewhere is one that does not exist.
    """
    return narrowed(lambda: _card(data_version(), school_id, str(quarter), cutoff), cutoff, _card_in)


def _card_in(card: schools.SchoolCard | None, own: Areas) -> schools.SchoolCard | None:
    return card if card is not None and card.facts["area_code"].iloc[0] in own else None


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _card(version: str, school_id: str, quarter: str, cutoff: date) -> schools.SchoolCard | None:
    of = Quarter.parse(quarter)
    return read(schools.read_school_card, school_id, of, cutoff, scheme_for(of))


def schools_named(text: str, limit: int, cutoff: date) -> pd.DataFrame:
    """Return schools with a text in their name; columns as `schools.read_schools_named`."""
    own = None if scope.held_to() is None else list(areas(cutoff).by_code)
    with scope.whole_province():
        return read(schools.read_schools_named, text, limit, own)


def school_index(cutoff: date) -> NameIndex:
    """Return the index of school names by pinyin; whoever asks must not change it."""
    held_to = scope.held_to()
    with scope.whole_province():
        version = data_version()
        return _index(version) if held_to is None else _index_within(version, held_to, cutoff)


# Not copied on each hit: tens of thousands of names that nobody changes.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=2, show_spinner=False)
def _index(version: str) -> NameIndex:
    return NameIndex.of_schools(read(schools.read_school_names))


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=32, show_spinner=False)
def _index_within(version: str, held_to: str, cutoff: date) -> NameIndex:
    return _index(version).within(areas(cutoff).only(held_to).by_code)
