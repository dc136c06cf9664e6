"""The calendar of visits: a strip per place, a cell per day, darker where there were more."""

from datetime import date, timedelta

import pandas as pd

from charts.map import shade_legend
from charts.picture import Picture, draw_nothing, make_picture
from charts.rows import distinct_names
from charts.shades import Shade, Shades
from charts.theme import INK, PAPER, RULE, SCREEN, Look, Spec
from supervision.areas import Area

# From many to none; each step much lighter than the one before, so that a grey print tells them apart.
_CLASSES = (
    ("20次及以上", 20.0, "#0F4C5C", PAPER),
    ("10—19次", 10.0, "#4C8FA0", INK),
    ("5—9次", 5.0, "#9CC9D3", INK),
    ("1—4次", 1.0, "#DCECEF", INK),
    ("当日无到校", 0.0, PAPER, INK),
)
SHADES = Shades(tuple(Shade(name, "", name, colour, ink, edge) for name, edge, colour, ink in _CLASSES), "无数据")
_MOST_NUMBERED = 31
"""Days for which the number stands in the cell; in a quarter it is in the tooltip."""


def draw_visit_days(
    days: pd.DataFrame, areas: tuple[Area, ...], first: date, last: date, look: Look = SCREEN
) -> Picture:
    """Return a strip per area over the days from first to last; `days`: area_code, visited_on, visits."""
    if not areas:
        return draw_nothing("没有可以显示的县（市、区）。", look)
    values = visit_day_rows(days, areas, first, last)
    total = int(values["visits"].sum())
    alt = f"{len(areas)}个县（市、区）逐日到校督导次数，共{total}次，{int((values['visits'] == 0).sum())}个县日无到校。"
    numbered = (last - first).days < _MOST_NUMBERED
    return make_picture(_view(look, numbered=numbered), values, alt, look)


def visit_day_rows(days: pd.DataFrame, areas: tuple[Area, ...], first: date, last: date) -> pd.DataFrame:
    """Return one row per area and day, days without a visit too; code, name, day, visits and how they look."""
    found = {
        (code, str(day)[:10]): int(visits)
        for code, day, visits in zip(days["area_code"], days["visited_on"], days["visits"], strict=True)
    }
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    rows = []
    for area, name in zip(areas, distinct_names(areas), strict=True):
        for day in every:
            visits = found.get((area.area_code, day.isoformat()), 0)
            shade = SHADES.of(visits)
            rows.append(
                {
                    "code": area.area_code,
                    "name": name,
                    "day": day.isoformat(),
                    "day_text": f"{day.month}月{day.day}日",
                    "visits": visits,
                    "shade": shade.legend,
                    "ink": shade.ink,
                    "label": str(visits) if visits else "",
                }
            )
    return pd.DataFrame(rows)


def _view(look: Look, *, numbered: bool) -> Spec:
    x: Spec = {
        "field": "day",
        "type": "ordinal",
        "axis": {
            "title": None,
            "orient": "top",
            "labelAngle": 0,
            "labelExpr": "toNumber(slice(datum.value, 5, 7)) + '.' + toNumber(slice(datum.value, 8))",
            "labelOverlap": "greedy",
            "ticks": False,
            "domain": False,
        },
        "scale": {"paddingInner": 0.04},
    }
    cells: Spec = {
        "mark": {"type": "rect", "stroke": RULE, "strokeWidth": 0.5},
        "encoding": {
            "fill": {
                "field": "shade",
                "type": "nominal",
                "scale": SHADES.colour_scale()
                | {"domain": [s.legend for s in SHADES.shades], "range": [s.colour for s in SHADES.shades]},
                "legend": shade_legend(look),
            },
            "tooltip": [
                {"field": "name", "type": "nominal", "title": "地区"},
                {"field": "day_text", "type": "nominal", "title": "日期"},
                {"field": "visits", "type": "quantitative", "title": "到校督导（次）"},
            ],
        },
    }
    text: Spec = {
        "mark": {"type": "text", "fontSize": {"expr": f"min({look.font_size * 0.8}, bandwidth('x') / 1.5)"}},
        "encoding": {
            "text": {"field": "label", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None, "domain": False}}
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        "encoding": {"x": x, "y": y},
        "layer": [cells, text] if numbered else [cells],
    }
