"""Counts of problems: due, rectified in time, overdue, looked back at, relapsed; states by `problem_states`."""

from sqlalchemy import and_, or_

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.problem_states import is_looked_back_by, is_on_time, is_overdue, is_raised_by, is_reopened
from data_access.shared.soundness import is_sound
from data_access.shared.tables import problem
from supervision.problem_states import HELD


def problem_family(window: Window) -> Family:
    """Return the rows of problems due, rectified in time, overdue, looked back at and relapsed.

    A relapse takes back the rectification: a problem that was due stays due and was not rectified in time.
    """
    c, cutoff = problem.c, window.cutoff
    since = window.quarter.shifted(1 - window.scheme.counting.relapse_quarters).starts_on
    overdue = is_overdue(cutoff)
    rectified_once = and_(window.is_done(c.rectified_on), c.due_on <= cutoff)
    # Due in the window, or due before it and still open when it began.
    of_window = or_(c.due_on >= window.first, window.is_open(c.rectified_on), c.rectified_on >= window.first)
    looked_back = and_(is_looked_back_by(cutoff), window.holds(c.look_back_on))
    accepted = c.accepted_on.between(since, cutoff)
    return Family(
        relation=problem,
        area_code=c.area_code,
        source=problem,
        where=(is_sound(problem), is_raised_by(cutoff)),
        amounts=(
            one_where("problems_due", or_(overdue, and_(of_window, rectified_once))),
            one_where("problems_on_time", of_window, rectified_once, is_on_time(cutoff)),
            one_where("problems_open_overdue", overdue),
            one_where("look_backs", looked_back, c.look_back_result.is_not(None)),
            one_where("look_backs_ok", looked_back, c.look_back_result == HELD),
            one_where("problems_accepted", accepted),
            one_where("problems_relapsed", accepted, is_reopened(cutoff)),
        ),
    )
