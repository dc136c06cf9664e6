"""会场投影: one slide after another on the wall, with keys, a timer and nothing of Streamlit around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import streamlit as st

from components import meeting_panel, selection, store
from components.escaping import html_escape
from components.frame import chosen_period, idle_since, wait_for_return
from components.meeting_timer import Timer, timer_words
from components.notices import explained, note_head
from components.outage_store import outage
from components.selection import Choice
from components.sign_in import account, note_use
from components.watermark import is_marked
from components.workspace_store import now
from components.workspace_store import version as workspace_version
from projection.canvas import Theme
from projection.drawing import Background, draw_slide, slide_style
from supervision.faults import DatabaseAway
from supervision.meeting.slides import Deck
from supervision.periods import Quarter, print_date
from supervision.scheme import scheme_for
from supervision.watermarks import LONGEST_NAME, Medium

TITLE = "会场投影"
_DECK, _AGAIN = "wall_deck", "wall_again"
_FORWARD, _BACK = ("PageDown", "Right", "Space"), ("PageUp", "Left")
_STYLE_FILE = Path(__file__).with_suffix(".css")
ReadDeck = Callable[[Quarter, date], Deck]


@dataclass(frozen=True)
class Kept:
    """The last deck that could be made, with what its slides are drawn from; it outlives the database."""

    version: str
    """Of the data, of our own store, and of which quarter and cut-off."""
    deck: Deck
    background: Background
    is_demo: bool
    idle_since: date | None
    """As `frame.idle_since`."""


@explained()
def show_wall(read_deck: ReadDeck, way_out: str) -> None:
    """Show the deck of the chosen quarter and cut-off slide by slide; `way_out` is the page that 退出 opens."""
    # The bar says at every step whether the database is away; the page need not begin anew to say it.
    note_head(says_away=True)
    st.title(TITLE, anchor=False)
    try:
        kept, is_away = _take_deck(read_deck)
    except DatabaseAway:
        wait_for_return()
        raise
    if is_away:
        wait_for_return()
    # Not before: it hides the menu, the way on from a wall that has nothing to show.
    st.html(_style())
    timer = Timer(kept.background.scheme.meeting.seconds)
    stage = st.fragment(_show_stage, run_every=timer.seconds if timer.is_running else None)
    stage(kept, timer, way_out, is_away=is_away)


@cache
def _style() -> str:
    return f"<style>{slide_style()}{_STYLE_FILE.read_text(encoding='utf-8')}</style>"


def _take_deck(read_deck: ReadDeck) -> tuple[Kept, bool]:
    """Return the deck and whether it is only the last one, because the database is away."""
    last = selection.recall(_DECK)
    try:
        quarter, cutoff = chosen_period()
        moment = f"quarter={quarter}&cutoff={cutoff.isoformat()}"
        version = f"{store.data_version()}|{workspace_version()}|{moment}"
        if isinstance(last, Kept) and last.version == version:
            # Nothing is read anew for a step: caches run out in the middle of a meeting.
            return last, outage() is not None
        background = Background(store.areas(cutoff), scheme_for(quarter), moment)
        kept = Kept(version, read_deck(quarter, cutoff), background, store.is_demo(), idle_since(quarter))
    except DatabaseAway:
        if not isinstance(last, Kept):
            raise
        return last, True
    selection.remember(_DECK, kept)
    return kept, outage() is not None


def _slide_choice(slides: int) -> Choice[int]:
    """Return the choice of the slide's number, 1 and up."""
    offered = {str(number): number for number in range(1, slides + 1)}
    return Choice("slide", 1, str, lambda text: offered[text])


def _theme_choice() -> Choice[str]:
    return selection.one_of("theme", [theme.value for theme in Theme], Theme.LIGHT.value)


