"""What the command line reads: a quarter's data, and from our own store what staff typed and put to use."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TypeVar

import pandas as pd

from bulletin.background import Background, SummonsRecords
from bulletin.bundle import Typed
from bulletin.contents import Contents
from bulletin.drafted import edits_of, fields_of, issued_circulars, picked_keys, picks_of
from bulletin.facts import Facts
from bulletin.fields import PersonFields
from bulletin.kept_words import kept_words
from bulletin.kinds import Kind
from bulletin.summons_contents import Kept
from bulletin.templates.chosen import TEMPLATE_NAMES, Template, Templates
from data_access.memory import give_back_memory
from data_access.shared import steps
from data_access.shared.assessments import read_assessment
from data_access.shared.background import read_history, read_overdue
from data_access.shared.counts.complaints import read_complaints_by_category
from data_access.shared.counts.window import Window
from data_access.shared.engine import open_database
from data_access.shared.pick_candidates import read_cases
from data_access.shared.quarters import read_is_demo
from data_access.shared.reading import Connection
from data_access.workspace import contests, decisions, drafts, issuing
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.templates import read_active_templates
from data_access.workspace.transactions import reading
from supervision.assessment import Assessment
from supervision.freezing import thaw
from supervision.periods import Quarter
from supervision.picking import Case, CaseKind
from supervision.summons_quarters import suggest_at
from supervision.summons_steps import steps_of

Found = TypeVar("Found")
SUGGESTION = "约谈建议"
"""Under this kind the store keeps decisions on suggestions."""


def read_facts(url: str | None, quarter: Quarter, cutoff: date) -> tuple[Facts, bool]:
    """Return what the documents of a quarter may say, and whether the data are invented."""
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            assessment = read_assessment(connection, quarter, cutoff)
            history = read_history(connection, quarter, cutoff)
            background = Background(
                history=history,
                complaints=read_complaints_by_category(connection, quarter, cutoff, assessment.scheme),
                overdue=read_overdue(connection, assessment),
                summons=_read_summons(connection, assessment, history),
            )
            return Facts(assessment, background), read_is_demo(connection)
    finally:
        engine.dispose()
        # Drawing takes as much again.
        give_back_memory()


def _read_summons(connection: Connection, assessment: Assessment, history: tuple[Assessment, ...]) -> SummonsRecords:
    """Return whom the rules put forward, and what was done before; rows of unknown places are in no document."""
    cutoff, known = assessment.cutoff, list(assessment.areas.by_code)
    interviews = steps.read_interviews(connection, cutoff, known)
    accountability = steps.read_accountability(connection, cutoff, known)
    warnings = steps.read_warnings(connection, cutoff, known)
    taken = steps_of(interviews, accountability, warnings, assessment.scheme)
    return SummonsRecords(suggest_at(assessment, history, taken), interviews, accountability, warnings)


def _from_store(look: Callable[..., Found], *arguments: object, **options: object) -> Found:
    """Return what a reading function of data_access.workspace returns; raises DatabaseAway where the store is away."""
    store = open_workspace()
    try:
        migrate(store)
        with reading(store) as connection:
            return look(connection, *arguments, **options)
    finally:
        store.dispose()


def read_templates() -> Templates:
    """Return the templates that are in use on the dashboard, and say which."""
    found = _from_store(read_active_templates)
    for kind, kept in found.items():
        print(f"    {TEMPLATE_NAMES[kind]}使用看板上启用的模板第{kept.version}版")
    active = {kind: Template(f"{TEMPLATE_NAMES[kind]}第{kept.version}版", kept.docx) for kind, kept in found.items()}
    return Templates(active=active)


def _read_picks(url: str | None, draft: pd.DataFrame, assessment: Assessment) -> dict[CaseKind, tuple[Case, ...]]:
    """Return the records picked as examples in a draft, as they are in the database of an address."""
    keys = [key for kind in picked_keys(draft).values() for key in kind]
    if not keys:
        return {}
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            window = Window(assessment.quarter, assessment.cutoff, assessment.scheme)
            found = read_cases(connection, keys, window)
    finally:
        engine.dispose()
    return picks_of(draft, {key: case for key, case in found.items() if case.area_code in assessment.areas})


def read_typed(facts: Facts, url: str | None, *, is_demo: bool) -> Typed:
    """Return what staff typed on the dashboard, as its own downloads use it: each part is read when asked for.

    `url`: where the records are that staff picked as examples.
    """
    assessment = facts.assessment
    quarter, cutoff, office = assessment.quarter, assessment.cutoff, assessment.scheme.office

    def fields(kind: Kind, area_code: str) -> PersonFields:
        draft = _from_store(drafts.read_draft, drafts.Draft(quarter, kind.value, area_code))
        return fields_of(draft, office, cutoff.year, kind)

    def contents(kind: Kind) -> Contents:
        draft = _from_store(drafts.read_draft, drafts.Draft(quarter, kind.value))
        numbers = issued_circulars(_from_store(issuing.read_issued, quarter), quarter)
        before = tuple(Facts(thaw(_from_store(issuing.read_frozen_figures, number))) for number in numbers)
        return Contents(kind, facts, is_demo, edits_of(draft), before, _read_picks(url, draft, assessment))

    @cache
    def held() -> tuple[object, object]:
        made = _from_store(decisions.read_decisions, quarter, cutoff, subject_kind=SUGGESTION)
        return _from_store(contests.read_contests, cutoff), made

    def kept(area_code: str) -> Kept:
        found, made = held()
        return kept_words(found, made, area_code)  # type: ignore[arg-type]

    return Typed(contents, fields, kept)
