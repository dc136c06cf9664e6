"""季度通报: what is missing or provisional, who is named and why, then the Word documents from the same assessment."""

import streamlit as st

from components import bulletin_store, store
from components.bulletin_files import show_bundle, show_download
from components.bulletin_view import pick_kind, show_checklist
from components.frame import open_page
from components.naming_view import show_naming

selected = open_page("季度通报", "本季度通报能不能印发，还缺什么？")
assessment = store.assessment(selected.quarter, selected.cutoff)

making, checking = st.columns([1, 1.6], gap="large")
with making:
    kind = pick_kind()
    show_download(assessment, kind, selected)
    show_bundle(assessment, selected)
with checking:
    show_checklist(assessment, store.attention(selected.quarter, selected.cutoff), store.newest_day())
show_naming(bulletin_store.naming(selected.quarter, selected.cutoff), selected.scheme)
