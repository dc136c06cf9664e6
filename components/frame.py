"""The frame of every page: heading, quarter-and-cut-off picker, as-of line, and the mark of a demo."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import streamlit as st

from components import selection, store
from components.escaping import md_escape
from components.notices import (
    explained,
    is_old,
    note_head,
    show_old_data,
    show_outage,
    show_outside_sums,
    show_refused,
)
from components.outage_store import outage
from components.search import show_search
from components.watermark import show_mark
from supervision.faults import DatabaseAway, NoData
from supervision.periods import Quarter, print_date
from supervision.scheme import Scheme, scheme_for

_ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "双减督导看板"
_EMPTY = "数据库中还没有任何季度的数据。请先由业务系统写入，或用命令导入报送数。"
_PAGES_OF_LISTS = ("part", "sheet", "leaf")
"""Page numbers of 明细, 学校 and 举报: of a list that another quarter or cut-off makes longer or shorter."""


BACK_SECONDS = 10
"""How often a page that shows old data looks whether the database is back."""


@dataclass(frozen=True)
class Selected:
    """The quarter and cut-off that a page shows, and the scheme it is scored with."""

    quarter: Quarter
    cutoff: date
    scheme: Scheme


@cache
def _style() -> str:
    return f"<style>{(_ROOT / 'components' / 'style.css').read_text(encoding='utf-8')}</style>"


def prepare_app() -> None:
    """Set what holds for the whole app: title, icon, width, style and language of the page."""
    st.set_page_config(page_title=PRODUCT, page_icon=str(_ROOT / "static" / "favicon.png"), layout="wide")
    st.html(_style())
    show_mark()
    # Fixed text without data: browsers read Chinese aloud and break its lines by the language of the page.
    st.html("<script>document.documentElement.lang='zh-CN'</script>", unsafe_allow_javascript=True)


def build_demo_if_needed() -> None:
    """Build the embedded demo on the very first opening, in sight of the reader."""
    if not store.needs_demo():
        return
    bar = st.progress(0.0, text="首次使用，正在生成演示数据…")
    store.build_missing_demo(lambda step, share: bar.progress(min(share, 1.0), text=f"正在生成演示数据：{step}"))
    bar.empty()


def chosen_period() -> tuple[Quarter, date]:
    """Return the quarter and cut-off of link and session, for a page that draws no pickers.

    Raises NoData for an empty database.
    """
    offered = store.quarters_with_data()
    if not offered:
        raise NoData(_EMPTY)
    quarter = selection.quarter_choice(offered).current()
    day = scheme_for(quarter).cutoff.day_of_third_month
    return quarter, selection.cutoff_choice(quarter, day, store.newest_day()).current()


def open_page(title: str, question: str) -> Selected:
    """Draw the head of a page and return what is selected.

    `question` is the one sentence a page answers. Raises NoData for an empty database, and what reading raises.
    """
    offered = store.quarters_with_data()
    if not offered:
        raise NoData(_EMPTY)
    # An account held to an area that the newest data do not know sees nothing at all, not even the pickers.
    store.check_area(store.newest_day())
    heading, quarter_place, cutoff_place = st.columns([6, 1.6, 1.6], vertical_alignment="bottom")
    with heading:
        st.title(title, anchor=False)
    with quarter_place:
        quarter = _pick_quarter(offered)
    scheme = scheme_for(quarter)
    with cutoff_place:
        cutoff = _pick_cutoff(quarter, scheme)
    # Nor of a day before there was such an area; the pickers stay, as the way back.
    store.check_area(cutoff)
    _show_as_of(quarter, cutoff, scheme, question)
    away = outage()
    note_head(says_away=away is not None)
    if away:
        show_outage(away)
        wait_for_return()
    _show_areas(cutoff)
    with st.sidebar:
        show_search(cutoff)
    if newest := idle_since(quarter):
        show_old_data(newest, store.read_at().date())
    if refused := selection.take_refused():
        show_refused(refused)
    return Selected(quarter, cutoff, scheme)


def idle_since(quarter: Quarter) -> date | None:
    """Return the newest day of data that nobody has fed for long; None where they are fed, or need not be."""
    # A finished quarter stays as it is, and a demo is never fed: both are not old but complete.
    if quarter != store.quarters_with_data()[-1] or store.is_demo():
        return None
    newest = store.newest_day()
    return newest if is_old(newest, store.read_at().date()) else None


@explained()
def _show_areas(cutoff: date) -> None:
    """Say how many areas are in no sum; without any sum a page says so itself, and 数据质量 needs none."""
    with suppress(NoData):
        show_outside_sums(store.areas(cutoff).outside_sums)


def wait_for_return() -> None:
    """Run the page again when the database answers, so that an open page does not stay old until somebody clicks."""
    drawn_at = time.monotonic()

    @explained()
    def look() -> None:
        # Not while the page is drawn, which has just found out; where nothing was ever read, to look fails as it did.
        with suppress(DatabaseAway):
            if time.monotonic() - drawn_at > BACK_SECONDS / 2 and outage() is None:
                selection.start_over()

    st.fragment(look, run_every=BACK_SECONDS)()


def _pick_quarter(offered: tuple[Quarter, ...]) -> Quarter:
    choice = selection.quarter_choice(offered)
    quarter = choice.prepare()

    def changed() -> None:
        choice.publish()
        # A cut-off lies inside its quarter; the new quarter starts with its own default.
        for name in ("cutoff", "month", *_PAGES_OF_LISTS):
            selection.forget(name)

    st.selectbox(
        "季度",
        list(reversed(offered)),
        key=choice.widget_key,
        format_func=lambda each: each.name,
        on_change=changed,
        placeholder="请选择季度",
    )
    return quarter


def _pick_cutoff(quarter: Quarter, scheme: Scheme) -> date:
    newest = store.newest_day()
    choice = selection.cutoff_choice(quarter, scheme.cutoff.day_of_third_month, newest)
    cutoff = choice.prepare()

    def changed() -> None:
        choice.publish()
        for name in _PAGES_OF_LISTS:
            selection.forget(name)

    st.date_input(
        "数据截止日",
        key=choice.widget_key,
        min_value=quarter.starts_on,
        max_value=quarter.ends_on,
        format="YYYY-MM-DD",
        on_change=changed,
        help="只统计截止日当天（含）以前的数据。默认为季度第三个月20日，或数据最新日期。",
    )
    return cutoff


def _show_as_of(quarter: Quarter, cutoff: date, scheme: Scheme, question: str) -> None:
    """Say under the title what the figures are: whose, of when, how provisional, by which scheme."""
    read_at = store.read_at()
    running = cutoff < quarter.ends_on
    parts = [
        f"数据截止{print_date(cutoff)}" + ("，本季度未结束，当月数据为暂定数" if running else ""),
        f"读取时间{read_at:%Y-%m-%d %H:%M}",
        f"评分方案 {md_escape(scheme.id)}",
    ]
    mark = "　:primary-background[**演示数据**]" if store.is_demo() else ""
    with st.container(key="as_of"):
        st.markdown(f"{question}　｜　{' ｜ '.join(parts)}{mark}")
