"""On the wall, without leaving it: a form for what was resolved, and the card of a place or school asked for."""

from datetime import date

import pandas as pd
import streamlit as st

from components import meeting_records, school_store, selection
from components.escaping import md_escape
from components.meeting_resolutions import offer_resolution
from components.meeting_store import material
from components.name_search import normalise
from components.notices import explained
from components.search import LONGEST, MOST_FOUND, Hit, find, hits_text
from supervision.areas import Areas
from supervision.meeting.answer import place_slide, school_slide
from supervision.meeting.slides import Slide
from supervision.periods import Quarter

RECORD, FIND = "record", "find"
_PANEL, _ANSWER, _BOX = "wall_panel", "wall_answer", "wall_sought"


def open_panel() -> str | None:
    """Return which panel is open, if any."""
    found = selection.recall(_PANEL)
    return found if isinstance(found, str) else None


def answer() -> Slide | None:
    """Return the card that was asked for and stands in the slide's place; None where none was."""
    found = selection.recall(_ANSWER)
    return found if isinstance(found, Slide) else None


def turn_panel(name: str | None) -> None:
    """Open a panel, or close the one that is open."""
    selection.remember(_PANEL, None if name == open_panel() else name)


def drop_answer() -> None:
    """Go back from a card to the slides."""
    selection.remember(_ANSWER, None)


def is_busy() -> bool:
    """Return whether somebody types, or looks at a card."""
    return open_panel() is not None or answer() is not None


def close() -> None:
    """Close the panel and drop the card, for the next time somebody comes to the wall."""
    turn_panel(None)
    drop_answer()


def show_panel(quarter: Quarter, cutoff: date, areas: Areas) -> None:
    """Show the panel that is open; an answer is looked up in the data as of the deck's cut-off."""
    with st.container(key="wall_panel"):
        if open_panel() == RECORD:
            _show_record(areas)
        else:
            _show_find(quarter, cutoff, areas)


@explained()
def _show_record(areas: Areas) -> None:
    running, every = meeting_records.running_meeting(), meeting_records.resolutions()
    if running is None:
        st.info("例会尚未开始，请先在“周例会”页面点“开始例会”，再登记议定事项。")
        return
    st.markdown(f"第{running.number}次例会，已登记{sum(each.meeting == running.number for each in every)}项。")
    offer_resolution(running, areas, len(every))


@explained()
def _show_find(quarter: Quarter, cutoff: date, areas: Areas) -> None:
    text = st.text_input("查找地区或学校", key=_BOX, max_chars=LONGEST, placeholder="名称或拼音，按回车查找")
    sought = normalise(text or "")
    if not sought:
        return
    hits = find(sought, areas, cutoff)
    st.caption(hits_text(hits))
    for number, hit in enumerate(hits[:MOST_FOUND]):
        st.button(
            md_escape(hit.name), key=f"wall_hit_{number}", type="tertiary", on_click=_ask, args=(hit, quarter, cutoff)
        )


@explained()
def _ask(hit: Hit, quarter: Quarter, cutoff: date) -> None:
    selection.clear_box(_BOX)
    selection.remember(_PANEL, None)
    selection.remember(_ANSWER, _card(hit, quarter, cutoff))


def _card(hit: Hit, quarter: Quarter, cutoff: date) -> Slide:
    found = material(quarter, cutoff)
    card = school_store.school_card(hit.school_id, quarter, cutoff) if hit.school_id else None
    if card is None:
        return place_slide(found, hit.area_code)
    states = pd.Series(card.problems["severity"], dtype=object).value_counts()
    return school_slide(
        found,
        str(card.facts["name"].iloc[0]),
        hit.area_code,
        list(card.visits["visited_on"]),
        {str(name): int(number) for name, number in states.items()},
    )
