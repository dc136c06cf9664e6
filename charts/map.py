"""Maps: the province by reporting unit, and counties with the outlines of their units."""

import pandas as pd

from charts.boundaries import boundary_url, check_boundaries, label_points, map_settings, shape_codes
from charts.picture import Picture, draw_nothing, make_picture
from charts.rows import TOTAL, count_shades, describe, figure_rows, shades_for
from charts.shades import Shades
from charts.theme import INK, MISSING_COLOUR, MISSING_STRIPE, PAPER, QUIET_INK, SCREEN, Look, Spec
from supervision.areas import Area, Areas
from supervision.assessment import Assessment
from supervision.kept import once

# About how wide the province is drawn in its place.
DRAWN_WIDTH = "min(width, height * 1.1)"
PICK = "pick"
"""Name of the click selection; its only field is `code`."""

# Equal areas, and the shape people know from the wall map; parallels a sixth inside 31.4° and 36.4° N.
PROJECTION: Spec = {"type": "conicEqualArea", "parallels": [32.2, 35.6], "rotate": [-113.5, 0, 0], "center": [0, 34]}


def draw_unit_map(assessment: Assessment, shown: str = TOTAL, look: Look = SCREEN) -> Picture:
    """Return the map of the units that report to the province, coloured by total, category or a share.

    Raises InputRejected where the map file cannot be used.
    """
    check_boundaries(mapped_counties(assessment.areas))
    return _drawn_units(assessment, shown, look)


@once
def _drawn_units(assessment: Assessment, shown: str, look: Look) -> Picture:
    rows = figure_rows(assessment, assessment.areas.units, shown)
    name = describe(assessment, shown)
    if rows["is_missing"].all():
        return draw_nothing(f"{assessment.quarter.name}没有可以显示的{name}。", look)
    values = _on_shapes(rows, assessment.areas)
    alt = f"河南省各地{name}分布图：{count_shades(rows)}。"
    layers = [
        fill_layer("unit", shades_for(assessment.scheme, shown), look, tooltip=name),
        outline_layer("province", look),
        picked_layer("unit", look),
        *label_layers(look, "datum.is_label", f"{DRAWN_WIDTH} / 60", figures=f"{DRAWN_WIDTH} > {look.font_size * 32}"),
    ]
    return make_picture(map_view(layers, look), values, alt, look)


def undrawn_areas(areas: Areas) -> tuple[Area, ...]:
    """Return the counties that no map draws, functional zones above all, for the list beside the map."""
    drawn = set(shape_codes("county"))
    return tuple(area for area in areas.counties if area.is_zone or shape_of(area) not in drawn)


def mapped_counties(areas: Areas) -> list[tuple[str, str]]:
    """Return code and name of the counties that a map file must have."""
    return [(shape_of(area), area.name) for area in areas.counties if not area.is_zone]


def shape_of(area: Area) -> str:
    """Return the code of the shape an area is drawn as."""
    return area.map_code or area.area_code


