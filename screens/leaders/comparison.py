"""分类比较: one figure over all places of a group, who leads, who improved, and places side by side."""

import streamlit as st

from components import store
from components.comparison_view import (
    pick_figure,
    pick_group,
    show_comparison,
    show_extremes,
    show_side_by_side,
)
from components.frame import open_page
from components.overview_views import show_matrix

selected = open_page("分类比较", "同类地方之间谁做得好、谁进步快？")
assessment = store.assessment(selected.quarter, selected.cutoff)

group, figure, _ = st.columns([1.2, 1.6, 1])
with group:
    members = pick_group(assessment.areas)
with figure:
    shown = pick_figure(assessment)
dots, extremes = st.columns([1.3, 1], gap="medium")
with dots:
    show_comparison(assessment, members, shown)
with extremes:
    show_extremes(assessment, members, shown)
st.subheader("并列比较", anchor=False)
show_side_by_side(assessment, members, shown)
st.subheader("十二大类等次", anchor=False)
show_matrix(assessment, members, "group_matrix")
