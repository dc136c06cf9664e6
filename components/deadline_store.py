"""The cached door to papers that units owe; kept apart from `store`, whose rules (version, time, copies) hold here."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, read
from data_access.shared.submissions import read_submissions
from supervision.submission_states import states_of

AFTER_YEAR = timedelta(days=40)
"""The last quarter's papers are owed in the January after."""


def paper_states(cutoff: date) -> pd.DataFrame:
    """Return every paper due until the January after the cut-off's year, with its state; STATE_COLUMNS."""
    return narrowed(lambda: _states(data_version(), cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在读取报送登记…")
def _states(version: str, cutoff: date) -> pd.DataFrame:
    rows = read(read_submissions, date(cutoff.year, 12, 31) + AFTER_YEAR)
    return states_of(in_areas(rows, version, cutoff), cutoff)