@explained()
def _show_stage(kept: Kept, timer: Timer, way_out: str, *, is_away: bool) -> None:
    """Draw one slide, the keys and the bar; runs alone at every step."""
    if selection.recall(_AGAIN):
        # The timer begins anew only with the whole page, and only the whole page may open another.
        selection.remember(_AGAIN, None)
        selection.start_over()
    slides = kept.deck.slides
    choice = _slide_choice(len(slides))
    number = min(choice.current(), len(slides))
    # While somebody types or a card is looked at, the slide beneath stays.
    if timer.is_due() and not meeting_panel.is_busy():
        number = choice.put(number % len(slides) + 1)
        timer.begin()
    theme = _theme_choice()
    shown = meeting_panel.answer() or slides[number - 1]
    st.html(draw_slide(shown, number, len(slides), Theme(theme.current()), kept.background))

    def step(by: int) -> None:
        # Turned by hand, unlike by the timer, which must not keep a session that nobody uses.
        note_use()
        if meeting_panel.answer():
            # From a card somebody asked for, any key leads back to the slide.
            meeting_panel.drop_answer()
            return
        # From where the wall is by now: two keys that were pressed at once are two steps.
        choice.put(min(max(min(choice.current(), len(slides)) + by, 1), len(slides)))
        _restart_if(timer)

    if meeting_panel.open_panel():
        # The keys are not there while somebody types.
        meeting_panel.show_panel(kept.deck.quarter, kept.deck.cutoff, kept.background.areas)
    else:
        with st.container(key="wall_keys"):
            for key in (*_FORWARD, *_BACK):
                by = 1 if key in _FORWARD else -1
                # At either end a key asks nothing of the server, so that it cannot meet the next one on the way.
                is_end = not 1 <= number + by <= len(slides) and not meeting_panel.answer()
                st.button("翻页", key=f"wall_{key}", shortcut=key, on_click=step, args=(by,), disabled=is_end)
    with st.container(key="wall_bar", horizontal=True):
        _show_bar(timer, theme, step, way_out, number, len(slides))
        st.html(_status(kept, timer, number, is_away=is_away))


def _restart_if(timer: Timer) -> None:
    if timer.is_running:
        timer.begin()
        selection.remember(_AGAIN, True)


def _show_bar(
    timer: Timer, theme: Choice[str], step: Callable[[int], None], way_out: str, number: int, slides: int
) -> None:
    def switch(act: Callable[[], None]) -> None:
        act()
        selection.remember(_AGAIN, True)

    def leave() -> None:
        meeting_panel.close()
        selection.ask_to_go(way_out)

    def change_theme() -> None:
        theme.put(Theme.DARK.value if theme.current() == Theme.LIGHT else Theme.LIGHT.value)

    if meeting_panel.answer():
        st.button("回到投影", key="wall_back", on_click=meeting_panel.drop_answer)
    else:
        st.button("上一页", key="wall_previous", on_click=step, args=(-1,), disabled=number == 1)
        st.button("下一页", key="wall_next", on_click=step, args=(1,), disabled=number == slides)
    if timer.is_on:
        st.button("继续" if timer.is_paused else "暂停", key="wall_pause", on_click=switch, args=(timer.pause,))
    st.button("停止计时" if timer.is_on else "计时", key="wall_timer", on_click=switch, args=(timer.switch,))
    panel = meeting_panel.open_panel()
    for name, label in ((meeting_panel.RECORD, "记议定事项"), (meeting_panel.FIND, "查地方学校")):
        st.button(
            "收起" if panel == name else label, key=f"wall_{name}", on_click=meeting_panel.turn_panel, args=(name,)
        )
    st.button("换底色", key="wall_theme", on_click=change_theme)
    st.button("退出", key="wall_leave", on_click=lambda: switch(leave))


def _status(kept: Kept, timer: Timer, number: int, *, is_away: bool) -> str:
    """Return what the operator sees at the right of the bar: the state of the data, and the timer."""
    parts = [html_escape(f"数据库暂时不可用，仍为{_moment(kept.deck.made_at)}读取的内容")] if is_away else []
    parts += [f"数据未更新，最新记录为{print_date(kept.idle_since)}"] if kept.idle_since else []
    parts += ["<b>演示数据</b>"] if kept.is_demo else []
    # The slides bear no watermark: the room could not read them.
    parts += [html_escape(account().name[:LONGEST_NAME])] if is_marked(Medium.SCREEN) else []
    parts.append("投屏保护已开启")
    parts += [f"读取时间{_moment(kept.deck.made_at)}"] if not is_away else []
    parts.append(timer_words(timer, number))
    return f'<div class="wall-status">{"".join(f"<span>{part}</span>" for part in parts)}</div>'


def _moment(at: datetime) -> str:
    """Return a time of day, with the day where it is not today's."""
    return f"{at:%H:%M}" if at.date() == now().date() else f"{at.month}月{at.day}日{at:%H:%M}"
