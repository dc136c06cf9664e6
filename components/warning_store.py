"""The cached door to warnings; kept apart from `store`, whose rules (version, time, copies) hold here too."""

from datetime import date

import pandas as pd
import streamlit as st

from components import reason_store, store, summons_store
from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, read
from data_access.shared import problems
from data_access.shared.counts.window import Window
from supervision.assessment import Assessment
from supervision.narrowing import matters_in
from supervision.periods import Quarter
from supervision.scheme import Scheme, scheme_for
from supervision.warning_episodes import Episode, find_episodes
from supervision.warning_notices import Notice, notices_of
from supervision.warning_signals import QuarterView


def episodes(quarter: Quarter, cutoff: date) -> tuple[Episode, ...]:
    """Return the episodes of a quarter and of up to four before it, each up to the same day of its quarter."""
    return narrowed(lambda: _episodes(data_version(), str(quarter), cutoff), cutoff, matters_in)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在对照预警规则…")
def _episodes(version: str, quarter: str, cutoff: date) -> tuple[Episode, ...]:
    now = Quarter.parse(quarter)
    current = store.assessment(now, cutoff)
    scheme = scheme_for(now)
    views = [_view(version, each, scheme) for each in (*reason_store.past_assessments(now, cutoff), current)]
    return find_episodes(views, current.areas, scheme)


def _view(version: str, assessment: Assessment, scheme: Scheme) -> QuarterView:
    quarter, cutoff = assessment.quarter, assessment.cutoff
    complaints = reason_store.complaints_by_category(quarter, cutoff).rename(columns={"received": "cases"})
    cases = {"举报": complaints, "问题": _raised(version, str(quarter), cutoff)}
    return QuarterView.of(assessment, scheme, {kind: _by_number(found, scheme) for kind, found in cases.items()})


def _by_number(cases: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Return the cases of known categories by their number; offices write the number or the key."""
    known = {str(category.id): category.id for category in scheme.category}
    known |= {category.key: category.id for category in scheme.category}
    numbered = cases.assign(category=cases["category_code"].astype(str).map(known)).dropna(subset="category")
    return numbered.groupby(["area_code", "category"], as_index=False)["cases"].sum()


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner=False)
def _raised(version: str, quarter: str, cutoff: date) -> pd.DataFrame:
    of = Quarter.parse(quarter)
    return in_areas(read(problems.read_raised, Window(of, cutoff, scheme_for(of))), version, cutoff)


def notices(quarter: Quarter, cutoff: date) -> tuple[Notice, ...]:
    """Return the notices issued by a cut-off, the newest first."""
    return narrowed(lambda: _notices(data_version(), str(quarter), cutoff), cutoff, matters_in)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _notices(version: str, quarter: str, cutoff: date) -> tuple[Notice, ...]:
    return notices_of(summons_store.warnings(cutoff), scheme_for(Quarter.parse(quarter)))
