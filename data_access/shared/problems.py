"""Problems for the page 问题清单: numbers by place and kind, ages of open ones, recurrences, one page of a list."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, text, true

from data_access.shared import problem_states as states
from data_access.shared.counts.schools import school_name
from data_access.shared.counts.window import Window, one_where
from data_access.shared.reading import Query, read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import institution, problem, school
from data_access.shared.types import days_after
from supervision.problem_states import ProblemState


class ProblemList(StrEnum):
    """A list of problems: those of a state, all open ones, recurrences of the quarter, or every one."""

    OPEN = "open"
    OVERDUE = "overdue"
    RELAPSED = "relapsed"
    RECTIFIED = "rectified"
    ACCEPTED = "accepted"
    HELD = "held"
    AGAIN = "again"
    ALL = "all"


FILTERS = ("category_code", "source", "severity")


def read_problem_numbers(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the problems as of the cut-off, one row per county, category, source, severity and state.

    Columns: area_code, category_code, source, severity, state (text), and as ints problems, raised (those raised in
    the quarter) and reopened (those whose look-back found a relapse).
    """
    cutoff, c = window.cutoff, problem.c
    state = states.state(cutoff).label("state")
    keys = (c.area_code, *(c[name] for name in FILTERS))
    query = (
        select(
            *keys,
            state,
            func.count().label("problems"),
            func.sum(one_where("new", window.holds(c.raised_on)).element).label("raised"),
            func.sum(one_where("back", states.is_reopened(cutoff)).element).label("reopened"),
        )
        .where(is_sound(problem), states.is_raised_by(cutoff))
        # By its name: written out, it would be worked out again for every row.
        .group_by(*keys, text("state"))
    )
    return read_frame(connection, query)


