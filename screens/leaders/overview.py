"""总览: how the province stands, where, and what needs attention today."""

import streamlit as st

from components import store
from components.frame import open_page
from components.key_figures import show_key_figures
from components.overview_views import show_attention, show_matrix, show_rankings, show_unit_map

selected = open_page("总览", "全省“双减”督导进展如何，哪里需要关注？")
assessment = store.assessment(selected.quarter, selected.cutoff)

show_key_figures(assessment)
where, order, matters = st.columns([1.15, 1, 1], gap="medium")
with where:
    show_unit_map(assessment)
with order:
    show_rankings(assessment)
with matters:
    st.markdown("**今日需关注**")
    show_attention(assessment.areas, selected)
st.subheader("各地十二大类等次", anchor=False)
show_matrix(assessment, assessment.areas.units, "unit_matrix")
