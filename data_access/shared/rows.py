"""The rows behind a figure; their number always equals the figure they explain."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access.shared.counts.schools import is_due, is_school, school_name
from data_access.shared.counts.window import sound_number
from data_access.shared.coverage import visited_schools
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import school, visit
from data_access.shared.visiting import inspector_of
from supervision.periods import month_end


def read_unvisited_schools(connection: Connection, area_code: str, month: date, cutoff: date) -> pd.DataFrame:
    """Return the schools of a county that were due in a month and not visited, one row per school, longest ago first.

    Columns: school_id, name, stage, pupils, last_visited_on (date of the last visit before the month, None if never),
    inspector_id (who is responsible at the end of the month or the cut-off, None where nobody is).
    Teaching points are not among them; the number of rows is schools_due − schools_visited of `read_coverage`.
    """
    visited = visited_schools(month, cutoff)
    last_visit = (
        select(func.max(visit.c.visited_on))
        .where(visit.c.school_id == school.c.school_id, visit.c.visited_on < month, is_sound(visit))
        .scalar_subquery()
    )
    query = (
        select(
            school.c.school_id,
            school_name(),
            school.c.stage,
            sound_number(school.c.pupils),
            last_visit.label("last_visited_on"),
            inspector_of(min(month_end(month), cutoff)).label("inspector_id"),
        )
        .outerjoin(visited, visited.c.school_id == school.c.school_id)
        .where(school.c.area_code == area_code, is_due(month, cutoff), is_school(), visited.c.school_id.is_(None))
        .order_by(last_visit.asc().nulls_first(), school.c.name, school.c.school_id)
    )
    return read_frame(connection, query)
