"""The place a page shows: choosing it, the way up from it to the province, and the places beside it."""

import streamlit as st

from components import selection
from components.escaping import md_escape
from supervision.areas import Area, Areas

SCORECARD_PAGE, SCHOOL_PAGE = "screens/leaders/scorecard.py", "screens/leaders/school.py"


def place_choice(areas: Areas) -> selection.Choice[str]:
    """Return the choice of a place by its code; empty while nobody chose one, when each page has its own beginning."""
    return selection.one_of("place", [area.area_code for area in areas.all], "")


def current_place(areas: Areas, whole: bool = False) -> str:
    """Return the code of the place chosen, else that of the first unit, or of all there is."""
    return place_choice(areas).current() or (areas.top if whole else areas.units[0]).area_code


def school_choice() -> selection.Choice[str]:
    """Return the choice of a school by its id; empty for the list of schools."""
    return selection.text_choice("school")


def choose_place(areas: Areas, area_code: str) -> None:
    """Choose a place; a school that was open and a page of rows belong to the place that was left."""
    place_choice(areas).put(area_code)
    close_school()
    for name in ("part", "leaf"):
        selection.forget(name)


def close_school() -> None:
    """Go back from a school to the list; what was looked for and the page of the list were the place's."""
    for name in ("school", "find", "sheet"):
        selection.forget(name)


def open_school(areas: Areas, area_code: str, school_id: str) -> None:
    """Ask for the page of one school; for use in callbacks."""
    if area_code in areas:
        place_choice(areas).put(area_code)
    school_choice().put(school_id)
    selection.ask_to_go(SCHOOL_PAGE)


def trail_of(areas: Areas, area_code: str) -> tuple[Area, ...]:
    """Return the place with everything it is summed into, the province first."""
    trail = [areas[area_code]]
    # Bad data may hold a circle of parents: nothing is stepped on twice.
    while (parent := areas.parent(trail[0].area_code)) and parent not in trail:
        trail.insert(0, parent)
    return tuple(trail)


def neighbours_of(areas: Areas, area_code: str) -> tuple[Area | None, Area | None]:
    """Return the places before and after this one under the same parent, in statistical order."""
    parent = areas.parent(area_code)
    row = areas.children(parent.area_code) if parent else (areas[area_code],)
    place = row.index(areas[area_code])
    before = row[place - 1] if place > 0 else None
    return before, row[place + 1] if place + 1 < len(row) else None


def show_trail(areas: Areas, area_code: str, below: str = "") -> None:
    """Show the way from the province down to the place as buttons, and the places before and after it.

    `below`: what is shown inside the place, a school or the list of them; without it a step leads to the schools.
    """
    with st.container(horizontal=True, key="trail", gap="small", vertical_alignment="center"):
        for area in trail_of(areas, area_code):
            if area.area_code == area_code and not below:
                st.markdown(f"**{md_escape(area.name)}**", width="content")
            else:
                _step(areas, area, f"{area.name} ›", f"to:{area.area_code}")
        if below:
            st.markdown(f"**{md_escape(below)}**", width="content")
        else:
            st.button("› 所辖学校", key="to_schools", type="tertiary", on_click=_open_schools)
    with st.container(horizontal=True, key="beside", gap="small"):
        for area, label, key in zip(
            neighbours_of(areas, area_code), ("上一个：{}", "下一个：{}"), ("before", "after"), strict=True
        ):
            if area:
                _step(areas, area, label.format(area.name), key)


def show_ways(areas: Areas, area_code: str) -> None:
    """Offer the card and the schools of a place that a page shows without its being the place chosen."""
    with st.container(horizontal=True, key="ways"):
        name = md_escape(areas.full_name(area_code))
        for label, page in ((f"{name}记分卡", SCORECARD_PAGE), (f"{name}学校名单", SCHOOL_PAGE)):
            st.button(label, key=f"way:{page}", type="tertiary", on_click=_go, args=(areas, area_code, page))


def _go(areas: Areas, area_code: str, page: str) -> None:
    choose_place(areas, area_code)
    selection.ask_to_go(page)


def _step(areas: Areas, area: Area, label: str, key: str) -> None:
    st.button(md_escape(label), key=key, type="tertiary", on_click=choose_place, args=(areas, area.area_code))


def _open_schools() -> None:
    close_school()
    selection.ask_to_go(SCHOOL_PAGE)
