"""期限: every date of the plan with its countdown, what units have handed in by the cut-off, letters, and history."""

import streamlit as st

from components import store
from components.deadlines_history import show_history
from components.deadlines_view import (
    TOPICS,
    Board,
    pick_due,
    show_agreement,
    show_calendar,
    show_reminder,
    show_status,
)
from components.frame import open_page
from components.pickers import pick_topic
from supervision.deadlines import dates_of_year

selected = open_page("期限", "还有哪些期限，各地报了没有？")
board = Board(selected, store.areas(selected.cutoff), dates_of_year(selected.scheme, selected.cutoff.year))
show_agreement(board)
topic = pick_topic("papers", TOPICS)
if topic == "history":
    show_history(board)
else:
    calendar, papers = st.columns([1.15, 1], gap="large")
    with calendar:
        show_calendar(board)
    with papers:
        if due := pick_due(board):
            show_status(board, due) if topic == "status" else show_reminder(board, due)
        else:
            st.markdown("本年没有各地应报送的材料。")
