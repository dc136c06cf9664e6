"""The cached door to what documents need beside an assessment; the rules of `store` (version, time, copies) hold."""

from datetime import date

import pandas as pd
import streamlit as st

from bulletin.background import Background
from bulletin.contents import Contents
from bulletin.drafted import edits_of, fields_of, issued_circulars
from bulletin.drafting import EditedText
from bulletin.facts import Facts
from bulletin.fields import PersonFields
from bulletin.gate.rules import find_faults
from bulletin.kept_words import kept_words
from bulletin.kinds import Kind
from bulletin.manifest import hash_snapshot
from bulletin.naming import decide_all
from bulletin.summons_contents import Kept
from bulletin.unit_contents import compose_unit
from components import issue_store, pick_store, summons_store, workspace_store
from components.frame import Selected
from components.store import KEEP_SECONDS, assessment, data_version, is_demo, read
from components.workspace_store import version as workspace_version
from data_access import settings
from data_access.shared.background import read_history, read_overdue
from data_access.shared.counts.complaints import read_complaints_by_category
from data_access.shared.repeated_keys import read_repeated_keys
from data_access.workspace.drafts import Draft
from supervision.periods import Quarter
from supervision.scheme import scheme_for

NAMING_COLUMNS = ("matter", "place", "figure", "is_named", "is_close", "reason")


def facts(quarter: Quarter, cutoff: date) -> Facts:
    """Return what the documents of a quarter may say; raises what reading raises."""
    return _facts(data_version(), str(quarter), cutoff)


# Shared by all visitors, since it works out its parts when they are first asked for; nobody changes it.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _facts(version: str, quarter: str, cutoff: date) -> Facts:
    return Facts(assessment(Quarter.parse(quarter), cutoff), _background(version, quarter, cutoff))


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner="正在读取往期和逐件数据…")
def _background(version: str, quarter: str, cutoff: date) -> Background:
    of = Quarter.parse(quarter)
    return Background(
        history=read(read_history, of, cutoff),
        complaints=read(read_complaints_by_category, of, cutoff, scheme_for(of)),
        overdue=read(read_overdue, assessment(of, cutoff)),
        summons=summons_store.records(of, cutoff),
    )


def typed_draft(quarter: Quarter, kind: Kind, area_code: str = "") -> Draft:
    """Return which draft the texts of a document are kept under."""
    return Draft(quarter, kind.value, area_code)


def entered_fields(selected: Selected, kind: Kind, area_code: str = "") -> PersonFields:
    """Return the fields that only a person fills, as they were entered so far."""
    draft = issue_store.draft(typed_draft(selected.quarter, kind, area_code))
    return fields_of(draft, selected.scheme.office, selected.cutoff.year, kind)


def kept(selected: Selected, area_code: str) -> Kept:
    """Return what our own store holds on a place, in words: contests up to the cut-off, decisions of the quarter."""
    quarter, cutoff = selected.quarter, selected.cutoff
    made = workspace_store.decisions(quarter, cutoff, subject_kind="约谈建议")
    return kept_words(workspace_store.contests(cutoff), made, area_code)


def edits(quarter: Quarter, kind: Kind) -> dict[str, EditedText]:
    """Return what staff typed in place of paragraphs, by place."""
    return edits_of(issue_store.draft(typed_draft(quarter, kind)))


def contents(selected: Selected, kind: Kind) -> Contents:
    """Return what a document on the whole province says, with the paragraphs that staff edited."""
    own = facts(selected.quarter, selected.cutoff)
    picked = pick_store.picks(typed_draft(selected.quarter, kind), selected.cutoff)
    return Contents(kind, own, is_demo(), edits(selected.quarter, kind), issued_before(selected.quarter), picked)


def draft_contents(selected: Selected, kind: Kind) -> Contents:
    """Return what the text of a document says, without the history that only its tables and charts show.

    The history takes seconds to read; the text does without, so that a draft opens at once.
    """
    version = f"{data_version()}|{workspace_version()}"
    return _draft_contents(version, str(selected.quarter), selected.cutoff, kind)


# Shared like `_facts`, so that a click in the draft does not write every paragraph anew.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在撰写…")
def _draft_contents(version: str, quarter: str, cutoff: date, kind: Kind) -> Contents:
    of = Quarter.parse(quarter)
    picked = pick_store.picks(typed_draft(of, kind), cutoff)
    return Contents(kind, _facts_of_text(data_version(), quarter, cutoff), is_demo(), edits(of, kind), (), picked)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=4, show_spinner=False)
def _facts_of_text(version: str, quarter: str, cutoff: date) -> Facts:
    of = Quarter.parse(quarter)
    complaints = read(read_complaints_by_category, of, cutoff, scheme_for(of))
    return Facts(assessment(of, cutoff), Background(complaints=complaints))


def faults(selected: Selected, kind: Kind, area_code: str = "") -> tuple[str, ...]:
    """Return in what a document contradicts itself, as far as its text and its tables of this quarter go."""
    version = f"{data_version()}|{workspace_version()}"
    return _faults(version, str(selected.quarter), selected.cutoff, kind, area_code)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _faults(version: str, quarter: str, cutoff: date, kind: Kind, area_code: str) -> tuple[str, ...]:
    if kind is Kind.UNIT:
        return find_faults(compose_unit(_facts_of_text(data_version(), quarter, cutoff), area_code, is_demo=is_demo()))
    return find_faults(_draft_contents(version, quarter, cutoff, kind))


def repeated_keys() -> dict[str, int]:
    """Return how many keys stand more than once in today's data, by relation; as `read_repeated_keys`."""
    return _repeated_keys(data_version())


@st.cache_data(ttl=KEEP_SECONDS, max_entries=4, show_spinner="正在核对编号是否重复…")
def _repeated_keys(version: str) -> dict[str, int]:
    return read(read_repeated_keys)


def snapshot(quarter: Quarter, cutoff: date) -> str:
    """Return the hash of today's data for a quarter and a cut-off."""
    return _snapshot(data_version(), str(quarter), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=24, show_spinner=False)
def _snapshot(version: str, quarter: str, cutoff: date) -> str:
    return hash_snapshot(assessment(Quarter.parse(quarter), cutoff))


def issued_before(quarter: Quarter) -> tuple[Facts, ...]:
    """Return what the circulars in force of the quarters before said, as frozen then, newest first."""
    numbers = issued_circulars(issue_store.issued(quarter), quarter)
    return tuple(_frozen_facts(number) for number in numbers)


# As `_facts`: shared, and its parts are worked out once. What was frozen never changes, but stores may be exchanged.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _frozen_of(url: str, number: int) -> Facts:
    return Facts(issue_store.frozen_assessment(number))


def _frozen_facts(number: int) -> Facts:
    return _frozen_of(settings.workspace_url(), number)


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
