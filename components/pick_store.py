"""The cached door to records that may be told as examples; the rules of `store` (version, time, copies) hold."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from bulletin.drafted import picked_keys, picks_of
from components import issue_store
from components.store import KEEP_SECONDS, areas, data_version, read
from data_access.shared.counts.window import Window
from data_access.shared.pick_candidates import read_candidates, read_cases
from data_access.workspace.drafts import Draft
from supervision.periods import Quarter
from supervision.picking import Case, CaseKind
from supervision.scheme import scheme_for


def candidates(kind: CaseKind, quarter: Quarter, cutoff: date) -> list[Case]:
    """Return the records offered as examples of a kind, as `read_candidates` does for the whole province."""
    return _candidates(data_version(), kind.value, str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner="正在查找可供挑选的记录…")
def _candidates(version: str, kind: str, quarter: str, cutoff: date) -> list[Case]:
    codes = [area.area_code for area in areas(cutoff).all]
    return read(read_candidates, CaseKind(kind), codes, _window(quarter, cutoff))


def picks(draft: Draft, cutoff: date) -> Mapping[CaseKind, tuple[Case, ...]]:
    """Return the records picked for a document that the data still hold, by kind, in the order they are told."""
    rows = issue_store.draft(draft)
    keys = tuple(key for kind in picked_keys(rows).values() for key in kind)
    return picks_of(rows, _cases(data_version(), keys, str(draft.quarter), cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner=False)
def _cases(version: str, keys: tuple[str, ...], quarter: str, cutoff: date) -> dict[str, Case]:
    known = areas(cutoff)
    found: dict[str, Case] = read(read_cases, keys, _window(quarter, cutoff)) if keys else {}
    return {key: case for key, case in found.items() if case.area_code in known}


def _window(quarter: str, cutoff: date) -> Window:
    of = Quarter.parse(quarter)
    return Window(of, cutoff, scheme_for(of))
