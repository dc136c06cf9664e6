"""议定事项 on the desk: those carried over with their state, and the form for a new one."""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from components import meeting_records, selection, workspace_store
from components.escaping import md_escape
from components.notices import show_rejected
from components.sign_in_view import offers
from supervision.areas import Areas
from supervision.faults import ChangedMeanwhile, InputRejected
from supervision.meeting.records import LONGEST, OpenMeeting, Resolution, ResolutionState
from supervision.periods import print_date
from supervision.permissions import Act

USUAL_DAYS = 7
"""The day first offered for a new one: the next weekly meeting."""


def show_resolutions(every: tuple[Resolution, ...]) -> None:
    """Show what is still being dealt with, each with the form that changes it, and count the rest."""
    carried = [each for each in every if each.state is ResolutionState.OPEN]
    st.subheader("议定事项办理情况", anchor=False)
    if not every:
        st.markdown("还没有登记过议定事项。")
        return
    done = sum(each.state is ResolutionState.DONE for each in every)
    withdrawn = len(every) - len(carried) - done
    st.markdown(f"办理中{len(carried)}项，已办结{done}项，已撤销{withdrawn}项。")
    today = workspace_store.now().date()
    for each in carried:
        late = "　！已逾期" if each.is_overdue(today) else ""
        heading = f"{each.text}　{each.unit}　{print_date(each.due_on)}前完成{late}"
        with st.expander(md_escape(heading)):
            _show_form(each)


def _show_form(current: Resolution) -> None:
    """Show the form as it was opened; what another wrote since is told beside it, and nothing typed is lost."""
    name = f"resolution:{current.id}"
    seen = selection.recall(name)
    if not isinstance(seen, Resolution):
        seen = current
        selection.remember(name, seen)
    st.markdown(f"第{current.meeting}次例会议定。最近进展：{md_escape(current.progress) or '尚未登记'}")
    if not offers(Act.MEET):
        return
    with st.form(f"{name}:{seen.version}", border=False):
        states = list(ResolutionState)
        state = st.radio("状态", states, index=states.index(seen.state), horizontal=True, format_func=lambda s: s.value)
        progress = st.text_area("进展（不写个人姓名）", seen.progress, max_chars=LONGEST["进展"])
        due_on = st.date_input("完成时限", seen.due_on, min_value=seen.decided_at.date(), format="YYYY-MM-DD")
        saved = st.form_submit_button("保存")
    if seen.version != current.version:
        st.caption(f"打开本页后他人已修改为：{md_escape(f'{current.state.value}　{current.progress}')}")
        st.button("重新读取", key=f"again:{name}", on_click=selection.remember, args=(name, None))
    if saved:
        _save(name, replace(seen, state=state, progress=" ".join(progress.split()), due_on=due_on))


def _save(name: str, changed: Resolution) -> None:
    try:
        meeting_records.change(changed)
    except ChangedMeanwhile as fault:
        show_rejected(f"{fault.sentence}他人所填：{fault.theirs}")
        return
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    selection.remember(name, None)
    selection.start_over()


def offer_resolution(running: OpenMeeting, areas: Areas, made: int) -> None:
    """Show the form for a new 议定事项 of the running meeting; `made` is how many there are, and empties the form."""
    if not offers(Act.MEET):
        return
    places = [area.name for area in (areas.province, *areas.units)]
    today = workspace_store.now().date()
    with st.form(f"new_resolution:{made}"):
        text = st.text_area("议定事项（不写个人姓名）", max_chars=LONGEST["议定事项"])
        place, office, day = st.columns(3)
        unit = place.selectbox("责任单位（地区）", places, index=None, placeholder="请选择地区")
        typed = office.text_input("或责任处室、部门", max_chars=LONGEST["责任单位"])
        usual = today + timedelta(days=USUAL_DAYS)
        due_on = day.date_input("完成时限", usual, min_value=today, format="YYYY-MM-DD")
        saved = st.form_submit_button("登记议定事项", type="primary")
    if saved:
        _record(running, " ".join(text.split()), unit or "", typed.strip(), due_on)


def _record(running: OpenMeeting, text: str, unit: str, typed: str, due_on: date) -> None:
    if unit and typed:
        show_rejected("没有保存：责任单位请只填一处，选择地区或填写处室、部门。")
        return
    try:
        meeting_records.resolve(running.number, text, unit or typed, due_on)
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    selection.start_over()
