"""Problem and visit records that a bulletin may tell as examples, by codes and days alone."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from data_access.shared import problem_states as states
from data_access.shared.counts.window import MOST, Window
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import institution, problem, school, visit
from data_access.shared.types import days_after
from supervision.picking import Case, CaseKind, ProblemCase, VisitCase
from supervision.problem_states import ProblemState

_SEVERITIES = {"严重": 0, "较重": 1, "一般": 2}
_LEVELS = {"province": 0, "city": 1, "county": 2}
_CHECKS = (visit.c.homework_design, visit.c.homework_time, visit.c.after_school, visit.c.after_school_quality)
_AS_THEY_ARE = ("area_code", "stage", "category_code", "source", "severity", "raised_on", "due_on")
_DAYS = ("rectified_on", "accepted_on", "look_back_on")


def read_candidates(connection: Connection, kind: CaseKind, area_codes: Sequence[str], window: Window) -> list[Case]:
    """Return the records of some counties to choose examples from, the clearest first, as many as the scheme offers.

    Problems: open past their day or relapsed, the gravest first, then those overdue longest. Practice: visits from
    above, unannounced first, at which all four checks passed and nothing was found; then problems rectified early and
    held at the look-back. Both of the quarter up to the cut-off.
    """
    rule = window.scheme.picks
    if kind is CaseKind.PROBLEM:
        return _problems(connection, _is_typical(area_codes, window), _gravest_first(), window)[: rule.most]
    visits = _visits(connection, _is_exemplary(area_codes, window), window)
    early = _problems(connection, _is_early(area_codes, window), _earliest_first(), window)
    half = max(rule.most // 2, rule.most - len(early))
    return [*visits[:half], *early][: rule.most]


def read_cases(connection: Connection, keys: Sequence[str], window: Window) -> dict[str, Case]:
    """Return picked records as they are at the cut-off, by key; a record that is gone, or came later, is not there."""
    ids = {register: [key.partition(":")[2] for key in keys if key.startswith(f"{register}:")] for register in _READ}
    found = [
        each for register, read in _READ.items() if ids[register] for each in read(connection, ids[register], window)
    ]
    return {each.key: each for each in found}


def _problems_by_id(connection: Connection, ids: Sequence[str], window: Window) -> list[Case]:
    wanted = and_(is_sound(problem), problem.c.problem_id.in_(ids), states.is_raised_by(window.cutoff))
    return _to_problems(read_frame(connection, _problem_rows(wanted, window)))


def _visits_by_id(connection: Connection, ids: Sequence[str], window: Window) -> list[Case]:
    wanted = and_(
        is_sound(visit),
        visit.c.problems_found.between(0, MOST),
        visit.c.visit_id.in_(ids),
        window.holds(visit.c.visited_on),
    )
    return _to_visits(read_frame(connection, _visit_rows(wanted)))


_READ = {"problem": _problems_by_id, "visit": _visits_by_id}


def _is_typical(area_codes: Sequence[str], window: Window) -> ColumnElement[bool]:
    cutoff = window.cutoff
    is_bad = states.is_overdue(cutoff) | states.is_reopened(cutoff)
    return and_(is_sound(problem), problem.c.area_code.in_(list(area_codes)), states.is_open(cutoff), is_bad)


def _is_early(area_codes: Sequence[str], window: Window) -> ColumnElement[bool]:
    held = states.state(window.cutoff) == ProblemState.HELD.value
    early = days_after(problem.c.rectified_on, window.scheme.picks.days_early) <= problem.c.due_on
    looked = window.holds(problem.c.look_back_on)
    return and_(is_sound(problem), problem.c.area_code.in_(list(area_codes)), looked, held, early)


def _is_exemplary(area_codes: Sequence[str], window: Window) -> ColumnElement[bool]:
    passed = and_(*(check == "达标" for check in _CHECKS))
    own = school.c.area_code.in_(list(area_codes))
    return and_(
        own, is_sound(visit), is_sound(school), window.holds(visit.c.visited_on), visit.c.problems_found == 0, passed
    )


def _gravest_first() -> tuple[ColumnElement[Any], ...]:
    return case(_SEVERITIES, value=problem.c.severity, else_=len(_SEVERITIES)), problem.c.due_on


def _earliest_first() -> tuple[ColumnElement[Any], ...]:
    return case(_SEVERITIES, value=problem.c.severity, else_=len(_SEVERITIES)), problem.c.rectified_on


def _problems(
    connection: Connection, wanted: ColumnElement[bool], order: tuple[ColumnElement[Any], ...], window: Window
) -> list[Case]:
    rows = _problem_rows(wanted, window).add_columns(
        func.row_number().over(order_by=(*order, problem.c.problem_id)).label("turn"),
        func.row_number()
        .over(partition_by=problem.c.area_code, order_by=(*order, problem.c.problem_id))
        .label("in_county"),
    )
    return _to_problems(_first(connection, rows, window))


def _visits(connection: Connection, wanted: ColumnElement[bool], window: Window) -> list[Case]:
    order = (
        case(_LEVELS, value=visit.c.level, else_=len(_LEVELS)),
        case((visit.c.unannounced, 0), else_=1),
        visit.c.visited_on.desc(),
        visit.c.visit_id,
    )
    rows = _visit_rows(wanted).add_columns(
        func.row_number().over(order_by=order).label("turn"),
        func.row_number().over(partition_by=school.c.area_code, order_by=order).label("in_county"),
    )
    return _to_visits(_first(connection, rows, window))


def _first(connection: Connection, rows: Select[Any], window: Window) -> pd.DataFrame:
    """Return the first rows, of each county as many as the scheme offers."""
    rule, each = window.scheme.picks, rows.subquery("each")
    query = select(each).where(each.c.in_county <= rule.most_in_county).order_by(each.c.turn).limit(rule.most)
    return read_frame(connection, query)


def _problem_rows(wanted: ColumnElement[bool], window: Window) -> Select[Any]:
    c, cutoff = problem.c, window.cutoff
    known = (case((c[name] <= cutoff, c[name])).label(name) for name in _DAYS)
    named = problem.outerjoin(school, school.c.school_id == c.school_id).outerjoin(
        institution, institution.c.institution_id == c.institution_id
    )
    codes = (c.problem_id, c.area_code, school.c.stage, institution.c.kind, c.category_code, c.source, c.severity)
    days = (c.raised_on, c.due_on, *known, states.state(cutoff).label("state"))
    return select(*codes, *days).select_from(named).where(wanted)


def _visit_rows(wanted: ColumnElement[bool]) -> Select[Any]:
    v = visit.c
    columns = (v.visit_id, school.c.area_code, school.c.stage, v.level, v.visited_on, v.unannounced, v.problems_found)
    return select(*columns, *_CHECKS).join_from(visit, school, school.c.school_id == v.school_id).where(wanted)


def _to_problems(rows: pd.DataFrame) -> list[Case]:
    return [
        ProblemCase(
            id=row["problem_id"],
            institution=_known(row["kind"]),
            state=ProblemState(row["state"]),
            **{name: _known(row[name]) for name in (*_AS_THEY_ARE, *_DAYS)},
        )
        for row in rows.to_dict("records")
    ]


def _to_visits(rows: pd.DataFrame) -> list[Case]:
    return [
        VisitCase(
            row["visit_id"],
            row["area_code"],
            row["stage"],
            row["level"],
            row["visited_on"],
            bool(row["unannounced"]),
            tuple(_known(row[check.name]) for check in _CHECKS),
            int(row["problems_found"]),
        )
        for row in rows.to_dict("records")
    ]


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value
