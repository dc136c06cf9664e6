"""记分卡: one place, its total and twelve categories, the indicators under each, and what stands behind them."""

import streamlit as st

from components import store
from components.children_view import show_children
from components.contest_form import offer_contest
from components.frame import open_page
from components.pickers import pick_category, pick_place
from components.rows_view import show_row_buttons
from components.scorecard_panels import show_panels
from components.scorecard_reasons import show_standing
from components.scorecard_view import past_scores, show_indicators, show_tiles, show_total

selected = open_page("记分卡", "这个地方做得怎么样，为什么？")
assessment = store.assessment(selected.quarter, selected.cutoff)
card = assessment.scorecard(pick_place(assessment.areas))
category, choose = pick_category(card)

scores = past_scores(selected)
show_total(card, scores, selected.scheme)
tiles, details = st.columns([2, 1], gap="medium")
with tiles:
    show_tiles(card, scores, selected.scheme, category.category.id, choose)
    show_standing(card, category, assessment, scores, selected)
with details:
    show_indicators(card, category, selected)
    show_row_buttons(category)
    offer_contest(card.area, category, selected)
show_panels(card, assessment, selected)
show_children(assessment, card.area.area_code, category)
