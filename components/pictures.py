"""Pictures on the screen: one way to show a chart, and to know what was clicked in it."""

from collections.abc import Callable

import streamlit as st

from charts.map import PICK
from charts.picture import Picture
from components import selection
from components.escaping import md_escape


def show_picture(picture: Picture, key: str) -> None:
    """Show a chart that nobody clicks, or in words that there is nothing to draw."""
    if picture.is_empty:
        st.markdown(md_escape(picture.alt))
        return
    st.vega_lite_chart(picture.table, picture.spec, key=key, theme=None, width="stretch")


def show_clickable(picture: Picture, key: str, field: str, picked: Callable[[str], None]) -> None:
    """Show a chart and call `picked` with the field's value of what is clicked; a click beside it changes nothing."""
    if picture.is_empty:
        show_picture(picture, key)
        return

    def clicked() -> None:
        found = selection.clicked_value(key, PICK, field)
        if found is not None:
            picked(found)

    st.vega_lite_chart(
        picture.table, picture.spec, key=key, theme=None, width="stretch", on_select=clicked, selection_mode=PICK
    )
