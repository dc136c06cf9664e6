"""What contests say in the cells of other pages: 复核中, or the outcome; the figure itself stays as the data say."""

from datetime import date

import pandas as pd
import streamlit as st

from components import workspace_store
from components.escaping import md_escape
from components.frame import Selected
from supervision.contest_words import FIGURE, PROBLEM, cell_text
from supervision.contesting import ContestStep
from supervision.faults import Fault
from supervision.periods import Quarter
from supervision.printing import print_indicator
from supervision.scheme import Scheme


def figure_notes(area_code: str, selected: Selected) -> dict[str, str]:
    """Return what the contested indicators of a place in a quarter say beside their values, by indicator id."""
    rows = _rows(selected.cutoff, quarter=selected.quarter, area_code=area_code)
    return _notes(rows, FIGURE, lambda row: changed_text(row, selected.scheme, selected.quarter))


def problem_notes(cutoff: date, area_code: str | None = None) -> dict[str, str]:
    """Return what contested problems say in a list, by problem id; of one place, where given."""
    return _notes(_rows(cutoff, area_code=area_code), PROBLEM, lambda row: None)


def _rows(cutoff: date, *, quarter: Quarter | None = None, area_code: str | None = None) -> pd.DataFrame | None:
    """Return the contests, or None, said once on the page, where our own store cannot be read."""
    try:
        return workspace_store.contests(cutoff, quarter=quarter, area_code=area_code)
    except Fault as fault:
        st.caption(f"申辩情况未能显示：{md_escape(fault.sentence)}")
        return None


def _notes(rows: pd.DataFrame | None, kind: str, changed) -> dict[str, str]:
    found = {} if rows is None else rows.loc[rows["subject_kind"] == kind].to_dict("records")
    said = {
        row["subject_id"]: cell_text(kind, ContestStep(row["state"]), row["raised_on"], changed(row)) for row in found
    }
    return {subject: text for subject, text in said.items() if text}


def changed_text(row: dict, scheme: Scheme, quarter: Quarter) -> str | None:
    """Return the value that a contest led to, as its indicator is printed; None where there is none."""
    if row["subject_kind"] != FIGURE or pd.isna(row["changed_value"]):
        return None
    return print_indicator(float(row["changed_value"]), scheme.indicator_in(row["subject_id"], quarter))
