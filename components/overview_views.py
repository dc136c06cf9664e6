"""Views of the overview: the map of the units, the two rankings, the matrix, and what needs attention."""

from dataclasses import replace
from itertools import groupby

import streamlit as st

from charts.map import PICK, draw_unit_map
from charts.matrix import draw_band_matrix
from charts.ranking import draw_ranking
from charts.rows import TOTAL
from charts.theme import SCREEN
from charts.tile_grid import draw_tile_grid
from components import selection, store
from components.escaping import html_escape, md_escape
from components.frame import Selected
from components.notices import explained
from components.pictures import show_clickable
from components.places import SCORECARD_PAGE, choose_place
from components.rows_view import open_rows_of
from supervision.areas import Area, Areas, PeerGroup
from supervision.assessment import Assessment
from supervision.attention import Attention
from supervision.faults import Fault

COVERAGE = "0.1"
_SHOWN = {"total": ("总分等次", TOTAL), "coverage": ("督导覆盖率", COVERAGE)}
_FORMS = {"map": "地图", "tiles": "方格图"}
MOST_PER_KIND = 3


@explained()
def show_unit_map(assessment: Assessment) -> None:
    """Show the units by total band or coverage, as a map or as tiles; a click opens the unit's card."""
    shown = _pick("shown", {key: label for key, (label, _) in _SHOWN.items()}, "内容")
    form = _pick("form", _FORMS, "形式")
    draw = draw_tile_grid if form == "tiles" else draw_unit_map
    look = replace(SCREEN, map_height=560)
    try:
        picture = draw(assessment, _SHOWN[shown][1], look)
    except Fault as fault:
        # Without a usable map file the tiles, which need none, say the same.
        st.caption(md_escape(fault.sentence))
        picture = draw_tile_grid(assessment, _SHOWN[shown][1], look)
    show_clickable(picture, f"unit_map_{shown}_{form}", "code", lambda code: open_card(assessment, code))


def _pick(name: str, labels: dict[str, str], title: str) -> str:
    choice = selection.one_of(name, list(labels), next(iter(labels)))
    chosen = choice.prepare()
    st.segmented_control(
        title,
        list(labels),
        key=choice.widget_key,
        format_func=lambda key: labels[key],
        on_change=choice.publish,
        label_visibility="collapsed",
    )
    return chosen


def open_card(assessment: Assessment, area_code: str, category: str | None = None) -> None:
    """Ask for the card of a place, at a category if one is named; for use in callbacks."""
    choose_place(assessment.areas, area_code)
    if category:
        selection.one_of("category", [category], "").put(category)
    selection.ask_to_go(SCORECARD_PAGE)


@explained()
def show_rankings(assessment: Assessment) -> None:
    """Show the ranking of the cities and of the province-direct counties, each in its own group."""
    for group in (PeerGroup.CITIES, PeerGroup.DIRECT):
        members = assessment.areas.in_group(group)
        if members:
            st.markdown(f"**{group}**（{len(members)}个）")
            look = replace(SCREEN, row_height=20, font_size=13)
            picture = draw_ranking(assessment, group, look=look)
            show_clickable(picture, f"ranking_{group.name}", "code", lambda code: open_card(assessment, code))


@explained()
def show_matrix(assessment: Assessment, members: tuple[Area, ...], key: str) -> None:
    """Show places × categories; a click opens the place's card at that category."""
    picture = draw_band_matrix(assessment, members)

    def picked(code: str) -> None:
        heading = selection.clicked_value(key, PICK, "column")
        names = {category.short_name: str(category.id) for category in assessment.scheme.category}
        open_card(assessment, code, names.get(heading or ""))

    show_clickable(picture, key, "code", picked)


@explained()
def show_attention(areas: Areas, selected: Selected) -> None:
    """Show what needs attention, kind by kind with its number, the strongest few of each in full.

    A click on a matter opens the rows of the indicator it rests on, or the card of its place where it rests on none.
    """
    matters = store.attention(selected.quarter, selected.cutoff)
    if not matters:
        st.markdown("未发现需要关注的事项。")
        return
    with st.container(key="matters", gap=None):
        for kind, members in groupby(matters, key=lambda matter: matter.kind):
            found = list(members)
            st.html(f'<div class="attention">{heading_html(kind, len(found))}</div>')
            for number, matter in enumerate(found[:MOST_PER_KIND]):
                st.button(
                    md_escape(matter.sentence),
                    key=f"matter:{kind}:{number}",
                    type="tertiary",
                    on_click=_open_matter,
                    args=(matter, areas),
                )


def heading_html(kind: str, found: int) -> str:
    """Return the heading of a kind with how many there are."""
    more = f"（列前{MOST_PER_KIND}项）" if found > MOST_PER_KIND else ""
    return f"<h4>{html_escape(kind)}　{found}项{more}</h4>"


def _open_matter(matter: Attention, areas: Areas) -> None:
    if matter.indicator_id:
        open_rows_of(areas, matter.area_code, matter.indicator_id)
        return
    choose_place(areas, matter.area_code)
    selection.ask_to_go(SCORECARD_PAGE)
