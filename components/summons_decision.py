"""The decision on one suggestion: a person chooses and gives a reason, and what was decided is kept, either way."""

import pandas as pd
import streamlit as st

from bulletin.manifest import hash_snapshot
from components import store, workspace_store
from components.escaping import html_escape, md_escape
from components.notices import explained, show_rejected
from components.sign_in_view import offers
from components.summons_parts import SummonsPlace
from components.workspace_store import Decision
from supervision.faults import DatabaseAway, InputRejected
from supervision.permissions import Act
from supervision.summons import Suggestion
from supervision.summons_record import decision_texts, last_choices

SUBJECT = "约谈建议"
CHOICES = ("约谈", "不约谈", "继续观察")
LONGEST_REASON, LONGEST_OFFICE = 500, 40


def decisions_made(place: SummonsPlace) -> dict[tuple[str, str], str]:
    """Return the last decision of the quarter by place and trigger; empty while our own store cannot be read."""
    try:
        made = workspace_store.decisions(place.selected.quarter, place.selected.cutoff, subject_kind=SUBJECT)
    except DatabaseAway as fault:
        st.warning(md_escape(fault.sentence))
        return {}
    return last_choices(made, place.scheme)


@explained()
def show_decision(suggestion: Suggestion, place: SummonsPlace) -> None:
    """Show what was decided so far in the quarter on one suggestion, and the form for the next decision."""
    st.markdown("**决定和理由**")
    made = _decisions_of(suggestion, place)
    if made.empty:
        st.markdown("本季度尚未登记决定。")
    else:
        items = "".join(f"<li>{html_escape(text)}</li>" for text in decision_texts(made))
        st.html(f'<div class="attention"><ul>{items}</ul></div>')
    if offers(Act.DECIDE):
        _show_form(suggestion, place, made)


def _show_form(suggestion: Suggestion, place: SummonsPlace, made: pd.DataFrame) -> None:
    # A number of its own after each decision, so that the next form is empty again.
    with st.form(f"decision:{suggestion.area_code}:{suggestion.trigger}:{len(made)}", border=True):
        choice = st.radio("决定", CHOICES, index=None, horizontal=True)
        reason = st.text_area(
            "理由（必填，不写个人姓名和联系方式）", max_chars=LONGEST_REASON, placeholder="请写明所据事实"
        )
        office = st.text_input("处室或职务（可不填）", max_chars=LONGEST_OFFICE)
        if st.form_submit_button("登记决定", type="primary"):
            _record(suggestion, place, choice or "", reason, office)
    st.caption("登记后不能修改；情况变化时另行登记，以最后一次为准。登记时一并保存所依据数据的校验值。")


def _decisions_of(suggestion: Suggestion, place: SummonsPlace) -> pd.DataFrame:
    own = {rule.id for rule in place.scheme.summons if rule.trigger == suggestion.trigger}
    made = workspace_store.decisions(
        place.selected.quarter, place.selected.cutoff, subject_kind=SUBJECT, area_code=suggestion.area_code
    )
    return made.loc[[bool(own & set(ids)) for ids in made["rule_ids"]]]


def _record(suggestion: Suggestion, place: SummonsPlace, choice: str, reason: str, office: str) -> None:
    quarter, cutoff = place.selected.quarter, place.selected.cutoff
    made = Decision(
        subject_kind=SUBJECT,
        area_code=suggestion.area_code,
        quarter=quarter,
        cutoff=cutoff,
        rule_ids=tuple(ground.rule_id for ground in suggestion.grounds),
        choice=choice,
        reason=reason,
        snapshot=hash_snapshot(store.assessment(quarter, cutoff)),
        decided_by=office,
    )
    try:
        workspace_store.decide(made)
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    st.rerun()
