"""Monthly coverage of schools: a map of counties with the outlines of their units, and bars sorted by share."""

import math

import pandas as pd

from charts.boundaries import check_boundaries, label_points, shape_codes
from charts.map import (
    fill_layer,
    label_layers,
    map_view,
    mapped_counties,
    outline_by_lookup,
    picked_layer,
    shade_encoding,
    shape_of,
)
from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.ranking import bar_view, sorted_rows
from charts.rows import ROW_COLUMNS, count_shades, distinct_names, missing_row, shaded_row
from charts.shades import Shades
from charts.theme import SCREEN, Look
from supervision.areas import Area, Areas
from supervision.printing import print_count, print_percent

COVERAGE = "学校覆盖率"
NOTHING_DUE = "无应督导学校"
NOT_COUNTED = "无数据"
KM_PER_DEGREE = 111.2


def draw_coverage_map(
    coverage: pd.DataFrame, areas: Areas, shades: Shades, unit_code: str | None = None, look: Look = SCREEN
) -> Picture:
    """Return the counties of the province, or of one unit, coloured by the share of schools visited in a month.

    `coverage`: area_code, schools_due, schools_visited, one row per county. A county without a row has no data; one
    with no school due has nothing to visit. Functional zones are not drawn (`charts.map.undrawn_areas`).
    Raises InputRejected where the map file cannot be used.
    """
    check_boundaries(mapped_counties(areas))
    drawn = set(shape_codes("county"))
    shown = tuple(
        area
        for area in areas.counties
        if not area.is_zone and shape_of(area) in drawn and unit_code in (None, areas.unit_of(area.area_code).area_code)
    )
    rows = coverage_rows(coverage, shown, shades)
    place = "河南省" if unit_code is None else areas[unit_code].name
    if rows.empty or rows["is_missing"].all():
        return draw_nothing(f"{place}本月没有可以显示的{COVERAGE}。", look)
    values = rows.join(placed_counties(shown, areas, whole=unit_code is None))
    view = map_view(
        [
            fill_layer("county", shades, look, COVERAGE, stroke_share=0.5),
            outline_by_lookup("unit", "unit_shape", look),
            picked_layer("county", look),
            *label_layers(look, *county_label_rule(look, whole=unit_code is None)),
        ],
        look,
    )
    return make_picture(view, values, f"{place}各县（市、区）{COVERAGE}分布图：{count_shades(rows)}。", look)


def draw_coverage_bars(
    coverage: pd.DataFrame, areas: Areas, shades: Shades, unit_code: str | None = None, look: Look = SCREEN
) -> Picture:
    """Return bars of the units of the province, or of the counties of one unit, best first; zones are among them."""
    parent = areas.province.area_code if unit_code is None else unit_code
    members = areas.children(parent) or (areas[parent],)
    rows = coverage_rows(sum_coverage(coverage, areas, members), members, shades)
    if rows.empty or rows["is_missing"].all():
        return draw_nothing(f"{areas[parent].name}本月没有可以显示的{COVERAGE}。", look)
    values = sorted_rows(rows)
    values["bar_text"] = values["label"] + values["counts_text"].map(lambda text: f"　{text}" if text else "")
    view = bar_view(shade_encoding(shades, legend=None), 1.0, COVERAGE, look, text_ems=13)
    return make_picture(view, values, f"{areas[parent].name}各地{COVERAGE}：{count_shades(rows)}。", look)


def sum_coverage(coverage: pd.DataFrame, areas: Areas, members: tuple[Area, ...]) -> pd.DataFrame:
    """Return the counts of counties summed to the members they belong to; columns as in `coverage`."""
    codes = {member.area_code for member in members}
    owner = {
        county.area_code: county.area_code if county.area_code in codes else areas.unit_of(county.area_code).area_code
        for county in areas.counties
    }
    counts = coverage.assign(area_code=coverage["area_code"].map(owner))
    return counts.groupby("area_code", as_index=False)[["schools_due", "schools_visited"]].sum()


def coverage_rows(coverage: pd.DataFrame, areas: tuple[Area, ...], shades: Shades) -> pd.DataFrame:
    """Return one row per area: ROW_COLUMNS and `counts_text` (visited and due: 1,506／1,555所)."""
    counts = {
        code: (float(due), float(visited))
        for code, due, visited in zip(
            coverage["area_code"], coverage["schools_due"], coverage["schools_visited"], strict=True
        )
    }
    rows = [
        {"code": area.area_code, "name": name, "counts_text": ""} | _coverage_row(counts.get(area.area_code), shades)
        for area, name in zip(areas, distinct_names(areas), strict=True)
    ]
    return pd.DataFrame(rows, columns=[*ROW_COLUMNS, "counts_text"])


def _coverage_row(counts: tuple[float, float] | None, shades: Shades) -> Row:
    if counts is None or any(map(math.isnan, counts)):
        return missing_row(shades, NOT_COUNTED)
    due, visited = counts
    if due <= 0:
        return missing_row(shades, NOTHING_DUE)
    share = visited / due
    counts_text = f"{print_count(visited)}／{print_count(due)}所"
    return shaded_row(share, print_percent(share), shades.of(share)) | {"counts_text": counts_text}


def placed_counties(shown: tuple[Area, ...], areas: Areas, *, whole: bool) -> pd.DataFrame:
    """Return per county its shape, its unit's shape, and where and what to write.

    On the whole province only units are named, each on the row of its first county; in a unit, its counties are.
    """
    counties, units = label_points("county"), label_points("unit")
    named: set[str] = set()
    rows = []
    for area in shown:
        unit = areas.unit_of(area.area_code)
        point = (units if whole else counties).get(unit.area_code if whole else shape_of(area), {})
        is_label = bool(point) and (not whole or unit.area_code not in named)
        named.add(unit.area_code)
        rows.append(
            {
                "shape": shape_of(area),
                "unit_shape": shape_of(area) if shape_of(area) in units else unit.area_code,
                "heading": unit.short_name if whole else area.short_name,
                "is_label": is_label,
                "lon": point.get("lon") if is_label else None,
                "lat": point.get("lat") if is_label else None,
                "r_km": point.get("r_km"),
            }
        )
    return pd.DataFrame(rows).assign(**_spans(shown))


def _spans(shown: tuple[Area, ...]) -> dict[str, float]:
    """Return how wide and how high the drawn counties are together, in kilometres (from their inscribed circles)."""
    points = [point for area in shown if (point := label_points("county").get(shape_of(area)))]
    if not points:
        return {"span_x": 1.0, "span_y": 1.0}
    slope = math.cos(math.radians(34))
    east = [(p["lon"] * KM_PER_DEGREE * slope, p["r_km"] * 1.3) for p in points]
    north = [(p["lat"] * KM_PER_DEGREE, p["r_km"] * 1.3) for p in points]
    spans = [max(at + r for at, r in line) - min(at - r for at, r in line) for line in (east, north)]
    return {"span_x": spans[0], "span_y": spans[1]}


def county_label_rule(look: Look, *, whole: bool) -> tuple[str, str, tuple[str, ...]]:
    """Return which rows are labelled, how large, and with which lines; a name stands only where it has room."""
    if whole:
        return "datum.is_label", "min(width, height * 1.1) / 55", ("heading",)
    letters = "max(length(datum.heading), 3)"
    radius = "datum.r_km * min(width / datum.span_x, height / datum.span_y)"
    return (
        f"datum.is_label && {radius} > {look.font_size * 0.38} * {letters}",
        str(look.font_size),
        ("heading", "label"),
    )
