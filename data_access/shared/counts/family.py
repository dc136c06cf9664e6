"""Measures that are counted from the same rows: what each row adds to each measure, and the count as their sum."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Label, Table, func, select

from data_access.shared.reading import Query, read_frame


@dataclass(frozen=True)
class Family:
    """The rows behind some measures. A count is the sum of what the rows add, so a list cannot differ from it."""

    relation: Table
    area_code: ColumnElement[str]
    """The area a row is counted for."""
    source: FromClause
    where: tuple[ColumnElement[bool], ...]
    amounts: tuple[Label[int], ...]
    """One per measure, named by its code: what a row adds (0 where it does not count)."""

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(amount.name for amount in self.amounts)

    def amount(self, measure: str) -> ColumnElement[int]:
        """Return what a row adds to one measure; raises KeyError for a measure of another family."""
        return {amount.name: amount.element for amount in self.amounts}[measure]


def count_rows(family: Family) -> Query:
    """Return the query that sums every measure of a family, one row per area."""
    sums = [func.sum(amount.element).label(amount.name) for amount in family.amounts]
    return (
        select(family.area_code, *sums)
        .select_from(family.source)
        .where(*family.where)
        .group_by(family.area_code)
        .order_by(family.area_code)
    )


def read_counts(connection: Connection, family: Family) -> pd.DataFrame:
    """Return the counts of a family, one row per area, a column per measure."""
    return read_frame(connection, count_rows(family))
