"""会议纪要 of the meeting that runs or was closed last, as a Word file."""

import streamlit as st

from bulletin.minutes import Minutes, render_minutes
from components import meeting_records, store
from components.meeting_store import read_deck
from components.notices import explained
from components.word_download import offer_word
from supervision.meeting.records import ClosedMeeting, OpenMeeting
from supervision.scheme import scheme_for


@explained()
def offer_minutes(meeting: OpenMeeting | ClosedMeeting) -> None:
    """Offer the minutes; says so where the data are no longer those that the meeting was closed on."""
    deck = read_deck(meeting.quarter, meeting.cutoff)
    if isinstance(meeting, ClosedMeeting) and deck.snapshot != meeting.snapshot:
        st.warning(f"第{meeting.number}次例会结束后数据已有变化，纪要的通报部分按现有数据撰写，请与会议时的内容核对。")
    offer_word(
        f"下载第{meeting.number}次例会会议纪要",
        lambda: _write(meeting),
        file_name=f"第{meeting.number}次周例会会议纪要.docx",
        key="minutes",
    )
    st.caption("主持、参加、记录由人填写；议定事项和以往事项的办理情况以登记的为准。")


def _write(meeting: OpenMeeting | ClosedMeeting) -> bytes:
    held_on = (meeting.closed_at if isinstance(meeting, ClosedMeeting) else meeting.started_at).date()
    minutes = Minutes(
        meeting.number,
        held_on,
        read_deck(meeting.quarter, meeting.cutoff),
        meeting_records.resolutions(),
        scheme_for(meeting.quarter).office,
    )
    return render_minutes(minutes, is_demo=store.is_demo())
