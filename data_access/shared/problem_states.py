"""The states of a problem in SQL: what `supervision.problem_states` defines, for counts and for lists alike."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, not_, null, or_

from data_access.shared.tables import problem
from supervision.problem_states import HELD, RELAPSED, ProblemState

_C = problem.c


def is_raised_by(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a problem exists at the end of a day."""
    return _C.raised_on <= cutoff


def is_looked_back_by(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a look-back counts: after acceptance, and by the end of a day."""
    return and_(
        _C.look_back_on.is_not(None),
        _C.accepted_on.is_not(None),
        _C.accepted_on <= _C.look_back_on,
        _C.look_back_on <= cutoff,
    )


def is_reopened(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a look-back by the end of a day found a relapse; never empty."""
    return and_(is_looked_back_by(cutoff), _C.look_back_result.is_not(None), _C.look_back_result == RELAPSED)


def is_rectified(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that the rectification was made by the end of a day and holds."""
    return and_(_C.rectified_on.is_not(None), _C.rectified_on <= cutoff, not_(is_reopened(cutoff)))


def is_open(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a problem exists and is to be rectified, a relapse among them."""
    never = or_(_C.rectified_on.is_(None), _C.rectified_on > cutoff)
    return and_(is_raised_by(cutoff), or_(never, is_reopened(cutoff)))


def has_term(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that the last day counts: for a relapse only a day set after the look-back does."""
    return or_(not_(is_reopened(cutoff)), _C.due_on > _C.look_back_on)


def is_overdue(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a problem is open and its last day is over; the day itself is not late."""
    return and_(is_open(cutoff), _C.due_on < cutoff, has_term(cutoff))


def is_on_time(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that it was rectified on its last day or before, and the rectification holds."""
    return and_(is_rectified(cutoff), _C.rectified_on <= _C.due_on)


def term(cutoff: date) -> ColumnElement[date | None]:
    """Return the last day for rectifying; empty for a relapse without a new one."""
    return case((has_term(cutoff), _C.due_on), else_=null())


def opened_on(cutoff: date) -> ColumnElement[date]:
    """Return the day from which the age of an open problem counts: of the relapse, else of raising it."""
    return case((is_reopened(cutoff), _C.look_back_on), else_=_C.raised_on)


def state(cutoff: date) -> ColumnElement[str]:
    """Return the state of a problem that was raised by a cut-off, as its name."""
    accepted = and_(_C.accepted_on.is_not(None), _C.accepted_on <= cutoff)
    held = and_(is_looked_back_by(cutoff), _C.look_back_result.is_not(None), _C.look_back_result == HELD)
    return case(
        (not_(is_raised_by(cutoff)), ProblemState.NOT_RAISED.value),
        (is_overdue(cutoff), ProblemState.OVERDUE.value),
        (is_reopened(cutoff), ProblemState.RELAPSED.value),
        (is_open(cutoff), ProblemState.RECTIFYING.value),
        (not_(accepted), ProblemState.RECTIFIED.value),
        (held, ProblemState.HELD.value),
        else_=ProblemState.ACCEPTED.value,
    )
