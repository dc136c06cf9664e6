"""What makes a row fit to be counted, as one condition for every read; the check reports each rule of it apart."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from sqlalchemy import Alias, Boolean, Column, ColumnElement, Table, and_, or_
from sqlalchemy.sql.util import ClauseAdapter

from data_access.shared import tables as t
from data_access.shared.types import CivilDate, UtcTime, civil_day, is_readable
from supervision.scheme import every_scheme

ORDERS: tuple[tuple[Column[Any], Column[Any]], ...] = (
    (t.area.c.valid_from, t.area.c.valid_to),
    (t.school.c.opened_on, t.school.c.closed_on),
    (t.inspector.c.appointed_on, t.inspector.c.ended_on),
    (t.school_inspector.c.from_on, t.school_inspector.c.to_on),
    (t.institution.c.registered_on, t.institution.c.closed_on),
    (t.institution.c.registered_on, t.institution.c.converted_on),
    (t.violation.c.found_on, t.violation.c.handled_on),
    (t.complaint.c.received_at, t.complaint.c.due_on),
    (t.complaint.c.received_at, t.complaint.c.closed_on),
    (t.complaint.c.transferred_on, t.complaint.c.closed_on),
    (t.problem.c.raised_on, t.problem.c.due_on),
    (t.problem.c.raised_on, t.problem.c.rectified_on),
    (t.problem.c.rectified_on, t.problem.c.accepted_on),
    (t.problem.c.accepted_on, t.problem.c.look_back_on),
    (t.visit.c.visited_on, t.visit.c.recorded_at),
    (t.warning_notice.c.issued_on, t.warning_notice.c.acknowledged_on),
    (t.interview.c.held_on, t.interview.c.notified_on),
)
"""What happens first and what follows; on the same day is in order."""

NEEDED = ((t.problem.c.rectified_on, t.problem.c.accepted_on), (t.problem.c.accepted_on, t.problem.c.look_back_on))
"""What presupposes another day; an empty day is in no order."""

_NOT_COUNTED_BY = {
    # Neither is in the index that every count of visits is answered from; no count needs them.
    t.visit: {"visit_id", "inspector_id", "recorded_at", "patrol", "lesson", "survey", "interview", "visit_type"},
    t.institution: {"name", "on_platform_on"},
    t.school: {"name"},
}
"""Columns that no figure of their relation is made by: a row with something bad in one of them still counts."""


@cache
def is_sound(relation: Table | Alias) -> ColumnElement[bool]:
    """Return the condition that a row can be counted: its days, codes and flags are there, known and in order.

    Numbers are judged where they are added up (`counts.window.number_where`), links where they are followed.
    `relation`: of the contract, or another name for one.
    """
    if isinstance(relation, Alias):
        return ClauseAdapter(relation).traverse(is_sound(cast(Table, relation.element)))
    return and_(*_rules(relation))


def judged_columns(table: Table) -> tuple[str, ...]:
    """Return the columns by which a row is left out where they break a rule of the contract."""
    return tuple(column.name for column in _counted(table) if any(True for _ in _column_rules(column)))


def _counted(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name not in _NOT_COUNTED_BY.get(table, set())]


def _rules(table: Table) -> Iterator[ColumnElement[bool]]:
    counted = _counted(table)
    for column in counted:
        yield from _column_rules(column)
    for earlier, later in ORDERS:
        # A look-back that cannot be is left out by itself (`problem_states.is_looked_back_by`): the problem stands.
        if later is t.problem.c.look_back_on:
            continue
        if earlier.table is table and {earlier.name, later.name} <= {c.name for c in counted}:
            # A day after a moment is in order in any time zone; to ask so first saves most rows the way to civil days.
            yield or_(earlier.is_(None), later.is_(None), later > earlier, day_of(later) >= day_of(earlier))
    for needed, later in NEEDED:
        if later.table is table and later is not t.problem.c.look_back_on:
            yield or_(later.is_(None), needed.is_not(None))


def _column_rules(column: Column[Any]) -> Iterator[ColumnElement[bool]]:
    if column.primary_key:
        yield column.is_not(None)
    codes = column.info.get("codes")
    is_day = isinstance(column.type, CivilDate | UtcTime)
    if column.name == "category_code":
        yield column.in_(category_codes())
    elif codes:
        yield column.in_(codes) if not column.nullable else or_(column.is_(None), column.in_(codes))
    elif isinstance(column.type, Boolean):
        yield column.in_((True, False))
    elif is_day:
        yield is_readable(column)
        if not column.nullable:
            yield column.is_not(None)


def day_of(column: Column[Any]) -> ColumnElement[Any]:
    """Return the civil day of a column of days or moments."""
    return civil_day(column) if isinstance(column.type, UtcTime) else column


@cache
def category_codes() -> tuple[str, ...]:
    """Return how the categories may stand in a register: as their number or as their key, by any scheme."""
    categories = [category for scheme in every_scheme() for category in scheme.category]
    return tuple(dict.fromkeys(code for each in categories for code in (str(each.id), each.key)))
