"""From one total to the next: what each part of a change added or took, running from the old score to the new."""

from collections.abc import Sequence

import pandas as pd

from charts.map import PICK
from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.theme import ACCENT, INK, PAPER, QUIET_INK, RULE, SCREEN, Look, Spec
from supervision.explaining import Part
from supervision.printing import print_number, print_signed

RISE_COLOUR, FALL_COLOUR = ACCENT, "#C67A2E"
LEVEL, RISE, FALL = "总分", "提高", "拉低"
TEXT_EMS = 5


def draw_waterfall(
    parts: Sequence[Part], before: float, after: float, names: tuple[str, str], look: Look = SCREEN
) -> Picture:
    """Return the way from the score before to the score after, the largest part first.

    `names` are those of the two scores. Rising parts are filled, falling ones drawn in outline, and each is signed, so
    that colour is not the only sign. A click picks `part`.
    """
    if not parts:
        return draw_nothing("没有可以分解的变化。", look)
    values = waterfall_rows(parts, before, after, names)
    said = "、".join(f"{part.name}{print_signed(part.points)}" for part in _ordered(parts)[:5])
    alt = f"{names[0]}{print_number(before, 1)}分，{names[1]}{print_number(after, 1)}分；影响较大的：{said}。"
    return make_picture(_view(look), values, alt, look)


def _ordered(parts: Sequence[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: -abs(part.points))


def waterfall_rows(parts: Sequence[Part], before: float, after: float, names: tuple[str, str]) -> pd.DataFrame:
    """Return one row per bar from top to bottom: name, part (what a click picks), start, end, text, kind."""
    rows: list[Row] = [_level(names[0], before)]
    reached = before
    for part in _ordered(parts):
        kind = RISE if part.points >= 0 else FALL
        step = {"start": reached, "end": reached + part.points, "text": print_signed(part.points), "kind": kind}
        rows.append({"name": part.name, "part": part.name} | step)
        reached += part.points
    return pd.DataFrame([*rows, _level(names[1], after)])


def _level(name: str, score: float) -> Row:
    return {"name": name, "part": "", "start": score, "end": score, "text": print_number(score, 1), "kind": LEVEL}


def _view(look: Look) -> Spec:
    x: Spec = {
        "type": "quantitative",
        "axis": {"title": None, "grid": True, "gridColor": RULE, "tickCount": 6},
        "scale": {
            "zero": False,
            "nice": True,
            "range": [0, {"expr": f"max(width - {look.font_size * TEXT_EMS}, width / 2)"}],
        },
    }
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 0}}
    kind: Spec = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [RISE, FALL], "range": [RISE_COLOUR, PAPER]},
        "legend": {"title": None, "symbolStrokeWidth": 1.5},
    }
    outline: Spec = {**kind, "scale": {"domain": [RISE, FALL], "range": [RISE_COLOUR, FALL_COLOUR]}}
    bars: Spec = {
        "name": "bars",
        "params": [{"name": PICK, "select": {"type": "point", "fields": ["part"], "toggle": False}}],
        "transform": [{"filter": f"datum.kind !== '{LEVEL}'"}],
        "mark": {"type": "bar", "height": {"band": 0.62}, "cursor": "pointer", "strokeWidth": 2},
        "encoding": {
            "y": y,
            "x": {**x, "field": "start"},
            "x2": {"field": "end"},
            "fill": kind,
            "stroke": outline,
            "tooltip": [{"field": "name", "title": "部分"}, {"field": "text", "title": "影响（分）"}],
        },
    }
    levels: Spec = {
        "transform": [{"filter": f"datum.kind === '{LEVEL}'"}],
        "mark": {"type": "tick", "thickness": look.font_size / 3, "size": look.row_height * 0.8, "color": INK},
        "encoding": {"y": y, "x": {**x, "field": "start"}},
    }
    text: Spec = {
        "mark": {"type": "text", "align": "right", "color": INK},
        "encoding": {
            "y": y,
            "x": {"value": {"expr": "width"}},
            "text": {"field": "text", "type": "nominal"},
            "color": {"condition": {"test": f"datum.kind === '{LEVEL}'", "value": INK}, "value": QUIET_INK},
        },
    }
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        # The text comes first: it has every row, and the first layer's order is the order of the axis.
        "layer": [text, bars, levels],
    }
