"""Schools one by one: those of some areas, a page at a time, and one school with what is known of its quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, or_, select

from data_access.shared.counts.complaints import complaint_family
from data_access.shared.counts.schools import is_point, is_school, school_name
from data_access.shared.counts.visits import visit_family
from data_access.shared.counts.window import Window, count_where, sound_number
from data_access.shared.problem_states import is_open
from data_access.shared.reading import Query, read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import complaint, problem, school, visit
from supervision.periods import Quarter
from supervision.scheme import Scheme

MOST_FOUND = 50


def read_school_names(connection: Connection) -> pd.DataFrame:
    """Return every school that is or was, one row each; columns school_id, area_code, name."""
    return read_frame(connection, _names().order_by(school.c.area_code, school.c.name, school.c.school_id))


def read_schools_named(
    connection: Connection, text: str, limit: int, area_codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return schools whose name holds a text letter for letter, those that begin with it first; columns as above.

    `area_codes`: only schools of these areas, where given.
    """
    begins = case((school.c.name.startswith(text, autoescape=True), 0), else_=1)
    query = _names().where(school.c.name.contains(text, autoescape=True))
    if area_codes is not None:
        query = query.where(school.c.area_code.in_(list(area_codes)))
    order = (begins, school.c.area_code, school.c.name, school.c.school_id)
    return read_frame(connection, query.order_by(*order).limit(min(limit, MOST_FOUND)))


def read_school_numbers(connection: Connection, area_codes: Sequence[str], cutoff: date) -> dict[str, int]:
    """Return how many schools of some areas stand in the register: open, points, closed, not_open_yet."""
    is_open = _is_open(cutoff)
    begun = and_(is_sound(school), school.c.opened_on <= cutoff)
    query = select(
        count_where("open", is_open, is_school()),
        count_where("points", is_open, is_point()),
        count_where("closed", begun, school.c.closed_on <= cutoff),
        count_where("not_open_yet", is_sound(school), school.c.opened_on > cutoff),
    ).where(school.c.area_code.in_(list(area_codes)))
    numbers = read_frame(connection, query).fillna(0).astype(int)
    return {str(name): int(numbers[name].iloc[0]) for name in numbers.columns}


def read_schools_matching(connection: Connection, area_codes: Sequence[str], text: str) -> int:
    """Return how many schools of some areas have a text in their name; all of them for an empty text."""
    query = select(func.count().label("schools")).select_from(school).where(*_of(area_codes, text))
    ((found,),) = read_frame(connection, query).itertuples(index=False)
    return int(found)


def read_school_page(
    connection: Connection,
    area_codes: Sequence[str],
    text: str,
    quarter: Quarter,
    cutoff: date,
    scheme: Scheme,
    *,
    limit: int,
    offset: int = 0,
) -> pd.DataFrame:
    """Return some of the schools of some areas, one row each, by area, name and id; closed ones among them.

    Columns: school_id, area_code, name, stage, pupils, opened_on, closed_on, last_visited_on (None if never),
    visits (valid ones of the quarter), problems_open (raised and not rectified at the cut-off), complaints (received
    in the quarter, duplicates left out); the last three are ints counted as the measures of the scheme count them.
    """
    order = (school.c.area_code, school.c.name, school.c.school_id)
    query = select(*_facts()).where(*_of(area_codes, text)).order_by(*order).limit(limit).offset(offset)
    return _with_counts(connection, read_frame(connection, query), Window(quarter, cutoff, scheme))


@dataclass(frozen=True, eq=False)
class SchoolCard:
    """One school and the rows of its quarter; no personal data are among them."""

    facts: pd.DataFrame
    """One row with the columns of `read_school_page`."""
    visits: pd.DataFrame
    """Valid visits of the quarter, the newest first; columns of relation `visit`."""
    problems: pd.DataFrame
    """Open at the cut-off, raised or rectified in the quarter, the newest first; columns of relation `problem`."""
    complaints: pd.DataFrame
    """Received in the quarter, duplicates left out, the newest first; columns of relation `complaint`."""


