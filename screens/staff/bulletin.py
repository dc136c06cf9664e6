"""季度通报: what is missing or provisional, then the Word document from the same assessment."""

import streamlit as st

from components import store
from components.bulletin_view import pick_kind, show_checklist, show_download
from components.frame import open_page

selected = open_page("季度通报", "本季度通报能不能印发，还缺什么？")
assessment = store.assessment(selected.quarter, selected.cutoff)

making, checking = st.columns([1, 1.6], gap="large")
with making:
    kind = pick_kind()
    show_download(assessment, kind, selected)
with checking:
    show_checklist(assessment, store.attention(selected.quarter, selected.cutoff), store.newest_day())
