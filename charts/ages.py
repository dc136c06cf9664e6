"""The pyramid of ages: open problems by how long they have been open, those past their limit apart."""

import pandas as pd

from charts.picture import Picture, draw_nothing, make_picture
from charts.theme import ACCENT, BAND_COLOURS, INK, SCREEN, Look, Spec
from supervision.printing import print_count

IN_TIME, OVERDUE = "未超期", "超期未整改"


def draw_ages(ages: pd.DataFrame, look: Look = SCREEN) -> Picture:
    """Return two bars per class of age, to the left those in time, to the right the overdue; numbers stand on them.

    `ages`: age (name of the class, the youngest first), in_time, overdue.
    """
    total = int(ages["in_time"].sum() + ages["overdue"].sum())
    if not total:
        return draw_nothing("没有未整改的问题。", look)
    values = age_rows(ages)
    most = int(values["problems"].max())
    late = int(ages["overdue"].sum())
    sides = f"未超期{print_count(total - late)}个，超期{print_count(late)}个"
    alt = f"未整改问题{print_count(total)}个按在册时长分布：{sides}。"
    return make_picture(_view(look, most, list(ages["age"])), values, alt, look)


def age_rows(ages: pd.DataFrame) -> pd.DataFrame:
    """Return a row per class and side: age, side, problems, `at` (negative to the left) and what stands on the bar."""
    rows = []
    for age, in_time, overdue in zip(ages["age"], ages["in_time"], ages["overdue"], strict=True):
        for side, number, sign in ((IN_TIME, in_time, -1), (OVERDUE, overdue, 1)):
            label = f"{print_count(number)}个"
            rows.append({"age": age, "side": side, "problems": int(number), "at": sign * int(number), "label": label})
    return pd.DataFrame(rows)


def _view(look: Look, most: int, ages: list[str]) -> Spec:
    # Room for the numbers beside the longest bar.
    reach = most * 1.3
    x: Spec = {"field": "at", "type": "quantitative", "axis": None, "scale": {"domain": [-reach, reach]}}
    # The oldest above, as in a pyramid of a population.
    y: Spec = {
        "field": "age",
        "type": "nominal",
        "sort": ages[::-1],
        "axis": {"title": None, "domain": False, "ticks": False},
    }
    bars: Spec = {
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.5},
        "encoding": {
            "color": {
                "field": "side",
                "type": "nominal",
                "scale": {"domain": [IN_TIME, OVERDUE], "range": [BAND_COLOURS[1], BAND_COLOURS[3]]},
                "legend": {"title": None, "orient": "top"},
            },
            "tooltip": [
                {"field": "age", "type": "nominal", "title": "在册时长"},
                {"field": "side", "type": "nominal", "title": "状态"},
                {"field": "label", "type": "nominal", "title": "问题"},
            ],
        },
    }
    return {
        "width": look.spec_width,
        "height": {"step": look.row_height * 1.4},
        "encoding": {"x": x, "y": y},
        "layer": [
            bars,
            _numbers("datum.at < 0 || (datum.at === 0 && datum.side === '未超期')", "right", -5),
            _numbers("datum.at > 0 || (datum.at === 0 && datum.side !== '未超期')", "left", 5),
            {"mark": {"type": "rule", "color": ACCENT}, "encoding": {"x": {"datum": 0}, "y": None}},
        ],
    }


def _numbers(which: str, align: str, shift: int) -> Spec:
    return {
        "transform": [{"filter": which}],
        "mark": {"type": "text", "align": align, "dx": shift},
        "encoding": {"text": {"field": "label", "type": "nominal"}},
    }
