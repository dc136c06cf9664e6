"""Filing a contest: against an indicator of a place, or a problem of the list, within the term of the scheme."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import sign_in, store, workspace_store
from components.frame import Selected
from components.notices import explained, show_rejected
from components.sign_in_view import offers
from components.workspace_store import ContestEvent
from data_access.shared.contested import read_problems_by_id
from supervision.areas import Area, Areas
from supervision.assessment import CategoryScore
from supervision.contest_words import FIGURE, PROBLEM, answer_due_on, check_in_term, last_day_to_file
from supervision.contesting import ContestStep
from supervision.faults import InputRejected
from supervision.periods import Quarter, print_date
from supervision.permissions import Act
from supervision.scheme import Indicator, Scheme

LONGEST = 500
REASON = "申辩理由（必填，不写个人姓名和联系方式）"


@explained()
def offer_contest(area: Area, part: CategoryScore, selected: Selected) -> None:
    """Offer to contest an indicator of a category to who may record it; the province answers to nobody here."""
    if area.level == "province" or not sign_in.may(Act.CONTEST):
        return
    with st.expander(f"对“{part.category.name}”的指标登记申辩"):
        offered = [value.indicator for value in part.indicators]
        file_against_figure(area.area_code, offered, selected.quarter, selected.cutoff, selected.scheme)


def file_against_figure(
    area_code: str, offered: Sequence[Indicator], quarter: Quarter, cutoff: date, scheme: Scheme
) -> None:
    """Draw the form to contest an indicator of a place as it stands at the cut-off."""
    if not offers(Act.CONTEST):
        return
    rule = scheme.summoning
    names = {indicator.id: indicator.name for indicator in offered}
    with st.form(f"contest:{area_code}:{'.'.join(names)}", border=False, clear_on_submit=True):
        indicator_id = st.selectbox("指标", list(names), format_func=lambda each: f"{each}　{names[each]}")
        filed_on = _pick_day("提出日期", cutoff)
        reason = st.text_area(REASON, max_chars=LONGEST)
        st.caption(f"自数据截止日起{rule.contest_days}日内可以提出，至{print_date(last_day_to_file(cutoff, rule))}止。")
        is_sent = st.form_submit_button("登记申辩")
    if is_sent:
        file_contest(FIGURE, indicator_id, area_code, quarter, filed_on, cutoff, reason, scheme)


def file_against_problem(areas: Areas, quarter: Quarter, cutoff: date, scheme: Scheme) -> None:
    """Draw the form to contest a problem by its id; place and term come from the problem itself."""
    if not offers(Act.CONTEST):
        return
    with st.form("contest:problem", border=False, clear_on_submit=True):
        problem_id = st.text_input("问题编号", max_chars=60)
        filed_on = _pick_day("提出日期", cutoff)
        reason = st.text_area(REASON, max_chars=LONGEST)
        st.caption(f"自交办之日起{scheme.summoning.contest_days}日内可以提出。")
        is_sent = st.form_submit_button("登记申辩")
    if not is_sent:
        return
    found = store.read(read_problems_by_id, [problem_id.strip()], cutoff).to_dict("records")
    if not found or found[0]["area_code"] not in areas:
        show_rejected("没有保存：截止日以前的问题清单中没有这个编号。")
        return
    (row,) = found
    file_contest(PROBLEM, row["problem_id"], row["area_code"], quarter, filed_on, row["raised_on"], reason, scheme)


def _pick_day(label: str, cutoff: date) -> date:
    # What is dated after the cut-off on the screen is not shown on it: the cut-off is the day offered.
    return st.date_input(label, value=cutoff, min_value=date(2021, 7, 24), format="YYYY-MM-DD")


def file_contest(
    kind: str,
    subject_id: str,
    area_code: str,
    quarter: Quarter,
    filed_on: date,
    starts_on: date,
    reason: str,
    scheme: Scheme,
) -> None:
    """Record a contest that is in its term, and draw the page again; else say why it was not recorded."""
    rule = scheme.summoning
    event = ContestEvent(
        subject_kind=kind,
        subject_id=subject_id,
        area_code=area_code,
        quarter=quarter,
        event=ContestStep.FILED,
        filed_on=filed_on,
        reason=reason,
        due_on=answer_due_on(filed_on, rule),
    )
    try:
        check_in_term(filed_on, starts_on, rule)
        workspace_store.contest(event)
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    st.rerun()
