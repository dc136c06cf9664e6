"""The cached door to what stands behind a score; kept apart from `store`, whose rules (version, time, copies) hold."""

from datetime import date

import pandas as pd
import streamlit as st

from components.store import (
    KEEP_SECONDS,
    assessment,
    data_version,
    narrowed,
    note_made,
    of_place,
    quarters_with_data,
    read,
)
from data_access.shared.assessments import read_as_reported, read_assessment
from data_access.shared.counts.complaints import read_complaints_by_category
from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.explaining import AsReported, Part, explain_change_apart
from supervision.history import score_history
from supervision.narrowing import narrow, places_in
from supervision.periods import Quarter, same_cutoff_in
from supervision.scheme import scheme_for

HISTORY_QUARTERS = 5


def scores_over_quarters(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the scores of up to five quarters at the same days of each; columns as `history.score_history`."""
    held = quarters_with_data()
    return narrowed(lambda: _scores(data_version(), str(quarter), cutoff, held), cutoff, places_in)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner="正在汇总往期数据…")
def _scores(version: str, quarter: str, cutoff: date, held: tuple[Quarter, ...]) -> pd.DataFrame:
    now = Quarter.parse(quarter)
    earlier = [now.shifted(-back) for back in range(HISTORY_QUARTERS - 1, 0, -1)]
    past = [_uncompared(version, str(each), same_cutoff_in(now, each, cutoff)) for each in earlier if each in held]
    return score_history([*past, assessment(now, cutoff)])


def past_assessments(quarter: Quarter, cutoff: date) -> tuple[Assessment, ...]:
    """Return the assessments of the quarters before one that follow it back without a gap, oldest first.

    At most four, without changes, each at the same days of its quarter.
    """
    return narrowed(lambda: _past(quarter, cutoff), cutoff, _each_narrowed)


def _each_narrowed(past: tuple[Assessment, ...], areas: Areas) -> tuple[Assessment, ...]:
    return tuple(narrow(each, areas.top.area_code) for each in past)


def _past(quarter: Quarter, cutoff: date) -> tuple[Assessment, ...]:
    held, found = quarters_with_data(), []
    for back in range(1, HISTORY_QUARTERS):
        earlier = quarter.shifted(-back)
        if earlier not in held:
            break
        found.append(_uncompared(data_version(), str(earlier), same_cutoff_in(quarter, earlier, cutoff)))
    return tuple(reversed(found))


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=24, show_spinner=False)
def _uncompared(version: str, quarter: str, cutoff: date) -> Assessment:
    found = read(read_assessment, Quarter.parse(quarter), cutoff, with_previous=False)
    note_made(version, lambda: _uncompared.clear(version, quarter, cutoff))
    return found


def parts_of_change(quarter: Quarter, cutoff: date, area_code: str) -> tuple[Part, ...]:
    """Return what made a place's total change since the same days of the quarter before; late reports apart."""
    return of_place(area_code, cutoff, lambda: _parts(data_version(), str(quarter), cutoff, area_code))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _parts(version: str, quarter: str, cutoff: date, area_code: str) -> tuple[Part, ...]:
    now = Quarter.parse(quarter)
    before = same_cutoff_in(now, now.previous, cutoff)
    return explain_change_apart(
        _as_reported(version, quarter, cutoff), _as_reported(version, str(now.previous), before), area_code
    )


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=12, show_spinner="正在分解变化…")
def _as_reported(version: str, quarter: str, cutoff: date) -> AsReported:
    found = read(read_as_reported, Quarter.parse(quarter), cutoff)
    note_made(version, lambda: _as_reported.clear(version, quarter, cutoff))
    return found


def complaints_by_category(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return complaints by place and category; columns as `cases.read_complaints_by_category`."""
    return narrowed(lambda: _complaints(data_version(), str(quarter), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=12, show_spinner=False)
def _complaints(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    of = Quarter.parse(quarter)
    return read(read_complaints_by_category, of, cutoff, scheme_for(of))
