"""The matrix of units and categories: every cell has its mark and score, so that no reader depends on colour."""

from itertools import pairwise

import pandas as pd

from charts.map import PICK, figure_tooltip, shade_encoding, shade_legend
from charts.picture import Picture, draw_nothing, make_picture
from charts.rows import ROW_COLUMNS, TOTAL, figure_records, shades_for
from charts.theme import INK, PAPER, SCREEN, Look, Spec
from supervision.areas import Area, PeerGroup
from supervision.assessment import Assessment
from supervision.kept import once

TOTAL_HEADING = "总分"
# Width of "● 100.0" in ems.
CELL_EMS = 4.4


@once
def draw_band_matrix(assessment: Assessment, units: tuple[Area, ...], look: Look = SCREEN) -> Picture:
    """Return units × (total and twelve categories); a click picks `code` and `column`.

    Units stand in the order given, but peer groups together with a line between them.
    """
    columns = {TOTAL: TOTAL_HEADING} | {
        str(category.id): category.short_name for category in assessment.scheme.category
    }
    values = matrix_rows(assessment, units, columns)
    if values.empty or values["is_missing"].all():
        return draw_nothing(f"{assessment.quarter.name}没有可以显示的分类得分。", look)
    missing = int(values["is_missing"].sum())
    alt = f"{len(units)}个单位{len(columns) - 1}类等次表，每格为等次标记和得分；共{missing}格未评。"
    return make_picture(_matrix_view(assessment, columns, look), values, alt, look)


def matrix_rows(assessment: Assessment, units: tuple[Area, ...], columns: dict[str, str]) -> pd.DataFrame:
    """Return one row per unit and column: ROW_COLUMNS, `column` (heading), `starts_group`; peer groups together."""
    order = list(PeerGroup)
    ordered = tuple(sorted(units, key=lambda unit: order.index(unit.peer_group) if unit.peer_group else 0))
    starts = {unit.area_code for before, unit in pairwise(ordered) if unit.peer_group is not before.peer_group}
    rows = [
        row | {"column": columns[row["shown"]], "starts_group": row["code"] in starts}
        for row in figure_records(assessment, ordered, tuple(columns))
    ]
    return pd.DataFrame(rows, columns=[*ROW_COLUMNS, "column", "starts_group"])


def _matrix_view(assessment: Assessment, columns: dict[str, str], look: Look) -> Spec:
    shades = shades_for(assessment.scheme, TOTAL)
    x: Spec = {
        "field": "column",
        "type": "nominal",
        "sort": list(columns.values()),
        # Two characters a line: four side by side are wider than a cell on paper.
        "axis": {
            "orient": "top",
            "title": None,
            "labelAngle": 0,
            "labelPadding": look.font_size * 1.5,
            "labelExpr": "length(datum.label) > 2 ? [slice(datum.label, 0, 2), slice(datum.label, 2)] : datum.label",
        },
        "scale": {"paddingInner": 0.03},
    }
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None}}
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        "params": [
            {
                "name": PICK,
                "select": {"type": "point", "fields": ["code", "column"], "toggle": False},
                "views": ["cells"],
            }
        ],
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "name": "cells",
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 1, "cursor": "pointer"},
                "encoding": {
                    "fill": shade_encoding(shades, legend=shade_legend(look)),
                    "tooltip": [
                        {"field": "column", "type": "nominal", "title": "类别"},
                        *figure_tooltip("得分"),
                    ],
                },
            },
            _cell_text(look),
            _group_rule(look),
            _picked_cell(look),
        ],
    }


def _cell_text(look: Look) -> Spec:
    return {
        "mark": {"type": "text", "fontSize": {"expr": f"min({look.font_size}, bandwidth('x') / {CELL_EMS})"}},
        "encoding": {
            "text": {"field": "label", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _group_rule(look: Look) -> Spec:
    """Return the line above the first unit of a group; wider than a cell, so that it has no gaps."""
    mark: Spec = {"type": "rect", "height": look.font_size / 7, "width": {"band": 1.06}, "color": INK}
    mark["yOffset"] = {"expr": "-bandwidth('y') / 2"}
    return {"transform": [{"filter": "datum.starts_group"}], "mark": mark}


def _picked_cell(look: Look) -> Spec:
    return {
        "transform": [{"filter": {"param": PICK, "empty": False}}],
        "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": look.font_size / 6},
    }
