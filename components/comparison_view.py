"""Comparison: one figure over a group, its best and most improved, and a few places side by side."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from charts.comparison import draw_comparison
from charts.theme import SCREEN
from components import selection
from components.escaping import md_escape
from components.method_view import table_html
from components.notices import explained
from components.overview_views import open_card
from components.pictures import show_clickable
from components.rows_view import open_rows_of
from supervision.areas import Area, Areas, PeerGroup
from supervision.assessment import Assessment
from supervision.comparison import TOTAL, Extremes, compare_group, direction_of, find_extremes
from supervision.printing import (
    print_indicator,
    print_points_change,
    print_rank,
    print_score,
    print_score_change,
    print_value,
)

MOST_PLACES = 3


def pick_group(areas: Areas) -> tuple[Area, ...]:
    """Draw the picker of a group: the cities, the province-direct counties, all counties, or those of one city."""
    groups = {group.name: (f"{group}", areas.in_group(group)) for group in PeerGroup}
    cities = [city for city in areas.units if areas.children(city.area_code)]
    groups |= {city.area_code: (f"{city.name}所辖县（市、区）", areas.children(city.area_code)) for city in cities}
    offered = [key for key, (_, members) in groups.items() if members]
    choice = selection.one_of("group", offered, offered[0])
    chosen = choice.prepare()
    st.selectbox(
        "比较范围",
        offered,
        key=choice.widget_key,
        format_func=lambda key: groups[key][0],
        on_change=choice.publish,
        placeholder="请选择范围",
    )
    return groups[chosen][1]


def pick_figure(assessment: Assessment) -> str:
    """Draw the picker of what is compared: the total, a category or an indicator."""
    names = {TOTAL: "总分"}
    for category in assessment.scheme.category:
        names[str(category.id)] = f"{category.id}　{category.name}"
    for indicator in assessment.scheme.indicators(assessment.quarter):
        names[indicator.id] = f"{indicator.id}　{indicator.name}"
    choice = selection.one_of("figure", list(names), TOTAL)
    chosen = choice.prepare()
    st.selectbox(
        "比较内容",
        list(names),
        key=choice.widget_key,
        format_func=lambda key: names[key],
        on_change=choice.publish,
        placeholder="请选择内容",
    )
    return chosen


@explained()
def show_comparison(assessment: Assessment, members: tuple[Area, ...], shown: str) -> None:
    """Show the group by one figure; a click opens what is behind it: the rows of an indicator, else the card."""
    step = 24 if len(members) <= 40 else 18
    picture = draw_comparison(assessment, members, shown, replace(SCREEN, row_height=step, font_size=13))
    show_clickable(picture, "comparison", "code", lambda code: _open_figure(assessment, code, shown))
    marks = "实心点为本季度，空心点为上季度（可比的）"
    if "." in shown:
        marks += "；浅色横条为样本数下的正常波动范围，菱形表示超出该范围"
    else:
        marks += "；竖虚线为等次分界"
    opens = "该项指标在该地的明细" if "." in shown else "该地记分卡"
    st.caption(f"{marks}。点击圆点打开{opens}。")


def _open_figure(assessment: Assessment, area_code: str, shown: str) -> None:
    """Open the rows behind an indicator of a place, or its card at a category (for the total as it was left)."""
    if "." in shown:
        open_rows_of(assessment.areas, area_code, shown)
    else:
        open_card(assessment, area_code, None if shown == TOTAL else shown)


@explained()
def show_extremes(assessment: Assessment, members: tuple[Area, ...], shown: str) -> None:
    """Show the best and the most improved beside each other, and who cannot be compared."""
    table = compare_group(assessment, members, shown)
    found = find_extremes(table, direction_of(assessment, shown))
    with st.container(key="extremes"):
        best, improved = st.columns(2, gap="medium")
    with best:
        st.markdown("**居前的地方**")
        st.html(_places_html(assessment, found.best, shown))
    with improved:
        st.markdown("**进步最大的地方**")
        st.html(_places_html(assessment, found.improved, shown))
    st.caption(md_escape(untold_text(assessment, found)))


def untold_text(assessment: Assessment, found: Extremes) -> str:
    """Return who has no comparable quarter before."""
    if not found.not_comparable:
        return "各地均有可比的上季度数据。"
    names = "、".join(assessment.areas.full_name(code) for code in found.not_comparable[:12])
    more = f"等{len(found.not_comparable)}个" if len(found.not_comparable) > 12 else ""
    return f"与上季度不可比，不列入进步比较：{names}{more}。"


def _places_html(assessment: Assessment, rows: pd.DataFrame, shown: str) -> str:
    printed = [
        (
            assessment.areas.full_name(row.area_code),
            _value_text(assessment, shown, row.value),
            _change(shown, row.change),
        )
        for row in rows.itertuples()
    ]
    return table_html(("地方", "数值", "较上季度"), printed or [("无", "—", "—")], numbers=frozenset({1, 2}))


def _value_text(assessment: Assessment, shown: str, value: float) -> str:
    if "." not in shown:
        return print_score(value, assessment.scheme.band)
    return print_indicator(value, assessment.scheme.indicator_in(shown, assessment.quarter))


def _change(shown: str, change: float) -> str:
    if pd.isna(change):
        return "不可比"
    if "." in shown:
        return print_points_change(change * 100)
    return print_points_change(change).replace("个百分点", "分")


@explained()
def show_side_by_side(assessment: Assessment, members: tuple[Area, ...], shown: str) -> None:
    """Show two or three places of the group beside each other, total and categories, with ranks and changes.

    Buttons lead to the figure compared of each place, and to its coverage.
    """
    offered = [area.area_code for area in members]
    choice = selection.several_of("places", offered, tuple(offered[:2]))
    chosen = choice.prepare()
    st.multiselect(
        "选择2至3个地方",
        offered,
        key=choice.widget_key,
        format_func=assessment.areas.full_name,
        max_selections=MOST_PLACES,
        on_change=choice.publish,
        placeholder="请选择地方",
    )
    with st.container(horizontal=True, key="side_by_side"):
        for code in chosen:
            name = md_escape(assessment.areas.full_name(code))
            what = f"{shown}明细" if "." in shown else "记分卡"
            st.button(f"{name}　{what}", key=f"beside:{code}", on_click=_open_figure, args=(assessment, code, shown))
            st.button(
                f"{name}　督导覆盖明细",
                key=f"covered:{code}",
                on_click=open_rows_of,
                args=(assessment.areas, code, "0.1"),
            )
    cards = [assessment.scorecard(code) for code in chosen]
    headings = ("类别", *(heading for card in cards for heading in (card.area.name, "较上季度", "名次")))
    bands = assessment.scheme.band
    lines = [("总分", [card.total for card in cards])]
    for place, category in enumerate(assessment.scheme.category):
        lines.append((f"{category.id}　{category.short_name}", [card.categories[place].score for card in cards]))
    rows = []
    for name, scores in lines:
        cells = [
            cell
            for score in scores
            for cell in (
                "未评" if score.score is None else f"{print_score(score.score, bands)}　{score.band}",
                print_score_change(score),
                print_rank(score.rank, score.tied, score.rank_n),
            )
        ]
        rows.append((name, *cells))
    coverage = [assessment.indicator(code, "0.1") for code in chosen]
    rows.append(("学校月度督导覆盖率", *(cell for value in coverage for cell in (print_value(value), "—", "—"))))
    st.html(table_html(headings, rows, numbers=frozenset(range(1, len(headings)))))
