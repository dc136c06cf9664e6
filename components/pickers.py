"""Pickers that pages share: a place (unit, then county), a category."""

from collections.abc import Callable, Mapping

import streamlit as st

from components import selection
from components.places import choose_place, current_place, show_trail
from supervision.areas import Area, Areas
from supervision.assessment import CategoryScore, Scorecard

WHOLE_UNIT = ""


def pick_place(areas: Areas, below: str = "", whole: bool = False) -> str:
    """Draw the pickers of a unit and of a county inside it, and the way up and beside; return the place's code.

    `below`: the name of what is shown inside the place, a school say, as the last step of the way; `whole`: whether
    the page begins with the province rather than with its first unit.
    """
    chosen = current_place(areas, whole)
    unit = areas.unit_of(chosen)
    units, counties, way = st.columns([1.4, 1.4, 3], vertical_alignment="bottom")
    with units:
        _pick_unit(areas, unit)
    with counties:
        _pick_county(areas, unit, chosen)
    with way:
        show_trail(areas, chosen, below)
    return chosen


def _pick_unit(areas: Areas, unit: Area) -> None:
    # An account held to one area has it as its only unit.
    offered = list(dict.fromkeys(area.area_code for area in (*areas.units, areas.top)))
    picker = selection.Picker("unit_picker", unit.area_code, lambda code: choose_place(areas, code))
    st.selectbox(
        "报送单位",
        offered,
        key=picker.prepare(),
        format_func=lambda code: areas[code].name if areas[code].level != "province" else "全省合计",
        on_change=picker.publish,
        placeholder="请选择单位",
    )


def _pick_county(areas: Areas, unit: Area, chosen: str) -> None:
    members = [area.area_code for area in areas.children(unit.area_code)] if unit.level == "city" else []
    offered = [WHOLE_UNIT, *members]
    picker = selection.Picker(
        "county_picker",
        chosen if chosen in members else WHOLE_UNIT,
        lambda code: choose_place(areas, code or unit.area_code),
    )
    st.selectbox(
        "县（市、区）",
        offered,
        key=picker.prepare(),
        format_func=lambda code: areas[code].name if code else ("全市" if members else "不分县"),
        on_change=picker.publish,
        disabled=not members,
        placeholder="请选择县（市、区）",
    )


def pick_topic(name: str, topics: Mapping[str, str]) -> str:
    """Draw the choice between the views of a page and return it; only the one chosen is worked out.

    `name`: of the choice in the link; `topics`: what each view is called, by its value in the link, the first at first.
    """
    choice = selection.one_of(name, list(topics), next(iter(topics)))
    chosen = choice.prepare()
    st.segmented_control(
        "查看内容",
        list(topics),
        key=choice.widget_key,
        format_func=topics.__getitem__,
        on_change=choice.publish,
        label_visibility="collapsed",
    )
    return chosen


def pick_category(card: Scorecard) -> tuple[CategoryScore, Callable[[int], None]]:
    """Return the chosen category of a card (the weakest one at first) and what chooses another."""
    rated = [part for part in card.categories if part.score.score is not None]
    weakest = min(rated, key=lambda part: part.score.score or 0.0) if rated else card.categories[0]
    offered = {str(part.category.id): part for part in card.categories}
    choice = selection.one_of("category", list(offered), str(weakest.category.id))
    return offered[choice.current()], lambda category_id: _keep(choice, category_id)


def _keep(choice: selection.Choice[str], category_id: int) -> None:
    choice.put(str(category_id))
