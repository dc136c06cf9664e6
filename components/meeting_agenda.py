"""What the meeting will go through: the slides in their order with what each says, those left out, and the files."""

import streamlit as st

from components import selection, store
from components.download import offer_file
from components.escaping import html_escape
from components.frame import Selected
from components.meeting_store import read_deck
from components.notices import explained
from projection.drawing import Background
from projection.offline import write_offline
from supervision.meeting.slides import Deck
from supervision.watermarks import Medium

WALL_PAGE = "screens/meeting/projection.py"


@explained()
def show_agenda(selected: Selected) -> None:
    """Show the agenda of a quarter and cut-off, the way to the wall and the file for a room without network."""
    deck = read_deck(selected.quarter, selected.cutoff)
    st.subheader("本次会议内容", anchor=False)
    items = "".join(
        f"<li><b>{html_escape(slide.title)}</b>　{html_escape(slide.message)}</li>" for slide in deck.slides
    )
    st.html(f'<div class="attention"><ol>{items}</ol></div>')
    if deck.skipped:
        left_out = "；".join(f"{html_escape(each.title)}（{html_escape(each.reason)}）" for each in deck.skipped)
        st.html(f'<p class="figure-note">没有内容、不放映的：{left_out}。</p>')
    with st.container(horizontal=True):
        st.button("进入会场投影", type="primary", key="to_wall", on_click=_to_wall)
        offer_file(
            "下载离线文件",
            lambda mark: _offline(deck, selected, mark),
            Medium.PAGE,
            file_name=f"周例会_{selected.quarter}_{selected.cutoff.isoformat()}.html",
            mime="text/html",
            key="offline_file",
        )
    st.caption("离线文件可存入U盘，在没有网络的会场用浏览器打开，用翻页笔或方向键翻页；数字和校验值与投影相同。")


def _to_wall() -> None:
    selection.one_of("slide", ["1"], "1").put("1")
    selection.ask_to_go(WALL_PAGE)


def _offline(deck: Deck, selected: Selected, mark: str) -> bytes:
    background = Background(store.areas(selected.cutoff), selected.scheme)
    return write_offline(deck, background, is_demo=store.is_demo(), mark=mark)
