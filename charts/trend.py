"""Scores over quarters: one small line, or one panel per category; a quarter without a score breaks the line."""

from collections.abc import Sequence

import pandas as pd

from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.rows import TOTAL, describe, figure_records
from charts.theme import ACCENT, QUIET_INK, RULE, SCREEN, Look, Spec
from supervision.assessment import Assessment

PANEL_COLUMNS = 4


def draw_sparkline(
    assessments: Sequence[Assessment], area_code: str, shown: str = TOTAL, look: Look = SCREEN
) -> Picture:
    """Return the small line of one figure of an area over quarters, oldest first; only the last point has a number."""
    values = trend_rows(assessments, area_code, (shown,))
    if values["value"].isna().all():
        return draw_nothing("没有历次得分。", look)
    alt = f"{assessments[-1].areas[area_code].name}{values['series'].iloc[0]}历次得分：{_in_words(values)}。"
    view: Spec = {
        "width": look.spec_width,
        "height": look.font_size * 2.6,
        "layer": _line_layers(look, last_only=True),
        "encoding": _axes(look, shown_axis=False),
    }
    return make_picture(view, values, alt, look)


def draw_trends(assessments: Sequence[Assessment], area_code: str, look: Look = SCREEN) -> Picture:
    """Return one panel per category and one for the total, on the same scale, over quarters, oldest first."""
    newest = assessments[-1]
    every = (TOTAL, *(str(category.id) for category in newest.scheme.category))
    values = trend_rows(assessments, area_code, every)
    if values["value"].isna().all():
        return draw_nothing("没有历次得分。", look)
    view: Spec = {
        "autosize": "pad",
        "columns": PANEL_COLUMNS,
        "spacing": look.font_size * 1.4,
        "facet": {
            "field": "series",
            "type": "nominal",
            "sort": [describe(newest, shown) for shown in every],
            "header": {"title": None, "labelAnchor": "start"},
        },
        "spec": {
            "width": look.font_size * 10,
            "height": look.font_size * 4.5,
            "layer": _line_layers(look, last_only=False),
            "encoding": _axes(look, shown_axis=True),
        },
    }
    alt = f"{newest.areas[area_code].name}总分和{len(every) - 1}类历次得分。总分：{_in_words(values)}。"
    return make_picture(view, values, alt, look)


def trend_rows(assessments: Sequence[Assessment], area_code: str, every: tuple[str, ...]) -> pd.DataFrame:
    """Return one row per figure and quarter: series, quarter, position, value, text, is_last."""
    rows: list[Row] = []
    for position, assessment in enumerate(assessments):
        if area_code not in assessment.areas:
            continue
        rows += [
            {
                "series": describe(assessment, row["shown"]),
                "quarter": assessment.quarter.short_name,
                "position": position,
                "value": row["value"],
                "text": row["text"],
                "is_last": position == len(assessments) - 1,
            }
            for row in figure_records(assessment, (assessment.areas[area_code],), every)
        ]
    found = pd.DataFrame(rows, columns=["series", "quarter", "position", "value", "text", "is_last"])
    return found.astype({"value": float})


def _axes(look: Look, *, shown_axis: bool) -> Spec:
    x_axis: Spec = {"labelAngle": 0, "labelFontSize": look.font_size * 0.8, "labelOverlap": True, "title": None}
    # The first half of the words is enough below a small panel: 22年 over 四季度.
    x_axis["labelExpr"] = "[slice(datum.label, 0, 3), slice(datum.label, 3)]"
    y_axis: Spec = {"values": [60, 80, 90], "grid": True, "gridColor": RULE, "title": None,
                    "labelFontSize": look.font_size * 0.8}  # fmt: skip
    return {
        "x": {"field": "quarter", "type": "ordinal", "sort": None, "axis": x_axis if shown_axis else None},
        "y": {"field": "value", "type": "quantitative", "axis": y_axis if shown_axis else None,
              "scale": {"domain": [40, 105], "clamp": True}},
    }  # fmt: skip


def _line_layers(look: Look, *, last_only: bool) -> list[Spec]:
    numbers = "datum.is_last && isValid(datum.value)"
    tooltip = [
        {"field": "quarter", "type": "nominal", "title": "季度"},
        {"field": "text", "type": "nominal", "title": "得分"},
    ]
    point: Spec = {"type": "point", "filled": True, "size": look.font_size * 2.2, "color": ACCENT}
    return [
        {"mark": {"type": "line", "color": ACCENT, "strokeWidth": look.font_size / 8, "invalid": "break-paths-show-domains"}},
        {
            **({"transform": [{"filter": "datum.is_last"}]} if last_only else {}),
            "mark": point | {"invalid": "filter"},
            "encoding": {"tooltip": tooltip},
        },
        {
            "transform": [{"filter": numbers}],
            "mark": {"type": "text", "align": "center", "dy": -look.font_size * 0.9, "color": QUIET_INK, "fontWeight": "bold"},
            "encoding": {"text": {"field": "text", "type": "nominal"}},
        },
    ]  # fmt: skip


def _in_words(values: pd.DataFrame) -> str:
    first = values.loc[values["series"] == values["series"].iloc[0]]
    return "、".join(f"{quarter}{text}" for quarter, text in zip(first["quarter"], first["text"], strict=True))
