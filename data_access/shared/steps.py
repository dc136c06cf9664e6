"""What the office did, place by place: summons, accountability decisions, early warnings. As of a day.

Nothing after the cut-off is known: an answer or a notification that came later is empty.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, case, null, select, true

from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import accountability, interview, warning_notice

Moment = TypeVar("Moment")


def read_interviews(connection: Connection, cutoff: date, area_codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the summons held by a cut-off, one row each, the newest first; of some places only, where given.

    Columns: interview_id, area_code, trigger, held_on, notified_on (None where the local Party committee and
    government had not been told by then), document_no.
    """
    c = interview.c
    told = _known(c.notified_on, c.notified_on <= cutoff)
    query = (
        select(c.interview_id, c.area_code, c.trigger, c.held_on, told.label("notified_on"), c.document_no)
        .where(is_sound(interview), c.held_on <= cutoff, _of(c.area_code, area_codes))
        .order_by(c.held_on.desc(), c.interview_id)
    )
    return read_frame(connection, query)


def read_accountability(connection: Connection, cutoff: date, area_codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the accountability decisions made by a cut-off, one row each, the newest first; never a person's name.

    Columns: accountability_id, area_code, subject (单位 or 个人), measure, decided_on, document_no.
    """
    c = accountability.c
    query = (
        select(accountability)
        .where(is_sound(accountability), c.decided_on <= cutoff, _of(c.area_code, area_codes))
        .order_by(c.decided_on.desc(), c.accountability_id)
    )
    return read_frame(connection, query)


def read_warnings(connection: Connection, cutoff: date, area_codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the early warnings issued by a cut-off, one row each, the newest first.

    Columns: warning_id, area_code, category_code, title, issued_on, audience, acknowledged_on (None where there was no
    answer by then).
    """
    c = warning_notice.c
    answered = _known(c.acknowledged_on, c.acknowledged_on <= cutoff)
    query = (
        select(
            c.warning_id,
            c.area_code,
            c.category_code,
            c.title,
            c.issued_on,
            c.audience,
            answered.label("acknowledged_on"),
        )
        .where(is_sound(warning_notice), c.issued_on <= cutoff, _of(c.area_code, area_codes))
        .order_by(c.issued_on.desc(), c.warning_id)
    )
    return read_frame(connection, query)


def _known(moment: ColumnElement[Moment], is_known: ColumnElement[bool]) -> ColumnElement[Moment | None]:
    """Return a day or moment where it is known, else nothing."""
    return case((and_(moment.is_not(None), is_known), moment), else_=null())


def _of(column: ColumnElement[str], area_codes: Sequence[str] | None) -> ColumnElement[bool]:
    return true() if area_codes is None else column.in_(list(area_codes))
