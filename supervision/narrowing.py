"""An assessment of the whole province narrowed to one area: its own figures as they are, nothing of anywhere else."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

import pandas as pd

from supervision.areas import Areas
from supervision.assessment import Assessment


class _OfPlace(Protocol):
    @property
    def area_code(self) -> str: ...


Matter = TypeVar("Matter", bound=_OfPlace)


def narrow(assessment: Assessment, area_code: str) -> Assessment:
    """Return what an assessment says of one area and of what is summed into it.

    Figures, ranks and how many were ranked stay those of the whole province: nothing is worked out anew, so a rank
    among 17 cities does not become the only one of one. Raises AccessRefused where there is no such area.
    """
    areas = assessment.areas.only(area_code)
    return replace(
        assessment,
        areas=areas,
        indicators=rows_in(assessment.indicators, areas),
        categories=rows_in(assessment.categories, areas),
        totals=rows_in(assessment.totals, areas),
        counts=places_in(assessment.counts, areas),
        revised_late=tuple(code for code in assessment.revised_late if code in areas),
    )


def rows_in(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the rows whose area_code is one of the areas."""
    return rows.loc[rows["area_code"].isin(areas.by_code)].reset_index(drop=True)


def places_in(table: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the rows of a table with the area code as index that are of one of the areas."""
    return table.loc[table.index.isin(areas.by_code)]


def matters_in(matters: Iterable[Matter], areas: Areas) -> tuple[Matter, ...]:
    """Return what is said of one of the areas: attention, episodes, notices."""
    return tuple(matter for matter in matters if matter.area_code in areas)
