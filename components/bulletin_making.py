"""The steps of a document: made beside what stands against it, its draft, its issuing."""

import streamlit as st

from bulletin.kinds import Kind
from components import store
from components.bulletin_files import pick_unit, show_bundle, show_download
from components.bulletin_view import DRAFT, pick_kind, show_checklist
from components.draft_fields import show_fields
from components.draft_view import show_drafting
from components.frame import Selected
from components.issue_view import show_issuing
from supervision.assessment import Assessment


def show_making(assessment: Assessment, selected: Selected) -> None:
    """Show the kinds of document with their downloads, and the checklist beside them."""
    making, checking = st.columns([1, 1.6], gap="large")
    with making:
        kind = pick_kind()
        show_download(assessment, kind, selected)
        show_bundle(assessment, selected)
    with checking:
        show_checklist(assessment, store.attention(selected.quarter, selected.cutoff), store.newest_day())


def show_desk(step: str, assessment: Assessment, selected: Selected) -> None:
    """Show the draft of a document, or its fields and its issuing."""
    kind = pick_kind()
    area = pick_unit(assessment.areas) if kind is Kind.UNIT else None
    if step == DRAFT:
        show_drafting(selected, kind)
        return
    filling, issuing = st.columns([1, 1.4], gap="large")
    with filling:
        show_fields(selected, kind, area)
    with issuing:
        show_issuing(assessment, selected, kind, area)
