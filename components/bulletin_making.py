"""The steps of a document: made beside what stands against it, its draft, its issuing."""

import streamlit as st

from bulletin.kinds import Kind
from components import store
from components.bulletin_files import pick_area, show_bundle, show_download
from components.bulletin_view import DRAFT, pick_kind, show_checklist, show_repeated_keys
from components.draft_fields import show_fields
from components.draft_view import show_drafting
from components.frame import Selected
from components.issue_view import show_issuing
from components.notices import explained
from components.outage_store import require_live


@explained()
def show_making(selected: Selected) -> None:
    """Show the kinds of document with their downloads, and the checklist beside them."""
    making, checking = st.columns([1, 1.6], gap="large")
    with making:
        _show_files(selected)
    with checking:
        _show_checklist(selected)
        show_repeated_keys()


@explained()
def _show_files(selected: Selected) -> None:
    require_live("生成通报")
    assessment = store.assessment(selected.quarter, selected.cutoff)
    kind = pick_kind()
    show_download(assessment, kind, selected)
    show_bundle(assessment, selected)


@explained()
def _show_checklist(selected: Selected) -> None:
    assessment = store.assessment(selected.quarter, selected.cutoff)
    show_checklist(assessment, store.attention(selected.quarter, selected.cutoff), store.newest_day())


@explained()
def show_desk(step: str, selected: Selected) -> None:
    """Show the draft of a document, or its fields and its issuing."""
    require_live("起草和印发通报")
    kind = pick_kind()
    if step == DRAFT:
        show_drafting(selected, kind)
        return
    assessment = store.assessment(selected.quarter, selected.cutoff)
    area = pick_area(assessment, selected, kind)
    if kind is Kind.SUMMONS and area is None:
        return
    filling, issuing = st.columns([1, 1.4], gap="large")
    with filling:
        show_fields(selected, kind, area)
    with issuing:
        if kind is Kind.SUMMONS:
            st.info("约谈建议材料供内部研究，不登记印发；填好的栏目印在下载的文件中。")
        else:
            show_issuing(assessment, selected, kind, area)
