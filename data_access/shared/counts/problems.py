"""Counts of problems: due, rectified in time, overdue, looked back at, relapsed."""

from sqlalchemy import and_, or_

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.tables import problem


def problem_family(window: Window) -> Family:
    """Return the rows of problems due, rectified in time, overdue, looked back at and relapsed."""
    c = problem.c
    since = window.quarter.shifted(1 - window.scheme.counting.relapse_quarters).starts_on
    overdue = and_(window.is_open(c.rectified_on), c.due_on < window.cutoff)
    done = and_(window.is_done(c.rectified_on), c.due_on <= window.cutoff)
    # Due in the window, or due before it and still open when it began.
    of_window = or_(c.due_on >= window.first, window.is_open(c.rectified_on), c.rectified_on >= window.first)
    looked_back = window.holds(c.look_back_on)
    accepted = c.accepted_on.between(since, window.cutoff)
    return Family(
        relation=problem,
        area_code=c.area_code,
        source=problem,
        where=(c.raised_on <= window.cutoff,),
        amounts=(
            one_where("problems_due", of_window, or_(done, overdue)),
            one_where("problems_on_time", of_window, done, c.rectified_on <= c.due_on),
            one_where("problems_open_overdue", overdue),
            one_where("look_backs", looked_back, c.look_back_result.is_not(None)),
            one_where("look_backs_ok", looked_back, c.look_back_result == "巩固"),
            one_where("problems_accepted", accepted),
            one_where("problems_relapsed", accepted, c.look_back_result == "反弹", c.look_back_on <= window.cutoff),
        ),
    )
