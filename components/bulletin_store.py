"""The cached door to what documents need beside an assessment; the rules of `store` (version, time, copies) hold."""

from datetime import date

import pandas as pd
import streamlit as st

from bulletin.background import Background
from bulletin.facts import Facts
from bulletin.naming import decide_all
from components.store import KEEP_SECONDS, assessment, data_version, read
from data_access.shared.background import read_history, read_overdue
from data_access.shared.counts.complaints import read_complaints_by_category
from supervision.periods import Quarter
from supervision.scheme import scheme_for

NAMING_COLUMNS = ("matter", "place", "figure", "is_named", "is_close", "reason")


def facts(quarter: Quarter, cutoff: date) -> Facts:
    """Return what the documents of a quarter may say; raises what reading raises."""
    return Facts(assessment(quarter, cutoff), _background(data_version(), str(quarter), cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner="正在读取往期和逐件数据…")
def _background(version: str, quarter: str, cutoff: date) -> Background:
    of = Quarter.parse(quarter)
    return Background(
        history=read(read_history, of, cutoff),
        complaints=read(read_complaints_by_category, of, cutoff, scheme_for(of)),
        overdue=read(read_overdue, assessment(of, cutoff)),
    )


def naming(quarter: Quarter, cutoff: date) -> pd.DataFrame:
    """Return a row per unit and matter in which it might be called behind.

    Columns: matter (综合得分 or an indicator's name), place, figure (as printed), is_named (bool), is_close (bool: its
    figure is among the last, so that the reason decides), reason.
    """
    return _naming(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _naming(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    decisions = decide_all(Facts(assessment(Quarter.parse(quarter), cutoff)))
    rows = [(d.matter, d.area.name, d.figure, d.is_named, d.is_close, d.reason) for d in decisions]
    return pd.DataFrame(rows, columns=list(NAMING_COLUMNS))