def _on_shapes(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return one row per unit shape of the map file: a former province-direct county shows its city's figure."""
    by_code = {row["code"]: row for row in rows.to_dict("records")}
    points = label_points("unit")
    found = []
    for shape in shape_codes("unit"):
        unit = areas.unit_of(shape).area_code if shape in areas else shape
        if unit in by_code:
            point = points.get(shape, {})
            found.append(
                by_code[unit]
                | {"shape": shape, "lon": point.get("lon"), "lat": point.get("lat"), "is_label": shape == unit}
            )
    return pd.DataFrame(found)


def map_view(layers: list[Spec], look: Look) -> Spec:
    """Return the view of a map: projection, click selection on layer `shapes`, and the caption every map carries."""
    words = map_settings().caption
    letters = sum(1.0 if ord(letter) > 0x2000 else 0.6 for letter in words)
    # Smaller rather than cut where the map is narrow; a browser without our font may need an eighth more room.
    size = {"expr": f"min({look.font_size * 0.86}, width / {letters * 1.125:.1f})"}
    caption: Spec = {"text": words, "orient": "bottom", "anchor": "end", "offset": 4, "fontSize": size}
    return {
        "title": caption,
        "width": look.spec_width,
        "height": look.map_height,
        "projection": PROJECTION,
        "params": [
            {"name": PICK, "select": {"type": "point", "fields": ["code"], "toggle": False}, "views": ["shapes"]}
        ],
        "layer": layers,
    }


def _shapes(layer: str, look: Look) -> Spec:
    return {"url": boundary_url(look.static_base), "format": {"type": "topojson", "feature": layer}}


def _lookup(layer: str, look: Look, key: str = "shape") -> Spec:
    return {"lookup": key, "from": {"data": _shapes(layer, look), "key": "properties.code"}, "as": "geo"}


def stripes(steps: int = 18) -> Spec:
    """Return a fill of diagonal stripes, the look of a missing figure in any print."""
    stops = []
    for step in range(steps):
        colour = MISSING_STRIPE if step % 2 else MISSING_COLOUR
        stops += [{"offset": step / steps, "color": colour}, {"offset": (step + 1) / steps, "color": colour}]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


def shade_encoding(shades: Shades, *, legend: Spec | None) -> Spec:
    """Return the fill of field `shade`: its class's colour, or stripes where the figure is missing."""
    return {
        "condition": {"test": "datum.is_missing", "value": stripes()},
        "field": "shade",
        "type": "nominal",
        "scale": shades.colour_scale(),
        "legend": legend,
    }


def shade_legend(look: Look) -> Spec:
    """Return the legend of field `shade`, in as many columns as the width holds."""
    wide, narrow = look.font_size * 66, look.font_size * 42
    return {"title": None, "columns": {"expr": f"width > {wide} ? 5 : width > {narrow} ? 3 : 2"}}


def figure_tooltip(name: str) -> list[Spec]:
    """Return the tooltip of a row of figures; all its texts come from the rows."""
    fields = {"name": "地区", "text": name, "band": "等次", "rank_text": "名次"}
    return [{"field": field, "type": "nominal", "title": title} for field, title in fields.items()]


def fill_layer(layer: str, shades: Shades, look: Look, tooltip: str, stroke_share: float = 1.0) -> Spec:
    """Return the layer of coloured shapes, the only one that answers to clicks."""
    width = look.font_size / 12 * stroke_share
    return {
        "name": "shapes",
        "transform": [_lookup(layer, look)],
        "mark": {"type": "geoshape", "stroke": PAPER, "strokeWidth": width, "cursor": "pointer"},
        "encoding": {
            "shape": {"field": "geo", "type": "geojson"},
            "fill": shade_encoding(shades, legend=shade_legend(look)),
            "tooltip": figure_tooltip(tooltip),
        },
    }


def outline_layer(layer: str, look: Look) -> Spec:
    """Return the outlines of all shapes of a layer."""
    return {"data": _shapes(layer, look), "mark": _outline(look)}


def outline_by_lookup(layer: str, key: str, look: Look) -> Spec:
    """Return the outlines of those shapes of a layer that the rows name in `key`."""
    return {
        "transform": [
            {"aggregate": [{"op": "count", "as": "members"}], "groupby": [key]},
            _lookup(layer, look, key),
        ],
        "mark": _outline(look),
        "encoding": {"shape": {"field": "geo", "type": "geojson"}},
    }


def _outline(look: Look) -> Spec:
    return {"type": "geoshape", "fill": None, "stroke": QUIET_INK, "strokeWidth": look.font_size / 12}


def picked_layer(layer: str, look: Look) -> Spec:
    """Return the dark outline of the picked shape; a stroke on the shapes themselves would be half covered."""
    return {
        "transform": [{"filter": {"param": PICK, "empty": False}}, _lookup(layer, look)],
        "mark": {"type": "geoshape", "fill": None, "stroke": INK, "strokeWidth": look.font_size / 5},
        "encoding": {"shape": {"field": "geo", "type": "geojson"}},
    }


def label_layers(
    look: Look, test: str, size: str, fields: tuple[str, ...] = ("name", "label"), figures: str = "true"
) -> list[Spec]:
    """Return one or two lines of text, each twice: a white halo below keeps it legible on every colour.

    The second line, the figure, stands only where the expression `figures` holds; `test` filters whole labels.
    """
    font_size = {"expr": f"clamp({size}, {look.font_size * 0.7}, {look.font_size * 1.3})"}
    baselines = ("middle",) if len(fields) == 1 else ("bottom", "top")
    halo: Spec = {"stroke": PAPER, "strokeWidth": look.font_size / 4.5, "strokeJoin": "round"}
    return [
        {
            "transform": [{"filter": test}],
            "mark": {
                "type": "text",
                "baseline": baseline,
                "fontSize": font_size,
                "limit": {"expr": "width / 4"},
                "fontWeight": "bold" if baseline == "top" else "normal",
                "opacity": {"expr": f"{figures} ? 1 : 0"} if baseline == "top" else 1,
                **extra,
            },
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
                "text": {"field": field, "type": "nominal"},
            },
        }
        for extra in (halo, {})
        for field, baseline in zip(fields, baselines, strict=True)
    ]
