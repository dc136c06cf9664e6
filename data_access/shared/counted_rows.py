"""The rows behind a counted figure, a page at a time; what they add sums to the figure, because both are one query."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from data_access.shared.counts import family_of
from data_access.shared.counts.family import Family
from data_access.shared.counts.schools import school_name
from data_access.shared.counts.window import Window
from data_access.shared.reading import Query, read_frame
from data_access.shared.tables import school, visit
from supervision.periods import Quarter
from supervision.scheme import Scheme

ADDS, SCHOOL_NAME = "adds", "school_name"


def row_headings(measure: str, window: Window) -> dict[str, str]:
    """Return the columns of a measure's rows with their Chinese headings, in order; raises KeyError as `family_of`."""
    columns = _columns(family_of(measure, window))
    return {column.name: _heading(column) for column in columns} | {ADDS: "计入数"}


def read_row_totals(
    connection: Connection, measure: str, area_codes: Sequence[str], quarter: Quarter, cutoff: date, scheme: Scheme
) -> tuple[int, int]:
    """Return how many rows stand behind a counted measure of some areas, and the figure they add up to."""
    family = family_of(measure, Window(quarter, cutoff, scheme))
    adds = family.amount(measure)
    query = _matching(select(func.count().label("rows"), func.sum(adds).label("total")), family, adds, area_codes)
    ((rows, total),) = read_frame(connection, query).itertuples(index=False)
    return int(rows), 0 if pd.isna(total) else int(total)


def read_rows(
    connection: Connection,
    measure: str,
    area_codes: Sequence[str],
    quarter: Quarter,
    cutoff: date,
    scheme: Scheme,
    *,
    limit: int,
    offset: int = 0,
) -> pd.DataFrame:
    """Return some of the rows behind a counted measure of some areas: visits the newest first, else by area and key.

    `area_codes`: the areas whose rows add up to the figure: a place and everything summed into it. Columns: those of
    the relation (see docs/database.md; it holds no personal data), for visits also school_name and area_code of the
    school, and adds (int ≥ 1: what the row adds to the figure). Raises KeyError for a measure not counted from rows.
    """
    family = family_of(measure, Window(quarter, cutoff, scheme))
    adds = family.amount(measure)
    columns = (*_columns(family), adds.label(ADDS))
    if family.relation is visit:
        query = _newest_visits(columns, family, adds, area_codes, limit, offset)
    else:
        matching = _matching(select(*columns), family, adds, area_codes)
        keys = family.relation.primary_key.columns
        query = matching.order_by(family.area_code, *keys).limit(limit).offset(offset)
    return read_frame(connection, query)


def _newest_visits(
    columns: tuple[ColumnElement[Any], ...],
    family: Family,
    adds: ColumnElement[int],
    area_codes: Sequence[str],
    limit: int,
    offset: int,
) -> Query:
    """Return the query of one page of visits: an index walked by the day gives the keys, and only they are looked up.

    Of a province's quarter there are a hundred thousand; by area they would all be sorted for each page.
    """
    order = (visit.c.visited_on.desc(), visit.c.visit_id)
    keys = _matching(select(visit.c.visit_id), family, adds, area_codes).order_by(*order).limit(limit).offset(offset)
    page = keys.subquery("page")
    joined = family.source.join(page, page.c.visit_id == visit.c.visit_id)
    return select(*columns).select_from(joined).order_by(*order)


def _matching(query: Query, family: Family, adds: ColumnElement[int], area_codes: Sequence[str]) -> Query:
    """Return the query narrowed to the rows of the areas that count."""
    return query.select_from(family.source).where(*family.where, adds > 0, family.area_code.in_(list(area_codes)))


def _columns(family: Family) -> tuple[ColumnElement[Any], ...]:
    own: tuple[ColumnElement[Any], ...] = tuple(family.relation.columns)
    return (family.area_code, school_name().label(SCHOOL_NAME), *own) if family.relation is visit else own


def _heading(column: ColumnElement[Any]) -> str:
    """Return the contract's name of a column without its explanation."""
    if column.key == SCHOOL_NAME:
        return str(school.c.name.comment)
    text = str(getattr(column, "comment", "") or "")
    return text.split("，")[0].split("；")[0].split("（")[0]
