"""到校间隔: days since the last visit, the median of a county and its school that waits longest."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from charts.gaps import draw_gap_map
from charts.map import undrawn_areas
from charts.theme import SCREEN
from components import coverage_store
from components.audit_store import record_view
from components.coverage_parts import (
    LIST_HEIGHT,
    TABLE_HEIGHT,
    Place,
    choose,
    named,
    number,
    offer_rows,
    pick_county,
    show_counties,
    show_list,
)
from components.escaping import md_escape
from components.notices import explained
from components.pictures import show_clickable
from supervision.periods import print_date
from supervision.printing import print_count

HEADINGS = {
    "school_id": "学校标识",
    "name": "学校名称",
    "stage": "办学类型",
    "inspector_id": "责任督学标识",
    "last_visited": "上次到校日期",
    "gap_days": "距今（日）",
}
NEVER = "从未到校"


@explained()
def show_gaps(place: Place) -> None:
    """Show the map of medians beside the counties and the schools of the one chosen."""
    cutoff = place.selected.cutoff
    gaps = named(coverage_store.gaps(cutoff), place.areas)
    never = int(gaps["never_visited"].sum())
    where, names = st.columns([1.1, 1], gap="medium")
    with where:
        picture = draw_gap_map(gaps, place.areas, place.selected.scheme, replace(SCREEN, map_height=590))
        show_clickable(picture, "gap_map", "code", lambda code: choose(place, code))
        zones = "、".join(md_escape(place.areas.full_name(zone.area_code)) for zone in undrawn_areas(place.areas))
        if zones:
            st.caption(f"地图不单独绘制的功能区见表：{zones}")
    with names:
        st.caption(
            f"截至{print_date(cutoff)}开办学校{print_count(gaps['schools'].sum())}所（不含教学点），"
            f"其中从未到校{print_count(never)}所，单独计列，不计日数。不随月份变化。"
        )
        _show_counties(gaps, place)
        pick_county(place, gaps["area_code"].to_list(), "查看学校的县（市、区）")
        _show_schools(place)


def _show_counties(gaps: pd.DataFrame, place: Place) -> None:
    ordered = gaps.sort_values(
        ["never_visited", "median_days", "area_code"], ascending=[False, False, True], ignore_index=True
    )
    columns = {
        "never_visited": number("从未到校（所）", width=105),
        "median_days": number("中位数（日）", "%.1f", 95),
        "worst_days": number("最久（日）", "%d", 85),
        "worst_name": st.column_config.TextColumn("最久的学校"),
    }
    show_counties(ordered, columns, "gap_table", place, TABLE_HEIGHT)


@explained()
def _show_schools(place: Place) -> None:
    record_view("到校间隔", f"{place.county} 截止{place.selected.cutoff}")
    schools = coverage_store.school_gaps(place.county, place.selected.cutoff)
    shown = schools.assign(
        last_visited=[NEVER if pd.isna(day) else str(day)[:10] for day in schools["last_visited_on"]]
    )
    st.subheader(f"{md_escape(place.county_name)}学校 {len(shown)} 所，从未到校的在前", anchor=False)
    show_list(shown, HEADINGS, LIST_HEIGHT - 40)
    notes = {
        "地区": f"{place.county_name}（{place.county}）",
        "口径": "截止日开办的学校（不含教学点）；上次到校为学校开办期间最近一次到校督导，从未到校的不计日数",
        "来源": "学校登记表、到校督导记录",
    }
    offer_rows(shown, HEADINGS, f"{place.county_name}各校到校间隔", notes, place, "download_gaps")
