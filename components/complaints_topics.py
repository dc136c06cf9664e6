"""举报: the choice between the views of the page; only the one chosen is worked out."""

import streamlit as st

from components import selection

TOPICS = {"cases": "在办和督办清单", "parts": "渠道和类别", "places": "各地比较", "seasons": "时段预警"}


def pick_topic() -> str:
    """Draw the choice of a view and return it; the open cases are the first."""
    choice = selection.one_of("matter", list(TOPICS), "cases")
    chosen = choice.prepare()
    st.segmented_control(
        "查看内容",
        list(TOPICS),
        key=choice.widget_key,
        format_func=TOPICS.__getitem__,
        on_change=choice.publish,
        label_visibility="collapsed",
    )
    return chosen
