"""The tile grid: one equal tile per unit, roughly where it lies; holds no boundary and needs no map file."""

import json
from functools import cache

import pandas as pd

from charts.boundaries import HERE
from charts.map import PICK, figure_tooltip, shade_encoding, shade_legend
from charts.picture import Picture, draw_nothing, make_picture
from charts.rows import TOTAL, count_shades, describe, figure_rows, shades_for
from charts.shades import Shades
from charts.theme import INK, PAPER, SCREEN, Look, Spec
from supervision.assessment import Assessment
from supervision.kept import once

COLUMNS = 8


@once
def draw_tile_grid(assessment: Assessment, shown: str = TOTAL, look: Look = SCREEN) -> Picture:
    """Return the units as tiles, coloured by total, category or a share."""
    rows = figure_rows(assessment, assessment.areas.units, shown)
    name = describe(assessment, shown)
    if rows["is_missing"].all():
        return draw_nothing(f"{assessment.quarter.name}没有可以显示的{name}。", look)
    values = _placed(rows)
    alt = f"河南省各地{name}方格图：{count_shades(rows)}。"
    return make_picture(_tile_view(shades_for(assessment.scheme, shown), name, look), values, alt, look)


@cache
def tile_places() -> dict[str, tuple[int, int]]:
    """Return row and column of each unit by code."""
    tiles = json.loads((HERE / "map_files" / "tile_grid.json").read_text(encoding="utf-8"))
    return {tile["code"]: (tile["row"], tile["col"]) for tile in tiles}


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with `row` and `col`; units the grid does not know follow below it, none is left out."""
    places = tile_places()
    below = max(row for row, _ in places.values()) + 1
    unknown = [code for code in rows["code"] if code not in places]
    spare = {code: (below + index // COLUMNS, index % COLUMNS) for index, code in enumerate(unknown)}
    found = [places.get(code) or spare[code] for code in rows["code"]]
    return rows.assign(row=[row for row, _ in found], col=[col for _, col in found])


def _tile_view(shades: Shades, name: str, look: Look) -> Spec:
    axis_free: Spec = {"type": "ordinal", "axis": None, "scale": {"padding": 0.05}}
    font = "min(bandwidth('x') / 4.3, bandwidth('y') / 2.6)"
    color: Spec = {"field": "ink", "type": "nominal", "scale": None}
    lines = (("name", "normal", f"-{font} * 0.62"), ("label", "bold", f"{font} * 0.62"))
    return {
        "width": look.spec_width,
        "height": look.map_height * 0.8,
        "params": [
            {"name": PICK, "select": {"type": "point", "fields": ["code"], "toggle": False}, "views": ["tiles"]}
        ],
        "encoding": {"x": {"field": "col", **axis_free}, "y": {"field": "row", **axis_free}},
        "layer": [
            {
                "name": "tiles",
                "mark": {"type": "rect", "stroke": PAPER, "cornerRadius": 2, "cursor": "pointer"},
                "encoding": {
                    "fill": shade_encoding(shades, legend=shade_legend(look)),
                    "tooltip": figure_tooltip(name),
                },
            },
            *(
                {
                    "mark": {
                        "type": "text",
                        "fontSize": {"expr": font},
                        "fontWeight": weight,
                        "dy": {"expr": shift},
                        # A little more than the tile, so that no figure is ever cut.
                        "limit": {"expr": "bandwidth('x') * 1.1"},
                    },
                    "encoding": {"text": {"field": field, "type": "nominal"}, "color": color},
                }
                for field, weight, shift in lines
            ),
            {
                "transform": [{"filter": {"param": PICK, "empty": False}}],
                "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": look.font_size / 5},
            },
        ],
    }
