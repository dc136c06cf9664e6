"""Scores over quarters: one small line, or one panel per category; a quarter without a score breaks the line."""

from collections.abc import Sequence

import pandas as pd

from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.rows import TOTAL, describe, figure_records
from charts.theme import ACCENT, INK, QUIET_INK, RULE, SCREEN, Look, Spec
from supervision.assessment import Assessment

PANEL_COLUMNS = 4
# Scores end at 100; above it is room for the number of the newest point.
SCALE: Spec = {"domain": [40, 122], "clamp": True}


def draw_sparkline(
    assessments: Sequence[Assessment], area_code: str, shown: str = TOTAL, look: Look = SCREEN
) -> Picture:
    """Return the small line of one score of an area over quarters, oldest first, with the newest number."""
    values = trend_rows(assessments, area_code, (shown,))
    if values["value"].isna().all():
        return draw_nothing("没有历次得分。", look)
    x: Spec = {**_quarters(), "axis": None, "scale": {"padding": 0.3}}
    view: Spec = {
        "width": look.spec_width,
        "height": look.font_size * 4,
        "layer": _line_layers(look, {**_scores(), "axis": None}),
        "encoding": {"x": x},
    }
    alt = f"{assessments[-1].areas[area_code].name}{values['series'].iloc[0]}历次得分：{_in_words(values)}。"
    return make_picture(view, values, alt, look)


def draw_trends(assessments: Sequence[Assessment], area_code: str, look: Look = SCREEN) -> Picture:
    """Return one panel per category, all on the same scale, over quarters, oldest first."""
    newest = assessments[-1]
    every = tuple(str(category.id) for category in newest.scheme.category)
    values = trend_rows(assessments, area_code, every)
    if values["value"].isna().all():
        return draw_nothing("没有历次得分。", look)
    small = look.font_size * 0.8
    # Two lines, 22年 over 四季度: panels are narrow.
    broken = "[slice(datum.label, 0, 3), slice(datum.label, 3)]"
    x_axis: Spec = {"labelAngle": 0, "labelFontSize": small, "labelOverlap": True, "title": None, "labelExpr": broken}
    y_axis: Spec = {"values": [60, 80, 90], "grid": True, "gridColor": RULE, "title": None, "labelFontSize": small}
    view: Spec = {
        "autosize": "pad",
        "columns": PANEL_COLUMNS,
        "spacing": look.font_size * 1.2,
        "facet": {
            "field": "series",
            "type": "nominal",
            "sort": [describe(newest, shown, short=True) for shown in every],
            "header": {"title": None, "labelAnchor": "start"},
        },
        "spec": {
            "width": look.font_size * 10,
            "height": look.font_size * 5,
            "layer": _line_layers(look, {**_scores(), "axis": y_axis}),
            "encoding": {"x": {**_quarters(), "axis": x_axis}},
        },
    }
    alt = f"{newest.areas[area_code].name}{len(every)}类历次得分，共{len(assessments)}个季度。"
    return make_picture(view, values, alt, look)


def trend_rows(assessments: Sequence[Assessment], area_code: str, every: tuple[str, ...]) -> pd.DataFrame:
    """Return one row per figure and quarter: series, quarter, value, text, is_last."""
    rows: list[Row] = []
    for position, assessment in enumerate(assessments):
        # An area that did not exist yet has no score to show.
        area = (assessment.areas[area_code],) if area_code in assessment.areas else ()
        rows += [
            {
                "series": describe(assessment, row["shown"], short=True),
                "quarter": assessment.quarter.short_name,
                "value": row["value"],
                "text": row["text"],
                "is_last": position == len(assessments) - 1,
            }
            for row in figure_records(assessment, area, every)
        ]
    found = pd.DataFrame(rows, columns=["series", "quarter", "value", "text", "is_last"])
    return found.astype({"value": float})


def _quarters() -> Spec:
    return {"field": "quarter", "type": "ordinal", "sort": None}


def _scores() -> Spec:
    return {"field": "value", "type": "quantitative", "scale": SCALE}


def _line_layers(look: Look, y: Spec) -> list[Spec]:
    """Return the line, its points, and the newest number or the word for why there is none."""
    # `y` is not shared by the layers: the word for a missing score would inherit its field and have no place.
    tooltip = [
        {"field": "quarter", "type": "nominal", "title": "季度"},
        {"field": "text", "type": "nominal", "title": "得分"},
    ]
    line: Spec = {"type": "line", "color": ACCENT, "strokeWidth": look.font_size / 8}
    line["invalid"] = "break-paths-show-domains"
    point: Spec = {"type": "point", "filled": True, "opacity": 1, "size": look.font_size * 2.2, "color": ACCENT}
    text: Spec = {"field": "text", "type": "nominal"}
    return [
        {"mark": line, "encoding": {"y": y}},
        {"transform": [{"filter": "isValid(datum.value)"}], "mark": point, "encoding": {"y": y, "tooltip": tooltip}},
        {
            "transform": [{"filter": "datum.is_last && isValid(datum.value)"}],
            "mark": {"type": "text", "dy": -look.font_size * 0.9, "color": INK, "fontWeight": "bold"},
            "encoding": {"y": y, "text": text},
        },
        {
            "transform": [{"filter": "datum.is_last && !isValid(datum.value)"}],
            "mark": {"type": "text", "color": QUIET_INK},
            "encoding": {"text": text, "y": {"value": {"expr": "height / 2"}}},
        },
    ]


def _in_words(values: pd.DataFrame) -> str:
    return "、".join(f"{quarter}{text}" for quarter, text in zip(values["quarter"], values["text"], strict=True))