def read_school_card(
    connection: Connection, school_id: str, quarter: Quarter, cutoff: date, scheme: Scheme
) -> SchoolCard | None:
    """Return one school and its quarter; None where there is no school of that id."""
    window = Window(quarter, cutoff, scheme)
    facts = _with_counts(connection, read_frame(connection, select(*_facts()).where(_is(school, school_id))), window)
    if facts.empty:
        return None
    return SchoolCard(
        facts,
        read_frame(connection, _visits_of(school_id, window)),
        read_frame(connection, _problems_of(school_id, window)),
        read_frame(connection, _complaints_of(school_id, window)),
    )


def _is(relation: Table, school_id: str) -> ColumnElement[bool]:
    return relation.c.school_id == school_id


def _visits_of(school_id: str, window: Window) -> Query:
    family = visit_family(window)
    query = select(*visit.c).select_from(family.source).where(*family.where, _is(visit, school_id))
    return query.order_by(visit.c.visited_on.desc(), visit.c.visit_id)


def _problems_of(school_id: str, window: Window) -> Query:
    c = problem.c
    of_quarter = or_(is_open(window.cutoff), c.raised_on >= window.first, window.holds(c.rectified_on))
    query = select(*c).where(is_sound(problem), _is(problem, school_id), c.raised_on <= window.cutoff, of_quarter)
    return query.order_by(c.raised_on.desc(), c.problem_id)


def _complaints_of(school_id: str, window: Window) -> Query:
    query = select(*complaint.c).where(*_received(window), _is(complaint, school_id))
    return query.order_by(complaint.c.received_at.desc(), complaint.c.complaint_id)


def _facts() -> list[ColumnElement[Any]]:
    own: dict[str, ColumnElement[Any]] = {"name": school_name(), "pupils": sound_number(school.c.pupils)}
    return [own.get(column.name, column) for column in school.c]


def _names() -> Query:
    return select(school.c.school_id, school.c.area_code, school_name()).where(is_sound(school))


def _of(area_codes: Sequence[str], text: str) -> tuple[ColumnElement[bool], ...]:
    inside = and_(is_sound(school), school.c.area_code.in_(list(area_codes)))
    return (inside, school.c.name.contains(text, autoescape=True)) if text else (inside,)


def _is_open(cutoff: date) -> ColumnElement[bool]:
    return and_(
        is_sound(school), school.c.opened_on <= cutoff, or_(school.c.closed_on.is_(None), school.c.closed_on > cutoff)
    )


def _received(window: Window) -> tuple[ColumnElement[bool], ...]:
    family = complaint_family(window)
    return (*family.where, family.amount("complaints_received") > 0)


def _with_counts(connection: Connection, schools: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the schools with what was counted of each; only rows of these few schools are read."""
    ids = schools["school_id"].to_list()
    family = visit_family(window)
    visits = select(visit.c.school_id, func.count().label("visits")).select_from(family.source).where(*family.where)
    # A visit outside the school's own days is no visit to it, in the quarter or before.
    valid = select(visit.c.school_id, func.max(visit.c.visited_on).label("last_visited_on"))
    last = valid.select_from(family.source).where(visit.c.visited_on <= window.cutoff, family.where[-1])
    problems = select(problem.c.school_id, func.count().label("problems_open")).where(
        is_sound(problem), is_open(window.cutoff)
    )
    complaints = select(complaint.c.school_id, func.count().label("complaints")).where(*_received(window))
    counted = schools
    for query, column in (
        (last, visit.c.school_id),
        (visits, visit.c.school_id),
        (problems, problem.c.school_id),
        (complaints, complaint.c.school_id),
    ):
        rows = read_frame(connection, query.where(column.in_(ids)).group_by(column))
        counted = counted.merge(rows, on="school_id", how="left")
    numbers = ["visits", "problems_open", "complaints"]
    counted[numbers] = counted[numbers].astype(float).fillna(0).astype(int)
    return counted
