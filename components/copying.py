"""Text that is ready to be copied into another document: one click selects all of it."""

import streamlit as st

from components.escaping import html_escape

_STYLE = (
    "user-select:all;-webkit-user-select:all;max-width:60rem;line-height:1.8;padding:0.6rem 1rem;"
    "border:1px solid #D5DDE0;border-left:6px solid #0F4C5C"
)


def show_copyable(heading: str, text: str, key: str) -> None:
    """Show a text under its heading; a click anywhere in it selects the whole for copying."""
    with st.container(key=f"copy_{key}"):
        st.markdown(f"**{heading}**　点击文字即全部选中，可直接复制。")
        lines = "<br>".join(html_escape(line) for line in text.splitlines())
        st.html(f'<div style="{_STYLE}" tabindex="0" role="note" aria-label="{html_escape(heading)}">{lines}</div>')
