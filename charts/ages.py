"""The pyramid of ages: open problems by how long they have been open, those past their limit apart."""

import pandas as pd

from charts.picture import Picture, draw_nothing, make_picture
from charts.theme import BAND_COLOURS, INK, SCREEN, Look, Spec
from supervision.printing import print_count

IN_TIME, NO_TERM, OVERDUE = "期限内", "反弹未重定期限", "超期未整改"
SIDES = {IN_TIME: "in_time", NO_TERM: "no_term", OVERDUE: "overdue"}


def draw_ages(ages: pd.DataFrame, look: Look = SCREEN) -> Picture:
    """Return bars per class of age: the overdue to the right, the others to the left; numbers stand beside them.

    `ages`: age (name of the class, the youngest first), in_time, no_term, overdue.
    """
    counted = {side: int(ages[column].sum()) for side, column in SIDES.items()}
    total = sum(counted.values())
    if not total:
        return draw_nothing("没有未整改的问题。", look)
    parts = "，".join(f"{side}{print_count(number)}个" for side, number in counted.items())
    alt = f"未整改问题{print_count(total)}个按在册时长分布：{parts}。"
    most = int(max((ages["in_time"] + ages["no_term"]).max(), ages["overdue"].max()))
    return make_picture(_view(look, most, list(ages["age"])), age_rows(ages), alt, look)


def age_rows(ages: pd.DataFrame) -> pd.DataFrame:
    """Return a row per class and part: age, side, problems, from and to on the scale (left is negative), label.

    The words beside a pair of left bars stand with the outer one; the inner one has none.
    """
    rows = []
    for row in ages.to_dict("records"):
        age, in_time, no_term, overdue = (row[name] for name in ("age", "in_time", "no_term", "overdue"))
        left = f"{IN_TIME}{print_count(in_time)}" + (f"，反弹{print_count(no_term)}" if no_term else "")
        rows += [
            _row(age, IN_TIME, in_time, 0, -in_time, ""),
            _row(age, NO_TERM, no_term, -in_time, -in_time - no_term, left),
            _row(age, OVERDUE, overdue, 0, overdue, f"超期{print_count(overdue)}"),
        ]
    return pd.DataFrame(rows)


def _row(age: str, side: str, number: int, start: int, end: int, label: str) -> dict[str, object]:
    said = f"{print_count(number)}个"
    return {"age": age, "side": side, "problems": number, "said": said, "from": start, "to": end, "label": label}


def _view(look: Look, most: int, ages: list[str]) -> Spec:
    # Room for the words beside the longest bar.
    reach = most * 1.6
    scale = {"domain": [-reach, reach]}
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
            "x": {"field": "from", "type": "quantitative", "axis": None, "scale": scale},
            "x2": {"field": "to"},
            "color": {
                "field": "side",
                "type": "nominal",
                "scale": {"domain": list(SIDES), "range": [BAND_COLOURS[0], BAND_COLOURS[2], BAND_COLOURS[3]]},
                "legend": {"title": None, "orient": "top"},
            },
            "tooltip": [
                {"field": "age", "type": "nominal", "title": "在册时长"},
                {"field": "side", "type": "nominal", "title": "状态"},
                {"field": "said", "type": "nominal", "title": "问题"},
            ],
        },
    }
    layers = [bars, _words(NO_TERM, "right", -5, scale), _words(OVERDUE, "left", 5, scale)]
    height = {"step": look.row_height * 1.4}
    return {"width": look.spec_width, "height": height, "encoding": {"y": y}, "layer": layers}


def _words(side: str, align: str, shift: int, scale: Spec) -> Spec:
    return {
        "transform": [{"filter": f"datum.side === '{side}'"}],
        "mark": {"type": "text", "align": align, "dx": shift},
        "encoding": {
            "x": {"field": "to", "type": "quantitative", "axis": None, "scale": scale},
            "text": {"field": "label", "type": "nominal"},
        },
    }
