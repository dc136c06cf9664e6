"""The cached door to the weekly meeting's slides; the rules of `store` and `workspace_store` hold here too."""

from datetime import date

import pandas as pd
import streamlit as st

from components import (
    bulletin_store,
    complaint_store,
    deadline_store,
    problem_store,
    store,
    summons_store,
    warning_store,
)
from components.store import KEEP_SECONDS, data_version, in_areas, read
from components.summons_decision import SUBJECT
from components.workspace_store import contests, decisions, now
from components.workspace_store import read as read_own
from components.workspace_store import version as workspace_version
from data_access.shared.weekly import read_weeks
from data_access.workspace.meetings import read_last_closed, read_open_meeting
from data_access.workspace.resolutions import read_resolutions
from supervision.contest_words import is_under_review
from supervision.contesting import ContestStep
from supervision.meeting.agenda import build_deck
from supervision.meeting.material import Material
from supervision.meeting.since_last import take_standing
from supervision.meeting.slides import Deck
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.summons_record import last_choices


def read_deck(quarter: Quarter, cutoff: date) -> Deck:
    """Return the slides of a meeting on a quarter at a cut-off; raises what reading raises."""
    return _deck(f"{data_version()}|{workspace_version()}", str(quarter), cutoff)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=4, show_spinner="正在准备会议内容…")
def _deck(version: str, quarter: str, cutoff: date) -> Deck:
    return build_deck(material(Quarter.parse(quarter), cutoff))


def standing_now(quarter: Quarter, cutoff: date) -> dict[str, object]:
    """Return the state that a meeting closed now is compared with by the next; as JSON can hold it."""
    return take_standing(material(quarter, cutoff))


def material(quarter: Quarter, cutoff: date) -> Material:
    """Return what the slides of a quarter at a cut-off are made of; each part is cached where it is read."""
    known = store.assessment(quarter, cutoff)
    found = contests(cutoff)
    running = read_own(read_open_meeting)
    return Material(
        assessment=known,
        snapshot=bulletin_store.snapshot(quarter, cutoff),
        read_at=store.read_at(),
        weeks=_weeks(data_version(), cutoff),
        coverage=store.month_coverage(cutoff.replace(day=1), cutoff),
        papers=deadline_store.paper_states(cutoff),
        complaints=complaint_store.numbers(quarter, cutoff),
        problems=problem_store.numbers(quarter, cutoff),
        episodes=warning_store.episodes(quarter, cutoff),
        notices=warning_store.notices(quarter, cutoff),
        suggestions=summons_store.suggestions(quarter, cutoff),
        decided=_decided(quarter, cutoff),
        contests=sum(is_under_review(ContestStep(state)) for state in found["state"]),
        resolutions=read_own(read_resolutions),
        closed=read_own(read_last_closed, now()),
        running=running.number if running else None,
    )


def _decided(quarter: Quarter, cutoff: date) -> frozenset[str]:
    """Return the keys of the suggestions somebody has decided on."""
    made = decisions(quarter, cutoff, subject_kind=SUBJECT)
    return frozenset("|".join(key) for key in last_choices(made, scheme_for(quarter)))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _weeks(version: str, cutoff: date) -> pd.DataFrame:
    return in_areas(read(read_weeks, cutoff), version, cutoff)