def read_raised(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the problems raised in the quarter, one row per county and category: area_code, category_code, cases."""
    c = problem.c
    query = (
        select(c.area_code, c.category_code, func.count().label("cases"))
        .where(is_sound(problem), window.holds(c.raised_on))
        .group_by(c.area_code, c.category_code)
        .order_by(c.area_code, c.category_code)
    )
    return read_frame(connection, query)


def read_open_ages(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the open problems by age, one row per county, class of age and standing.

    Columns: area_code, age (int, place of the class in the scheme), standing (in_time, overdue, or no_term for a
    relapse without a new last day), problems (int). The age of a relapse counts from its look-back.
    """
    cutoff, edges = window.cutoff, window.scheme.problems.age_edges
    opened_on = states.opened_on(cutoff)
    classes = ((opened_on >= cutoff - timedelta(days=edge), place) for place, edge in enumerate(edges))
    age = case(*classes, else_=len(edges)).label("age")
    standing = case((states.is_overdue(cutoff), "overdue"), (states.has_term(cutoff), "in_time"), else_="no_term")
    each = (
        select(problem.c.area_code, age, standing.label("standing"))
        .where(is_sound(problem), states.is_open(cutoff))
        .subquery("each")
    )
    keys = (each.c.area_code, each.c.age, each.c.standing)
    return read_frame(connection, select(*keys, func.count().label("problems")).group_by(*keys).order_by(*keys))


def read_recurrences(connection: Connection, window: Window) -> pd.DataFrame:
    """Return how many problems of the quarter are recurrences, one row per county; columns area_code, problems."""
    found = _recurring(window).subquery("found")
    query = (
        select(problem.c.area_code, func.count().label("problems"))
        .where(problem.c.problem_id.in_(select(found.c.problem_id)))
        .group_by(problem.c.area_code)
        .order_by(problem.c.area_code)
    )
    return read_frame(connection, query)


def _recurring(window: Window) -> Select[tuple[str]]:
    """Return the ids of the problems raised in the quarter that recur.

    A recurrence has the place, the category, and the school and institution (or their absence) of a problem accepted
    at most so many days before, and not after, it was raised.
    """
    c, earlier = problem.c, problem.alias("earlier")
    e, days = earlier.c, window.scheme.problems.recurrence_days
    return (
        select(c.problem_id)
        .distinct()
        .select_from(
            problem.join(
                earlier,
                and_(
                    e.area_code == c.area_code,
                    e.category_code == c.category_code,
                    func.coalesce(e.school_id, "") == func.coalesce(c.school_id, ""),
                    func.coalesce(e.institution_id, "") == func.coalesce(c.institution_id, ""),
                    e.problem_id != c.problem_id,
                    e.raised_on <= c.raised_on,
                    e.accepted_on <= c.raised_on,
                    days_after(e.accepted_on, days) >= c.raised_on,
                ),
            )
        )
        .where(
            is_sound(problem),
            is_sound(earlier),
            window.holds(c.raised_on),
            e.rectified_on <= window.cutoff,
            # Follows from the rule; said apart, it leaves a third of the rows to be looked up.
            e.accepted_on.between(window.first - timedelta(days=days), window.cutoff),
        )
    )


def read_list_size(
    connection: Connection, which: ProblemList, area_codes: Sequence[str], window: Window, filters: Mapping[str, str]
) -> int:
    """Return how many problems of some areas stand on a list; `filters`: a value per column of FILTERS, not all."""
    query = select(func.count().label("problems")).where(*_listed(which, area_codes, window, filters))
    return int(read_frame(connection, query)["problems"].iloc[0])


def read_problems(
    connection: Connection,
    which: ProblemList,
    area_codes: Sequence[str],
    window: Window,
    filters: Mapping[str, str],
    *,
    limit: int,
    offset: int = 0,
) -> pd.DataFrame:
    """Return some problems of a list in some areas: open ones first, the earliest last day first, then the newest.

    Columns: problem_id, area_code, school_name, institution_name (None where none is named), category_code, source,
    severity, summary (without personal data), raised_on, due_on, term (the last day that counts; None for a relapse
    without a new one), rectified_on, accepted_on, look_back_on, look_back_result (each None where it happened after the
    cut-off), state (text), opened_on (from when an open one's age counts).
    """
    cutoff, c = window.cutoff, problem.c
    open_first = case((states.is_open(cutoff), 0), else_=1)
    order = (open_first, case((open_first == 0, states.term(cutoff))).asc().nulls_last(), c.raised_on.desc())
    keys = (
        select(c.problem_id)
        .where(*_listed(which, area_codes, window, filters))
        .order_by(*order, c.problem_id)
        .limit(limit)
        .offset(offset)
        .subquery("page")
    )
    named = (
        problem.join(keys, keys.c.problem_id == c.problem_id)
        .outerjoin(school, school.c.school_id == c.school_id)
        .outerjoin(institution, institution.c.institution_id == c.institution_id)
    )
    columns = (
        c.problem_id,
        c.area_code,
        school_name().label("school_name"),
        institution.c.name.label("institution_name"),
    )
    known = [case((c[n] <= cutoff, c[n])).label(n) for n in ("rectified_on", "accepted_on", "look_back_on")]
    result = case((c.look_back_on <= cutoff, c.look_back_result)).label("look_back_result")
    judged = (
        states.term(cutoff).label("term"),
        states.state(cutoff).label("state"),
        states.opened_on(cutoff).label("opened_on"),
    )
    facts = (c.category_code, c.source, c.severity, c.summary, c.raised_on, c.due_on)
    query: Query = select(*columns, *facts, *known, result, *judged).select_from(named).order_by(*order, c.problem_id)
    return read_frame(connection, query)


def _listed(
    which: ProblemList, area_codes: Sequence[str], window: Window, filters: Mapping[str, str]
) -> tuple[ColumnElement[bool], ...]:
    """Return which problems stand on a list of some areas."""
    chosen = (problem.c[name].in_(_spellings(name, value, window)) for name, value in filters.items())
    return (
        is_sound(problem),
        states.is_raised_by(window.cutoff),
        problem.c.area_code.in_(list(area_codes)),
        _condition(which, window),
        *chosen,
    )


def _spellings(name: str, value: str, window: Window) -> tuple[str, ...]:
    """Return how a value stands in the register: offices write the category as its number or as its key."""
    keys = (category.key for category in window.scheme.category if str(category.id) == value)
    return (value, *keys) if name == "category_code" else (value,)


def _condition(which: ProblemList, window: Window) -> ColumnElement[bool]:
    cutoff = window.cutoff
    by_state = {
        ProblemList.RECTIFIED: ProblemState.RECTIFIED,
        ProblemList.ACCEPTED: ProblemState.ACCEPTED,
        ProblemList.HELD: ProblemState.HELD,
    }
    if which in by_state:
        return states.state(cutoff) == by_state[which].value
    if which is ProblemList.AGAIN:
        return problem.c.problem_id.in_(_recurring(window))
    return {
        ProblemList.OPEN: states.is_open(cutoff),
        ProblemList.OVERDUE: states.is_overdue(cutoff),
        ProblemList.RELAPSED: states.is_reopened(cutoff),
        ProblemList.ALL: true(),
    }[which]
