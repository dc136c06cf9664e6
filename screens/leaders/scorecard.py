"""记分卡: one place, its total and twelve categories, and the indicators under each."""

import streamlit as st

from components import store
from components.children_view import show_children
from components.frame import open_page
from components.pickers import pick_category, pick_place
from components.rows_view import show_row_buttons
from components.scorecard_reasons import show_change, show_standing
from components.scorecard_view import show_indicators, show_tiles, show_total

selected = open_page("记分卡", "这个地方做得怎么样，为什么？")
assessments = store.history(selected.quarter, selected.cutoff)
assessment = assessments[-1]
card = assessment.scorecard(pick_place(assessment.areas))
category, choose = pick_category(card)

show_total(card, assessments)
tiles, details = st.columns([2, 1], gap="medium")
with tiles:
    show_tiles(card, assessments, category.category.id, choose)
    show_standing(card, category, assessments, selected)
    show_change(card, assessments)
with details:
    show_indicators(category, selected.scheme)
    show_row_buttons(category)
show_children(assessment, card.area.area_code, category)
