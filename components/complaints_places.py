"""举报: places side by side, by their number per ten thousand pupils, their rate on time and their median of days."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import selection
from components.complaints_figures import ComplaintsPlace
from components.complaints_files import notes_of, offer_list_file
from components.notices import explained
from components.places import choose_place
from supervision.assessment import State
from supervision.complaint_numbers import compare_places, compared_places, numbers_by_place
from supervision.small_cells import protect_places, withheld_text

HEADINGS = {
    "name": "地方",
    "group": "同类地区",
    "order": "次序",
    "received": "收到",
    "transferred": "转办",
    "closed": "办结",
    "open": "在办",
    "overdue": "超期",
    "rate": "每万名学生",
    "shrunk": "收缩后",
    "on_time": "按期（%）",
    "plain": "仅按办结（%）",
    "median_days": "中位数（天）",
    "remark": "备注",
}
COUNTS = ("received", "transferred", "closed", "open", "overdue")
_BEHIND = {
    "rate": ("received",),
    "shrunk": ("received",),
    "order": ("received",),
    "on_time": ("closed", "overdue"),
    "plain": ("closed",),
    "median_days": ("closed",),
}
"""The counts from which each rate follows; where one is withheld the rate is."""
_FORMS = {
    **dict.fromkeys(COUNTS, "%d"),
    "order": "%d",
    "rate": "%.1f",
    "shrunk": "%.1f",
    "on_time": "%.1f",
    "plain": "%.1f",
    "median_days": "%.1f",
}


@explained()
def show_places(place: ComplaintsPlace) -> None:
    """Show the places summed into the place (a county: with its peers); a click opens one of them."""
    table = places_table(place)
    headings = _headings(table, place)
    rules = place.selected.scheme.complaints

    def clicked() -> None:
        row = selection.clicked_row("complaint_places")
        if row is not None:
            choose_place(place.areas, str(table["area_code"].iloc[row]))

    st.dataframe(
        table[list(headings)],
        key="complaint_places",
        hide_index=True,
        height=min(560, 35 * (len(table) + 1) + 2),
        on_select=clicked,
        selection_mode="single-row",
        placeholder="—",
        column_config={
            name: st.column_config.NumberColumn(heading, format=_FORMS[name])
            if name in _FORMS
            else st.column_config.TextColumn(heading, width="large" if name == "remark" else None)
            for name, heading in headings.items()
        },
    )
    if _is_alone(place):
        st.caption("件数单位为件。次序和收缩后的件数要用同类其他地方的数据，当前账号只显示本地区，不列。")
        _offer(table, headings, place)
        return
    st.caption(
        "件数单位为件；次序按收缩后的件数由多到少。“收缩后”为每万名学生件数按同类地区作经验贝叶斯收缩，学生少的地方向同类平均靠拢，避免一两件之差排在前后；"
        f"收到不足{rules.least_cases}件的不排先后。举报多不等于问题多，只作核查线索。"
        "办结件数不足最小样本的不列中位数，几件快办不会排在最前。点击一行查看该地。"
    )
    _offer(table, headings, place)


def _is_alone(place: ComplaintsPlace) -> bool:
    """Return whether the peers of the place are outside what the account may see."""
    areas = place.areas
    return place.area_code == areas.held_to and not areas.children(place.area_code)


def _headings(table: pd.DataFrame, place: ComplaintsPlace) -> dict[str, str]:
    """Return the columns to show; one group needs none of its own, and a place without its peers no comparison."""
    left_out = {"group"} if table["group"].nunique() <= 1 else set()
    if _is_alone(place):
        left_out |= {"order", "shrunk"}
    return {name: heading for name, heading in HEADINGS.items() if name not in left_out}


def places_table(place: ComplaintsPlace) -> pd.DataFrame:
    """Return the places side by side as the page shows them: area_code and the columns of HEADINGS."""
    areas = place.areas
    codes = compared_places(areas, place.area_code)
    compared = compare_places(place.assessment, codes)
    numbers = numbers_by_place(place.parts, areas, codes)
    return compared.assign(
        **{name: numbers[name].to_numpy() for name in ("transferred", "closed", "open")},
        name=[areas[code].name for code in compared["area_code"]],
        on_time=compared["on_time_share"] * 100,
        plain=compared["plain_share"] * 100,
        remark=[_remark(row) for row in compared.to_dict("records")],
    )


def _remark(row: dict) -> str:
    """Return in words why a figure of the row is empty."""
    if not row["received"] and pd.isna(row["on_time_share"]):
        return "本季度没有举报，各项不适用"
    parts = []
    if pd.isna(row["on_time_share"]):
        parts.append("没有应办结的，按期办结率不适用")
    if row["days_state"] != State.AVAILABLE.value:
        parts.append(f"办结天数{row['days_state']}")
    if pd.isna(row["order"]):
        parts.append("件数少，不排先后")
    return "；".join(parts)


def _offer(table: pd.DataFrame, headings: Mapping[str, str], place: ComplaintsPlace) -> None:
    least = place.selected.scheme.complaints.cell_at_least
    areas = place.areas
    has_counties = any(areas[code].level == "county" for code in table["area_code"])
    rule = f"县级件数为1至{least - 1}的写“{withheld_text(least)}”，可由合计推出的一并不列；相应比率不列"
    offer_list_file(
        lambda: protected_table(table, least) if has_counties else table,
        {name: heading for name, heading in headings.items() if name != "remark"},
        f"{place.name}{place.selected.quarter.name}举报情况比较",
        notes_of(place.name, place.selected, 少量件数=rule if has_counties else "无"),
        place.selected,
        key="download_places",
        rows=len(table),
    )


def protected_table(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the table with small numbers withheld, and with them every rate from which they would follow."""
    whole = table.set_index("area_code")
    counts = protect_places(whole[list(COUNTS)].astype(int), least)
    text = withheld_text(least)
    shown = whole.astype(object)
    for name in COUNTS:
        shown[name] = counts[name]
    for rate, behind in _BEHIND.items():
        shown.loc[counts[list(behind)].eq(text).any(axis=1), rate] = None
    return shown.reset_index()
