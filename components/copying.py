"""Text that is ready to be copied into another document: one click selects all of it."""

import streamlit as st

from components.escaping import html_escape


def show_copyable(heading: str, text: str, key: str) -> None:
    """Show a text under its heading; a click anywhere in it selects the whole for copying."""
    with st.container(key=f"copy_{key}"):
        st.markdown(f"**{heading}**　点击文字即全部选中，可直接复制。")
        lines = "<br>".join(html_escape(line) for line in text.splitlines())
        st.html(
            f'<div class="copy" style="user-select:all" tabindex="0" role="note" aria-label="{html_escape(heading)}">'
            f"{lines}</div>"
        )
