"""Sorted bars of one peer group: rank and name, score with its mark and word; those not ranked stand below."""

import pandas as pd

from charts.map import PICK, figure_tooltip, shade_encoding
from charts.picture import Picture, draw_nothing, make_picture
from charts.rows import TOTAL, describe, figure_rows, shades_for
from charts.theme import INK, SCREEN, Look, Spec
from supervision.areas import Area, PeerGroup
from supervision.assessment import Assessment
from supervision.kept import once


@once
def draw_ranking(
    assessment: Assessment,
    group: PeerGroup,
    shown: str = TOTAL,
    look: Look = SCREEN,
    areas: tuple[Area, ...] | None = None,
) -> Picture:
    """Return the ranking of a peer group (or of some of its members) by total, category or a share."""
    members = assessment.areas.in_group(group) if areas is None else areas
    name = describe(assessment, shown)
    rows = figure_rows(assessment, members, shown)
    if rows["is_missing"].all():
        return draw_nothing(f"{assessment.quarter.name}{group.value}没有可以排名的{name}。", look)
    values = sorted_rows(rows)
    shades = shades_for(assessment.scheme, shown)
    longest = 1.0 if "." in shown else 100.0
    alt = f"{group.value}{name}排名：{_first_and_last(values)}。"
    return make_picture(bar_view(shade_encoding(shades, legend=None), longest, name, look), values, alt, look)


def sorted_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows best first, the missing last, with `heading` (rank and name) and `bar_text`."""
    ordered = rows.sort_values("value", ascending=False, na_position="last", kind="stable", ignore_index=True)
    ranks = ["" if pd.isna(rank) else f"{int(rank)}　" for rank in ordered["rank"]]
    bands = [
        label if missing else f"{label}　{band}"
        for label, band, missing in zip(ordered["label"], ordered["band"], ordered["is_missing"], strict=True)
    ]
    return ordered.assign(heading=ranks + _same_width(ordered["name"]), bar_text=bands)


def _same_width(names: pd.Series) -> pd.Series:
    """Return the names filled up with blanks of a character's width, so that the ranks before them stand in line."""
    return names.str.pad(int(names.str.len().max()), side="right", fillchar="　")


def bar_view(fill: Spec, longest: float, name: str, look: Look, text_ems: float = 8) -> Spec:
    """Return the view of horizontal bars with their text, so many ems long, behind the end of the bar."""
    room = f"{look.font_size * text_ems}"
    scale: Spec = {"domain": [0, {"expr": f"{longest} * width / max(width - {room}, width / 4)"}]}
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": look.spec_width,
        "height": {"step": look.row_height},
        "params": [{"name": PICK, "select": {"type": "point", "fields": ["code"], "toggle": False}, "views": ["bars"]}],
        "transform": [{"calculate": "isValid(datum.value) ? datum.value : 0", "as": "length"}],
        "encoding": {
            "y": {"field": "heading", "type": "nominal", "sort": None, "axis": {"title": None}},
            "x": {"field": "length", "type": "quantitative", "axis": None, "scale": scale},
        },
        "layer": [
            {
                "name": "bars",
                "mark": {"type": "bar", "height": {"band": 0.72}, "cursor": "pointer"},
                "encoding": {"fill": fill, "tooltip": figure_tooltip(name)},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": look.font_size * 0.5},
                "encoding": {"text": {"field": "bar_text", "type": "nominal"}},
            },
            {
                "transform": [{"filter": {"param": PICK, "empty": False}}],
                "mark": {"type": "bar", "height": {"band": 0.72}, "fill": None, "stroke": INK, "strokeWidth": 2},
            },
        ],
    }


def _first_and_last(values: pd.DataFrame) -> str:
    rated = values.loc[~values["is_missing"].astype(bool)]
    first, last = rated.iloc[0], rated.iloc[-1]
    words = f"最高{first['name']}{first['text']}，最低{last['name']}{last['text']}"
    missing = len(values) - len(rated)
    return f"{words}，另有{missing}个未排名" if missing else words
