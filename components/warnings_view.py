"""预警: what fires now or is over, the figures of the one chosen, its notices, and the draft of a notice."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import selection
from components.copying import show_copyable
from components.escaping import md_escape
from components.method_view import table_html
from components.notices import explained
from components.places import choose_place
from components.rows_view import ROWS_PAGE, open_rows_of
from components.summons_parts import pick_one
from components.warnings_parts import (
    HEADINGS,
    MOST_PIXELS,
    ROW_PIXELS,
    WarningsPlace,
    episodes_table,
    key_of,
    offer_rows,
)
from supervision.areas import Areas
from supervision.scheme_warnings import KINDS, Warning
from supervision.warning_episodes import Episode, Point
from supervision.warning_notices import NoticeState
from supervision.warning_words import (
    counts_text,
    draft_text,
    draft_title,
    figure_text,
    point_text,
    rule_text,
    since_text,
    value_text,
)

ALL = "全部"
WIDTHS = {"place": 135, "rule": 195, "kind": 65, "since": 165, "now": 330, "answer": 100}
UNJUDGED = {
    "阈值": "样本不足、未报或口径不同，不判断",
    "变化": "基期无数据或样本不足，不判断",
    "普遍性": "无数据，不判断",
    "趋势性": "季度数或样本不足，不判断",
}
"""Why a quarter may not be judged, by kind of rule."""
PROBLEMS_PAGE = "screens/leaders/problems.py"
LEVELS = {"all": ALL, "city": "报送单位（市）", "county": "县（市、区）"}


@explained()
def show_episodes(place: WarningsPlace, *, running: bool) -> None:
    """Show how many there are, the list with filters, and the one that is chosen."""
    every = place.episodes(running=running)
    st.markdown(summary_text(every, running=running))
    wanted = _filtered(every, place)
    if not wanted:
        st.caption("按所选条件，没有正在预警的情形。" if running else "按所选条件，没有已解除的预警。")
        return
    keys = [key_of(each) for each in wanted]
    choice = selection.one_of("alert", keys, keys[0])
    table = episodes_table(wanted, place)
    _show_table(table, keys, choice)
    offer_rows(table, HEADINGS, "预警" if running else "已解除预警", place, "download_episodes")
    _show_one(wanted[keys.index(choice.current())], place)


def summary_text(episodes: Sequence[Episode], *, running: bool) -> str:
    """Return how many episodes hold or are over, and at how many places."""
    places = len({each.area_code for each in episodes})
    word = "正在预警" if running else "近五个季度内已解除"
    return f"{word} **{len(episodes)}** 项，涉及 **{places}** 个地方"


def _filtered(every: Sequence[Episode], place: WarningsPlace) -> list[Episode]:
    level_place, kind_place, rule_place = st.columns(3)
    with level_place:
        level = pick_one("alert_level", "级别", list(LEVELS), LEVELS.__getitem__)
    with kind_place:
        kind = pick_one("alert_kind", "类型", [ALL, *KINDS])
    with rule_place:
        rules = {rule.id: rule.name for rule in place.scheme.warning}
        counted = Counter(each.rule_id for each in every)
        rule = pick_one(
            "alert_rule",
            "预警",
            [ALL, *rules],
            lambda each: f"{rules[each]}（{counted[each]}）" if each in rules else ALL,
        )
    return [
        each
        for each in every
        if level in ("all", place.areas[each.area_code].level)
        and kind in (ALL, place.rule(each).kind)
        and rule in (ALL, each.rule_id)
    ]


def _show_table(table: pd.DataFrame, keys: Sequence[str], choice: selection.Choice[str]) -> None:
    def clicked() -> None:
        row = selection.clicked_row("episodes")
        if row is not None:
            choice.put(keys[row])

    st.dataframe(
        table.rename(columns=HEADINGS),
        key="episodes",
        hide_index=True,
        height=min(MOST_PIXELS, ROW_PIXELS * (len(table) + 1) + 2),
        on_select=clicked,
        selection_mode="single-row",
        column_config={HEADINGS[name]: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
    )
    st.caption("点击一行查看依据、数值和预警提示。")


def _show_one(episode: Episode, place: WarningsPlace) -> None:
    """Show one episode: its rule, the figure of each quarter, where the rows are, the notices and a draft."""
    rule, scheme = place.rule(episode), place.scheme
    name = place.areas.full_name(episode.area_code)
    st.subheader(f"{md_escape(name)}　{md_escape(rule.name)}", anchor=False)
    st.markdown(f"{since_text(episode)}。规则：{md_escape(rule_text(rule, scheme))}。")
    st.caption(f"依据：{md_escape(rule.clause)}。规则来源：{md_escape(rule.source)}。")
    seen, said = st.columns([1, 1], gap="large")
    with seen:
        st.html(points_html(episode, rule, place))
        _show_way_to_rows(episode, rule, place.areas)
    with said:
        _show_notices(episode, place)
        if episode.is_running and place.areas.is_whole:
            text = draft_text(episode, place.areas, scheme, place.selected.cutoff)
            show_copyable(draft_title(episode, scheme), text, "notice")
        elif episode.is_running:
            st.caption("预警提示由省级办公室起草、印发，当前账号不显示拟稿。")


def points_html(episode: Episode, rule: Warning, place: WarningsPlace) -> str:
    """Return the quarters looked at as a table: the figure, how the rule reads it, and what it came to."""
    rows = [
        (
            point.quarter.name,
            " ".join((figure_text(point.figure, rule, place.scheme), counts_text(point, rule, place.scheme))),
            value_text(point.signal, rule, place.scheme),
            _standing(point, episode, rule),
        )
        for point in episode.points
    ]
    return table_html(("季度（同期）", "数值", "对照值", "判断"), rows, frozenset({1, 2}))


def _standing(point: Point, episode: Episode, rule: Warning) -> str:
    """Return what a quarter is in an episode."""
    if point.signal is None:
        return UNJUDGED[rule.kind]
    if point.quarter == episode.since:
        return "触发"
    if point.quarter == episode.until:
        return "解除"
    if episode.since < point.quarter and (episode.until is None or point.quarter < episode.until):
        return "持续" if rule.fires(point.signal) else "持续，未到解除值"
    return "—"


def _show_way_to_rows(episode: Episode, rule: Warning, areas: Areas) -> None:
    if rule.indicator is not None:
        st.button(
            "查看本季度明细", key="alert_rows", on_click=open_rows_of, args=(areas, episode.area_code, rule.indicator)
        )
        return
    opened = _open_complaints if rule.cases == "举报" else _open_problems
    st.button(
        "查看本季度收到举报的明细" if rule.cases == "举报" else "查看问题清单（本类别）",
        key="alert_rows",
        on_click=opened,
        args=(areas, episode.area_code, str(rule.category)),
    )


def _open_complaints(areas: Areas, area_code: str, category: str) -> None:
    """Ask for the rows of complaints received; all categories, the column 类别 tells them apart."""
    open_rows_of(areas, area_code, "12.3")
    selection.one_of("measure", ["complaints_received"], "").put("complaints_received")
    selection.ask_to_go(ROWS_PAGE)


def _open_problems(areas: Areas, area_code: str, category: str) -> None:
    choose_place(areas, area_code)
    for name, value in (("problems", "all"), ("of_category_code", category)):
        selection.one_of(name, [value], "").put(value)
    selection.forget("leaf")
    selection.ask_to_go(PROBLEMS_PAGE)


def _show_notices(episode: Episode, place: WarningsPlace) -> None:
    cutoff, scheme = place.selected.cutoff, place.scheme
    found = place.answers(episode)
    addressed = "该地或其上级" if place.areas.is_whole else "本地区"
    st.markdown(f"**本次预警期间发出的预警提示**（发往{addressed}、同一类别）")
    if not found:
        st.markdown(f"{NoticeState.NONE.value}。")
        return
    rows = [
        (
            each.issued_on.isoformat(),
            place.areas.full_name(each.area_code),
            each.title,
            answer_text(each.acknowledged_on),
            each.state(cutoff, scheme).value,
        )
        for each in found
    ]
    st.html(table_html(("发出日期", "发往", "标题", "回执日期", "状态"), rows))


def answer_text(day: object) -> str:
    """Return the day of an acknowledgement; a dash for none."""
    return str(day)[:10] if day is not None else "—"


def last_text(episode: Episode, place: WarningsPlace) -> str:
    """Return the newest value of an episode in words."""
    return point_text(episode.last, place.rule(episode), place.scheme)
