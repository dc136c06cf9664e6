"""The search in the menu of every page: a place or a school by its name or by pinyin opens its card."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import school_store, selection, store
from components.escaping import md_escape
from components.name_search import NameIndex, is_pinyin, normalise
from components.notices import explained
from components.places import SCORECARD_PAGE, choose_place, open_school
from supervision.areas import Areas
from supervision.texts import shorten

MOST_PLACES, MOST_FOUND = 6, 10
LONGEST = 30
BOX = "search_box"


@dataclass(frozen=True)
class Hit:
    """A place or a school that was found."""

    area_code: str
    name: str
    school_id: str | None = None


@explained()
def show_search(cutoff: date) -> None:
    """Show the search box and, under it, what is found; choosing one opens its card and empties the box."""
    text = st.text_input(
        "查找地区或学校",
        key=BOX,
        max_chars=LONGEST,
        placeholder="名称或拼音",
        help="输入市、县或学校名称的一部分，或拼音、拼音首字母，按回车查找。如：洛阳、xunxian、zmx。",
    )
    sought = normalise(text or "")
    if not sought:
        return
    areas = store.areas(cutoff)
    hits = find(sought, areas, cutoff)
    st.caption(hits_text(hits))
    with st.container(key="hits", gap=None):
        for number, hit in enumerate(hits[:MOST_FOUND]):
            st.button(md_escape(hit.name), key=f"hit_{number}", type="tertiary", on_click=_open, args=(areas, hit))


def hits_text(hits: list[Hit]) -> str:
    """Return in words how much was found."""
    if not hits:
        return "没有找到。请换用名称中的其他字，或拼音首字母。"
    return f"列前{MOST_FOUND}项，请多输入几个字" if len(hits) > MOST_FOUND else f"找到{len(hits)}项"


def find(sought: str, areas: Areas, cutoff: date) -> list[Hit]:
    """Return what fits a normalised text: units, then counties, then schools; one more than are shown says: more."""
    places = find_places(sought, areas)
    wanted = MOST_FOUND + 1 - min(len(places), MOST_PLACES)
    schools = _find_schools(sought, areas, wanted, cutoff)
    # Where there are no schools to show, more places may be.
    return [*places[: MOST_FOUND + 1 - len(schools)], *schools] if places else schools


def find_places(sought: str, areas: Areas) -> list[Hit]:
    """Return the places that fit, the province and its units first, names that begin with the text before others."""
    every = areas.all
    # The name with its city comes last: 濮阳 means 濮阳市 and 濮阳县 before 濮阳华龙区.
    forms = [(area.name, area.short_name, areas.full_name(area.area_code)) for area in every]
    found = _fitting(forms, sought)
    units = {area.area_code for area in (areas.top, *areas.units)}
    order = sorted(found, key=lambda place: (every[place].area_code not in units, found[place], place))
    return [Hit(every[place].area_code, forms[place][-1]) for place in order]


def _fitting(forms: list[tuple[str, str, str]], sought: str) -> dict[int, int]:
    """Return the positions of the places that fit, each with how well: the smaller the better."""
    worst = 2 * len(forms[0])
    found: dict[int, int] = {}
    for form, names in enumerate(zip(*forms, strict=True)):
        index = NameIndex.of([], [], names) if is_pinyin(sought) else None
        fits = index.find(sought) if index else [n for n, name in enumerate(names) if sought in name.lower()]
        for place in fits:
            begins = index.begins(place, sought) if index else names[place].lower().startswith(sought)
            found[place] = min(found.get(place, worst), form if begins else form + len(forms[0]))
    return found


def _find_schools(sought: str, areas: Areas, wanted: int, cutoff: date) -> list[Hit]:
    if is_pinyin(sought):
        if len(sought) < 2:
            # One letter fits every second school and says nothing.
            return []
        index = school_store.school_index(cutoff)
        found = [(index.keys[n], index.places[n], index.names[n]) for n in index.find(sought)[:wanted]]
    else:
        named = school_store.schools_named(sought, wanted, cutoff)
        found = list(zip(named["school_id"], named["area_code"], named["name"], strict=True))
    return [Hit(place, f"{shorten(name)}（{_place(areas, place)}）", key) for key, place, name in found]


def _place(areas: Areas, area_code: str) -> str:
    return areas.full_name(area_code) if area_code in areas else area_code


def _open(areas: Areas, hit: Hit) -> None:
    selection.clear_box(BOX)
    if hit.school_id:
        open_school(areas, hit.area_code, hit.school_id)
        return
    choose_place(areas, hit.area_code)
    selection.ask_to_go(SCORECARD_PAGE)
