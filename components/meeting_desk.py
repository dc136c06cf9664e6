"""周例会: start the meeting, follow what was resolved, resolve what is new, and close it on what the wall shows."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from bulletin.manifest import hash_snapshot
from components import meeting_records, selection, store
from components.frame import Selected
from components.meeting_minutes import offer_minutes
from components.meeting_resolutions import offer_resolution, show_resolutions
from components.notices import explained, show_rejected
from components.sign_in_view import offers
from supervision.faults import InputRejected
from supervision.meeting.records import OpenMeeting
from supervision.periods import Quarter, print_date
from supervision.permissions import Act

StandingNow = Callable[[Quarter, date], Mapping[str, object]]


@explained()
def show_desk(selected: Selected, standing_now: StandingNow) -> None:
    """Show the desk of the meeting; `standing_now` gives what the next meeting is compared with.

    The slides need our own store only for what was resolved, and are shown without it.
    """
    running, every = meeting_records.running_meeting(), meeting_records.resolutions()
    if running is None:
        _offer_start(selected)
    else:
        st.markdown(
            f"**第{running.number}次例会正在进行**，{running.started_at:%Y-%m-%d %H:%M}开始，"
            f"{running.quarter.name}，数据截止{print_date(running.cutoff)}。"
        )
    show_resolutions(every)
    if running is not None:
        st.subheader("登记议定事项", anchor=False)
        offer_resolution(running, store.areas(selected.cutoff), len(every))
        _offer_close(running, selected, standing_now)
    meeting = running or meeting_records.last_closed()
    if meeting is not None:
        st.subheader("会议纪要", anchor=False)
        offer_minutes(meeting)


def _offer_start(selected: Selected) -> None:
    last = meeting_records.last_closed()
    said = f"上次为第{last.number}次例会，{last.closed_at:%Y-%m-%d %H:%M}结束。" if last else "还没有开过例会。"
    st.markdown(said)
    if offers(Act.MEET) and st.button("开始例会", type="primary"):
        _do(lambda: meeting_records.start(selected.quarter, selected.cutoff))


def _offer_close(running: OpenMeeting, selected: Selected, standing_now: StandingNow) -> None:
    st.subheader("结束例会", anchor=False)
    st.markdown(
        f"结束时保存{selected.quarter.name}、数据截止{print_date(selected.cutoff)}的各项数和校验值，"
        "下次例会与之对比；结束后不能更改。"
    )
    if offers(Act.MEET) and st.button("结束例会"):
        quarter, cutoff = selected.quarter, selected.cutoff
        snapshot = hash_snapshot(store.assessment(quarter, cutoff))
        standing = dict(standing_now(quarter, cutoff))
        _do(lambda: meeting_records.close(running.number, quarter, cutoff, snapshot, standing))


def _do(act: Callable[[], object]) -> None:
    """Write, then show what is so now; say why where the store refuses."""
    try:
        act()
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    selection.start_over()
