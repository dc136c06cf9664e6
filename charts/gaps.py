"""Days since the last visit: a map of counties by the median of their schools."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from charts.boundaries import check_boundaries, shape_codes
from charts.coverage import county_label_rule, placed_counties
from charts.map import (
    fill_layer,
    label_layers,
    map_view,
    mapped_counties,
    outline_by_lookup,
    picked_layer,
    shape_of,
)
from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.rows import ROW_COLUMNS, count_shades, distinct_names, missing_row, shaded_row
from charts.shades import Shade, Shades
from charts.theme import BAND_COLOURS, BAND_INKS, INK, PAPER, SCREEN, Look
from supervision.areas import Area, Areas
from supervision.printing import print_count, print_number
from supervision.scheme import Scheme

NEVER = "从未到校"
NO_SCHOOL = "无学校"
MEDIAN = "距上次到校日数（中位数）"


def gap_shades(scheme: Scheme) -> Shades:
    """Return the classes of a median of days, the shortest first; never visited is a class without a number."""
    low, middle, high = scheme.visiting.gap_edges
    words = (f"{low}日以内", f"{low}日以上至{middle}日", f"{middle}日以上至{high}日", f"{high}日以上")
    starts = (0.0, float(low), float(middle), float(high))
    marks = [band.mark for band in (*scheme.band, *(scheme.band[-1],) * 4)][:4]
    shades = [
        Shade(word, mark, f"{mark} {word}", colour, ink, start)
        for word, mark, colour, ink, start in zip(words, marks, BAND_COLOURS, BAND_INKS, starts, strict=True)
    ]
    never = Shade(NEVER, "×", f"× {NEVER}", INK, PAPER, math.inf)
    return Shades((*shades, never), NO_SCHOOL)


def draw_gap_map(gaps: pd.DataFrame, areas: Areas, scheme: Scheme, look: Look = SCREEN) -> Picture:
    """Return the counties coloured by the median of days since the last visit; columns as `read_gaps`.

    Raises InputRejected where the map file cannot be used.
    """
    check_boundaries(mapped_counties(areas))
    drawn = set(shape_codes("county"))
    shown = tuple(area for area in areas.counties if not area.is_zone and shape_of(area) in drawn)
    shades = gap_shades(scheme)
    rows = gap_rows(gaps, shown, shades)
    if rows.empty or rows["is_missing"].all():
        return draw_nothing("没有可以显示的学校。", look)
    fill = fill_layer("county", shades, look, MEDIAN, stroke_share=0.5)
    fill["encoding"]["tooltip"] = [
        {"field": field, "type": "nominal", "title": title}
        for field, title in {"name": "地区", "text": MEDIAN, "worst": "最久的学校", "never": NEVER}.items()
    ]
    layers = [
        fill,
        outline_by_lookup("unit", "unit_shape", look),
        picked_layer("county", look),
        *label_layers(look, *county_label_rule(look, whole=areas.is_whole)),
    ]
    values = rows.join(placed_counties(shown, areas, whole=areas.is_whole))
    alt = f"{areas.top.name}各县（市、区）{MEDIAN}图：{count_shades(rows)}。"
    return make_picture(map_view(layers, look), values, alt, look)


def gap_rows(gaps: pd.DataFrame, areas: tuple[Area, ...], shades: Shades) -> pd.DataFrame:
    """Return one row per area: ROW_COLUMNS, `worst` (the school longest without a visit) and `never` in words."""
    found = {row["area_code"]: row for row in gaps.to_dict("records")}
    rows = [
        {"code": area.area_code, "name": name} | _gap_row(found.get(area.area_code, {}), shades)
        for area, name in zip(areas, distinct_names(areas), strict=True)
    ]
    return pd.DataFrame(rows, columns=[*ROW_COLUMNS, "worst", "never"])


def _gap_row(record: Mapping[Hashable, Any], shades: Shades) -> Row:
    if not record or not record["schools"]:
        return missing_row(shades, NO_SCHOOL) | {"worst": "—", "never": "—"}
    never = f"{print_count(record['never_visited'])}所"
    if pd.isna(record["median_days"]):
        row = shaded_row(math.inf, NEVER, shades.shades[-1])
        return row | {"value": None, "label": f"× {NEVER}", "worst": NEVER, "never": never}
    days = float(record["median_days"])
    worst = f"{record['worst_name']}，{print_count(record['worst_days'])}日"
    row = shaded_row(days, print_days(days), _shade_of(days, shades))
    return row | {"worst": worst, "never": never}


def _shade_of(days: float, shades: Shades) -> Shade:
    """Return the class of a number of days; its upper edge belongs to it."""
    numbered = shades.shades[:-1]
    return next((shade for shade in reversed(numbered) if days > shade.at_least), numbered[0])


def print_days(days: float) -> str:
    """Return a number of days, with a half only where there is one: 13日, 13.5日."""
    return f"{print_number(days, 0 if days == int(days) else 1)}日"
