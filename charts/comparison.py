"""One figure over all places of a group: where each stands, where it stood, and what small numbers allow to say."""

from typing import cast

import pandas as pd

from charts.map import PICK
from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.rows import describe, distinct_names
from charts.theme import ACCENT, INK, QUIET_INK, RULE, SCREEN, Look, Spec
from supervision.areas import Area
from supervision.assessment import Assessment
from supervision.comparison import compare_group, direction_of, order_rows
from supervision.kept import once
from supervision.printing import print_counts, print_indicator, print_score

TEXT_EMS = 12
"""Room for value and counts behind the dots: 85.2%（12,936／15,098）."""


@once
def draw_comparison(assessment: Assessment, members: tuple[Area, ...], shown: str, look: Look = SCREEN) -> Picture:
    """Return the members best first: a dot now, a light dot for the quarter before, funnel limits for shares.

    The edges of the bands stand as rules where a score is shown; the text names value and counts. A click picks `code`.
    """
    name = describe(assessment, shown)
    table = order_rows(compare_group(assessment, members, shown), direction_of(assessment, shown))
    if table["value"].isna().all():
        return draw_nothing(f"{assessment.quarter.name}没有可以比较的{name}。", look)
    values = comparison_rows(assessment, members, shown, table)
    edges = [band.at_least for band in assessment.scheme.band if band.at_least > 0] if "." not in shown else []
    known = table.dropna(subset=["value"])
    alt = f"{name}比较，共{len(table)}个地方，其中{len(table) - len(known)}个没有可比较的数值。"
    is_share = "." in shown and assessment.scheme.indicator_in(shown, assessment.quarter).kind == "share"
    return make_picture(_view(edges, look, ".0%" if is_share else ",.1~f"), values, alt, look)


def comparison_rows(assessment: Assessment, members: tuple[Area, ...], shown: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per place: code, heading, value, previous, low, high, text, is_outside."""
    names = dict(zip([area.area_code for area in members], distinct_names(members), strict=True))
    rows: list[Row] = []
    for record in cast(list[Row], table.to_dict("records")):
        missing = pd.isna(record["value"])
        rows.append(
            {
                "code": record["area_code"],
                "heading": names[record["area_code"]],
                **{field: None if pd.isna(record[field]) else record[field] for field in _NUMBERS},
                "text": str(record["reason"]) if missing else _text(assessment, shown, record),
                "is_outside": bool(record["is_outside"]),
            }
        )
    return pd.DataFrame(rows)


_NUMBERS = ("value", "previous", "low", "high")


def _text(assessment: Assessment, shown: str, record: Row) -> str:
    if "." not in shown:
        return print_score(record["value"], assessment.scheme.band)
    indicator = assessment.scheme.indicator_in(shown, assessment.quarter)
    counts = f"（{print_counts(record['numerator'], record['denominator'])}）"
    return print_indicator(record["value"], indicator) + ("" if indicator.kind == "median" else counts)


def _view(edges: list[float], look: Look, number_form: str) -> Spec:
    y: Spec = {
        "field": "heading",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "grid": True, "gridColor": RULE},
    }
    room = look.font_size * TEXT_EMS
    x: Spec = {
        "type": "quantitative",
        "axis": {"title": None, "grid": False, "tickCount": 5, "format": number_form},
        "scale": {"zero": False, "nice": True, "range": [0, {"expr": f"max(width - {room}, width / 2)"}]},
    }
    # Rows of their own: over the places' rows each rule would be drawn once a place, and across its row.
    rules: list[Spec] = [
        {
            "data": {"values": [{"edge": edge} for edge in edges]},
            "mark": {"type": "rule", "color": QUIET_INK, "strokeDash": [4, 3]},
            "encoding": {"x": {**x, "field": "edge"}},
        }
    ]
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        "layer": [
            *(rules if edges else []),
            {
                "mark": {"type": "rule", "color": RULE, "strokeWidth": 6},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": False, "color": QUIET_INK, "size": 60, "opacity": 0.9},
                "encoding": {"y": y, "x": {**x, "field": "previous"}},
            },
            {
                "name": "dots",
                "params": [{"name": PICK, "select": {"type": "point", "fields": ["code"], "toggle": False}}],
                "mark": {"type": "point", "filled": True, "size": 130, "cursor": "pointer", "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "value"},
                    "color": {"condition": {"test": "datum.is_outside", "value": INK}, "value": ACCENT},
                    "shape": {"condition": {"test": "datum.is_outside", "value": "diamond"}, "value": "circle"},
                },
            },
            {
                "mark": {"type": "text", "align": "right", "fontSize": look.font_size * 0.9},
                "encoding": {
                    "y": y,
                    "text": {"field": "text", "type": "nominal"},
                    "x": {"value": {"expr": "width"}},
                },
            },
        ],
    }
