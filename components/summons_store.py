"""The cached door to summons and what came before and after them; the rules of `store` (version, time, copies) hold."""

from datetime import date

import pandas as pd
import streamlit as st

from bulletin.background import SummonsRecords
from components import reason_store, store
from components.store import KEEP_SECONDS, data_version, in_areas, narrowed, read
from data_access.shared import steps
from supervision.assessment import Assessment
from supervision.attention import find_attention
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.sensitivity import rank_ranges
from supervision.summons import QuarterGrounds, Suggestion, suggest
from supervision.summons_effects import Effect, effects_of, since_quarter
from supervision.summons_grounds import Ground, find_grounds
from supervision.summons_steps import steps_of

_REGISTERS = {
    "interviews": steps.read_interviews,
    "accountability": steps.read_accountability,
    "warnings": steps.read_warnings,
}


def suggestions(quarter: Quarter, cutoff: date) -> tuple[Suggestion, ...]:
    """Return what is put forward in a quarter: its own grounds and those of up to four quarters before it."""
    return _suggestions(data_version(), str(quarter), cutoff)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在对照约谈规则…")
def _suggestions(version: str, quarter: str, cutoff: date) -> tuple[Suggestion, ...]:
    now = Quarter.parse(quarter)
    past = reason_store.past_assessments(now, cutoff)
    quarters = [QuarterGrounds(each.quarter, _past_grounds(version, each)) for each in past]
    quarters.append(QuarterGrounds(now, _grounds(version, quarter, cutoff)))
    scheme = scheme_for(now)
    rows = interviews(cutoff), accountability(cutoff), warnings(cutoff)
    return suggest(quarters, steps_of(*rows, scheme), scheme)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _grounds(version: str, quarter: str, cutoff: date) -> tuple[Ground, ...]:
    of = Quarter.parse(quarter)
    return find_grounds(store.assessment(of, cutoff), store.attention(of, cutoff), store.rank_ranges(of, cutoff))


def _past_grounds(version: str, past: Assessment) -> tuple[Ground, ...]:
    return _grounds_alone(version, str(past.quarter), past.cutoff, past)


# An assessment is not hashed: version, quarter and cut-off say which it is.
@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner=False)
def _grounds_alone(version: str, quarter: str, cutoff: date, _past: Assessment) -> tuple[Ground, ...]:
    return find_grounds(_past, find_attention(_past), rank_ranges(_past))


EffectsByInterview = dict[str, tuple[Effect, ...]]


def effects(quarter: Quarter, cutoff: date) -> EffectsByInterview:
    """Return what changed since each summons up to the quarter chosen; none where its own quarter is not at hand."""
    return _effects(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在比较约谈前后…")
def _effects(version: str, quarter: str, cutoff: date) -> EffectsByInterview:
    now = Quarter.parse(quarter)
    quarters = (*reason_store.past_assessments(now, cutoff), store.assessment(now, cutoff))
    held = interviews(cutoff)
    held_in = [Quarter.of(day) for day in held["held_on"]]
    since = {
        each.quarter: since_quarter(quarters[place:]) for place, each in enumerate(quarters) if each.quarter in held_in
    }
    rows = zip(held["interview_id"], held["area_code"], held["trigger"], held_in, strict=True)
    return {key: effects_of(code, trigger, since[of]) if of in since else () for key, code, trigger, of in rows}


def records(quarter: Quarter, cutoff: date) -> SummonsRecords:
    """Return what 约谈建议材料 are made of beside the assessment: the suggestions, and what was done before."""
    return SummonsRecords(
        suggestions(quarter, cutoff), interviews(cutoff), accountability(cutoff), warnings(cutoff)
    )  # fmt: skip


def interviews(cutoff: date) -> pd.DataFrame:
    """Return the summons held by a cut-off; columns as `steps.read_interviews`."""
    return narrowed(lambda: _rows(data_version(), "interviews", cutoff), cutoff)


def accountability(cutoff: date) -> pd.DataFrame:
    """Return the accountability decisions made by a cut-off; columns as `steps.read_accountability`."""
    return narrowed(lambda: _rows(data_version(), "accountability", cutoff), cutoff)


def warnings(cutoff: date) -> pd.DataFrame:
    """Return the early warnings issued by a cut-off; columns as `steps.read_warnings`."""
    return narrowed(lambda: _rows(data_version(), "warnings", cutoff), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=32, show_spinner=False)
def _rows(version: str, register: str, cutoff: date) -> pd.DataFrame:
    return in_areas(read(_REGISTERS[register], cutoff), version, cutoff)
