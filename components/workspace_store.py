"""The one door to our own store: reads are cached until a row is added, writes are whole or not at all."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from components import scope
from components.audit_words import describe, told_with
from components.sign_in import current, note_use, require
from components.store import KEEP_SECONDS, narrowed
from data_access import settings
from data_access.shared.reading import Connection, Engine
from data_access.shared.types import SHANGHAI
from data_access.workspace import contests as contest_steps
from data_access.workspace import decisions as made_decisions
from data_access.workspace.appending import Appender
from data_access.workspace.auditing import append_event
from data_access.workspace.contests import ContestEvent, record_contest_event
from data_access.workspace.decisions import Decision, record_decision
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.transactions import reading, writing
from data_access.workspace.versions import read_workspace_version
from supervision.auditing import KIND_OF, Event, Kind, Result, event_of
from supervision.faults import AccessRefused, DatabaseAway, Fault
from supervision.periods import Quarter
from supervision.permissions import permissions

Found = TypeVar("Found")
Given = ParamSpec("Given")
log = logging.getLogger("dashboard")

SHORTLY = 2
"""Seconds that a look at the store's version serves; what another person wrote shows after so many at most."""


@st.cache_resource(show_spinner=False)
def _engine(url: str, schema: str) -> Engine:
    engine = open_workspace(url, schema)
    migrate(engine)
    return engine


@st.cache_resource(show_spinner=False)
def _appender(url: str, schema: str) -> Appender:
    return Appender(_engine(url, schema))


def _opened() -> Engine:
    return _engine(settings.workspace_url(), settings.workspace_schema())


def read(
    reader: Callable[Concatenate[Connection, Given], Found], *arguments: Given.args, **options: Given.kwargs
) -> Found:
    """Return what a reading function of data_access.workspace returns; raises DatabaseAway where the store is away.

    Raises AccessRefused for an account held to an area: what it may have comes through `store.narrowed`.
    """
    scope.require_whole()
    with reading(_opened()) as connection:
        return reader(connection, *arguments, **options)


def write(
    writer: Callable[Concatenate[Connection, Given], Found], *arguments: Given.args, **options: Given.kwargs
) -> Found:
    """Return what a recording function of data_access.workspace returns, committed; raises what it raises.

    Its event in the audit log is part of the same transaction: neither is there without the other. Raises
    AccessRefused where the account may not do what the function records; one that belongs to no act of
    `permissions.toml` is nobody's.
    """
    act = permissions().act_of(writer.__name__)
    told = describe(writer, arguments, options)
    if act is None:
        _note(Kind.REFUSED, writer.__name__, told, Result.REFUSED)
        raise AccessRefused("没有保存：此项写入未列入权限表，请联系系统管理员。")
    what = permissions().name_of(act)
    somebody = require(act, told)
    note_use()
    try:
        with writing(_opened()) as connection:
            made = writer(connection, *arguments, **options)
            # Last, since everybody who adds an event waits for the transaction that holds the end of the chain.
            told = told_with(told, made)
            append_event(connection, event_of(somebody, KIND_OF[act], what, told, Result.ALLOWED, now()))
            return made
    except Fault:
        _note(KIND_OF[act], what, told, Result.FAILED)
        raise
    finally:
        _version.clear()


def append(event: Event) -> int:
    """Add an event to the audit log and return its number once it is committed; raises DatabaseAway."""
    return _appender(settings.workspace_url(), settings.workspace_schema()).append(event)


def _note(kind: Kind, what: str, detail: str, result: Result) -> None:
    """Add an event of what did not happen; where our store is away too, the server's log keeps it."""
    event = event_of(current(), kind, what, detail, result, now())
    try:
        append(event)
    except DatabaseAway:
        log.exception("audit event not kept: %s", event)


def version() -> str:
    """Return a text that changes with every row added to the store; key of the caches below.

    Raises AccessRefused for an account held to an area, as `store.data_version` does.
    """
    scope.require_whole()
    url, schema = settings.workspace_url(), settings.workspace_schema()
    return f"{url}|{schema}|{_version(url, schema)}"


@st.cache_data(ttl=SHORTLY, max_entries=4, show_spinner=False)
def _version(url: str, schema: str) -> str:
    return read(read_workspace_version)


def now() -> datetime:
    """Return the moment in Shanghai that a new row bears."""
    return datetime.now(SHANGHAI)


def decide(made: Decision) -> int:
    """Record a decision and return its number; raises InputRejected where it is incomplete."""
    return write(record_decision, made, now())


def decisions(
    quarter: Quarter, cutoff: date, *, subject_kind: str | None = None, area_code: str | None = None
) -> pd.DataFrame:
    """Return the decisions of a quarter on figures up to a cut-off; columns as `decisions.read_decisions`."""
    return _decisions(version(), str(quarter), cutoff, subject_kind, area_code)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _decisions(
    version: str, quarter: str, cutoff: date, subject_kind: str | None, area_code: str | None
) -> pd.DataFrame:
    of = Quarter.parse(quarter)
    return read(made_decisions.read_decisions, of, cutoff, subject_kind=subject_kind, area_code=area_code)


def contest(event: ContestEvent) -> str:
    """Record a step of a contest and return the contest's id; raises InputRejected where it may not follow."""
    return write(record_contest_event, event, now())


def contests(cutoff: date, *, quarter: Quarter | None = None, area_code: str | None = None) -> pd.DataFrame:
    """Return the contests as they stood on a cut-off day; columns as `contests.read_contests`."""
    of = str(quarter) if quarter else None
    return narrowed(lambda: _contests(version(), cutoff, of, area_code), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=64, show_spinner=False)
def _contests(version: str, cutoff: date, quarter: str | None, area_code: str | None) -> pd.DataFrame:
    of = Quarter.parse(quarter) if quarter else None
    return read(contest_steps.read_contests, cutoff, quarter=of, area_code=area_code)


def contest_history(cutoff: date, contest_id: str) -> pd.DataFrame:
    """Return the steps of one contest up to a cut-off; columns as `contests.read_contest_steps`."""
    return read(contest_steps.read_contest_steps, cutoff, contest_id)
