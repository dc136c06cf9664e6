"""The rows behind a counted figure, a page at a time; what they add sums to the figure, because both are one query."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from data_access.shared.counts import family_of
from data_access.shared.counts.family import Family
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
    """Return some of the rows behind a counted measure of some areas, ordered by area and key.

    `area_codes`: the areas whose rows add up to the figure: a place and everything summed into it. Columns: those of
    the relation (see docs/database.md; it holds no personal data), for visits also school_name and area_code of the
    school, and adds (int ≥ 1: what the row adds to the figure). Raises KeyError for a measure not counted from rows.
    """
    family = family_of(measure, Window(quarter, cutoff, scheme))
    adds = family.amount(measure)
    query = _matching(select(*_columns(family), adds.label(ADDS)), family, adds, area_codes)
    keys = list(family.relation.primary_key.columns)
    return read_frame(connection, query.order_by(family.area_code, *keys).limit(limit).offset(offset))


def _matching(query: Query, family: Family, adds: ColumnElement[int], area_codes: Sequence[str]) -> Query:
    """Return the query narrowed to the rows of the areas that count."""
    return query.select_from(family.source).where(*family.where, adds > 0, family.area_code.in_(list(area_codes)))


def _columns(family: Family) -> tuple[ColumnElement[Any], ...]:
    own: tuple[ColumnElement[Any], ...] = tuple(family.relation.columns)
    return (family.area_code, school.c.name.label(SCHOOL_NAME), *own) if family.relation is visit else own


def _heading(column: ColumnElement[Any]) -> str:
    """Return the contract's name of a column without its explanation."""
    if column.key == SCHOOL_NAME:
        return str(school.c.name.comment)
    text = str(getattr(column, "comment", "") or "")
    return text.split("，")[0].split("；")[0].split("（")[0]
