"""Where one place stands among its peers: the group's range and middle half, its median, and the place."""

import pandas as pd

from charts.picture import Picture, Row, draw_nothing, make_picture
from charts.rows import describe
from charts.theme import ACCENT, INK, QUIET_INK, RULE, SCREEN, Look, Spec
from supervision.assessment import Assessment
from supervision.distribution import place_among_peers
from supervision.kept import once
from supervision.printing import print_score

TEXT_EMS = 12


@once
def draw_strip(assessment: Assessment, area_code: str, look: Look = SCREEN) -> Picture:
    """Return one line for the total and each category on the scale of scores; every place below the province."""
    area = assessment.areas[area_code]
    values = strip_rows(assessment, area_code)
    if values.empty or values["count"].max() == 0:
        return draw_nothing(f"{area.name}没有可以比较的同类地方。", look)
    place, score = values["place"].iloc[0], values["score_text"].iloc[0]
    alt = f"{area.name}在{area.peer_group}中的位置，总分和{len(values) - 1}类；总分{score}，{place}。"
    return make_picture(_view(look), values, alt, look)


def strip_rows(assessment: Assessment, area_code: str) -> pd.DataFrame:
    """Return one row for the total and each category: name, score, the group's spread, and the words beside them."""
    bands = assessment.scheme.band
    rows: list[Row] = []
    for record in place_among_peers(assessment, area_code).to_dict("records"):
        numbers = {str(key): None if pd.isna(value) else value for key, value in record.items() if key != "shown"}
        score, median = numbers["score"], numbers["median"]
        rows.append(
            numbers
            | {
                "name": describe(assessment, str(record["shown"]), short=True),
                "score_text": "未评或不排名" if score is None else print_score(float(score), bands),
                "median_text": "—" if median is None else print_score(float(median), bands),
                "place": "不排名" if score is None else f"居前的{numbers['better']}个，共{numbers['count']}个",
            }
        )
    return pd.DataFrame(rows)


def _view(look: Look) -> Spec:
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None}}
    room = look.font_size * TEXT_EMS
    x: Spec = {
        "type": "quantitative",
        "axis": {"title": None, "grid": True, "gridColor": RULE, "values": [0, 20, 40, 60, 80, 100]},
        "scale": {"domain": [0, 100], "range": [0, {"expr": f"max(width - {room}, width / 2)"}]},
    }
    tooltip = [
        {"field": "name", "type": "nominal", "title": "类别"},
        {"field": "score_text", "type": "nominal", "title": "本地得分"},
        {"field": "median_text", "type": "nominal", "title": "同类中位数"},
        {"field": "place", "type": "nominal", "title": "位置"},
    ]
    spans: list[Spec] = [
        {
            "mark": {"type": "rule", "color": QUIET_INK, "strokeWidth": 1},
            "encoding": {"y": y, "x": {**x, "field": "lowest"}, "x2": {"field": "highest"}},
        },
        {
            "mark": {"type": "bar", "height": look.font_size * 0.7, "color": "#C9D6DA"},
            "encoding": {"y": y, "x": {**x, "field": "lower_quartile"}, "x2": {"field": "upper_quartile"}},
        },
        {
            "mark": {"type": "tick", "thickness": 2, "size": look.font_size * 1.1, "color": INK},
            "encoding": {"y": y, "x": {**x, "field": "median"}},
        },
    ]
    place: Spec = {
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 150, "color": ACCENT, "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "score"}, "tooltip": tooltip},
    }
    text: Spec = {
        "mark": {"type": "text", "align": "right", "color": INK},
        "encoding": {
            "y": y,
            "x": {"value": {"expr": "width"}},
            "text": {"field": "words", "type": "nominal"},
        },
        "transform": [{"calculate": "datum.score_text + '　（中位' + datum.median_text + '）'", "as": "words"}],
    }
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        "layer": [*spans, place, text],
    }
