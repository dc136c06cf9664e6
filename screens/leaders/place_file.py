"""一地一档: everything the data say of one place on one page, to read or print before a visit."""

import streamlit as st

from components import store
from components.frame import open_page
from components.pickers import pick_place
from components.place_file import show_categories, show_events, show_figures, show_matters, show_scores
from components.place_lists import show_overdue_complaints, show_overdue_problems
from components.scorecard_view import past_scores, show_total

selected = open_page("一地一档", "到这个地方去之前，应当了解什么？")
assessment = store.assessment(selected.quarter, selected.cutoff)
with st.container(key="screen_only"):
    area_code = pick_place(assessment.areas)
card = assessment.scorecard(area_code)

scores = past_scores(selected)
show_total(card, scores, selected.scheme)
show_scores(area_code, scores, selected.scheme)
st.subheader("十二大类", anchor=False)
show_categories(card, selected.scheme)
st.subheader("督导覆盖、问题整改和举报办理", anchor=False)
show_figures(card, assessment, selected)
show_overdue_problems(area_code, assessment.areas, selected)
show_overdue_complaints(area_code, assessment.areas, selected)
st.subheader("需关注和约谈建议" if assessment.areas.is_whole else "需关注", anchor=False)
show_matters(area_code, assessment.areas, selected)
st.subheader("大事记", anchor=False)
show_events(area_code, assessment.areas, selected)
