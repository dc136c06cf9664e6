"""明细: the rows behind one figure of the 记分卡."""

import streamlit as st

from components import store
from components.frame import open_page
from components.pickers import pick_place
from components.rows_view import pick_indicator, pick_measure, show_figure, show_rows

selected = open_page("明细", "这个数字由哪些记录构成？")
area_code = pick_place(store.areas(selected.cutoff))
which, part = st.columns(2)
with which:
    indicator_id = pick_indicator(selected)
assessment = store.assessment(selected.quarter, selected.cutoff)
value = assessment.indicator(area_code, indicator_id)
with part:
    measure = pick_measure(value, selected)
show_figure(value, assessment.areas, selected)
show_rows(measure, value, assessment, selected)
