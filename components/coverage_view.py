"""Coverage of a month or quarter: the map, the table of counties, and the schools that were not visited."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from charts.coverage import draw_coverage_map
from charts.map import undrawn_areas
from charts.rows import shades_for
from charts.theme import SCREEN
from components import coverage_store
from components.audit_store import record_view
from components.coverage_parts import (
    LIST_HEIGHT,
    TABLE_HEIGHT,
    Place,
    choose,
    number,
    offer_rows,
    pick_county,
    show_counties,
)
from components.escaping import html_cell, md_escape
from components.notices import explained
from components.pictures import show_clickable
from components.places import show_ways
from supervision.areas import Areas
from supervision.periods import print_date, print_month
from supervision.printing import print_count, print_percent
from supervision.spans import Span

HEADINGS = {
    "school_id": "学校标识",
    "name": "学校名称",
    "stage": "办学类型",
    "pupils": "在校生（人）",
    "last_visited_on": "上次到校日期",
    "inspector_id": "责任督学标识",
}
NEVER = "从未到校"


@explained()
def show_summary(place: Place) -> None:
    """Say the figure of all there is in the span with its counts, and whether it is provisional."""
    coverage, span, areas = place.coverage, place.span, place.areas
    due, visited = int(coverage["schools_due"].sum()), int(coverage["schools_visited"].sum())
    points_due, points = int(coverage["points_due"].sum()), int(coverage["points_visited"].sum())
    running = "（当月未结束，为暂定数）" if span.is_provisional else ""
    share = print_percent(visited / due) if due else "不适用"
    where = "全省" if areas.top.level == "province" else md_escape(areas.top.name)
    point_share = print_percent(points / points_due) if points_due else "不适用"
    st.markdown(
        f"{span.name}{where}应督导学校{print_count(due)}{span.unit}，已到校{print_count(visited)}{span.unit}，"
        f"覆盖率**{share}**{running}；教学点应督导{print_count(points_due)}个{_months(span)}，"
        f"已到{print_count(points)}个{_months(span)}，覆盖率{point_share}（另计）。"
    )


def _months(span: Span) -> str:
    return "" if len(span.months) == 1 else "月"


@explained()
def show_schools(place: Place) -> None:
    """Show the map beside the table and the names, so that a click on a county shows its schools without scrolling."""
    where, names = st.columns([1.1, 1], gap="medium")
    with where:
        _show_map(place)
    with names:
        _show_table(place)
        pick_county(place, place.coverage["area_code"].to_list(), "查看未到校学校的县（市、区）")
        _show_unvisited(place)
        show_ways(place.areas, place.county)


@explained()
def _show_map(place: Place) -> None:
    look = replace(SCREEN, map_height=590)
    shades = shades_for(place.selected.scheme, "0.1")
    picture = draw_coverage_map(place.coverage, place.areas, shades, place.areas.held_to, look)
    show_clickable(picture, "coverage_map", "code", lambda code: choose(place, code))
    zones = undrawn_areas(place.areas)
    if zones:
        listed = "、".join(md_escape(place.areas.full_name(zone.area_code)) for zone in zones)
        st.caption(f"地图不单独绘制的功能区见表：{listed}")


def coverage_table(coverage: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return one row per county, the largest gap first: area_code, name, due, visited, unvisited, share (percent)."""
    known = coverage.loc[coverage["area_code"].isin(areas.by_code)].copy()
    known["name"] = [areas.full_name(code) for code in known["area_code"]]
    known["unvisited"] = known["schools_due"] - known["schools_visited"]
    known["share"] = known["schools_visited"] / known["schools_due"].where(known["schools_due"] > 0) * 100
    return known.sort_values(["unvisited", "share", "area_code"], ascending=[False, True, True]).reset_index(drop=True)


@explained()
def _show_table(place: Place) -> None:
    table = coverage_table(place.coverage, place.areas)
    columns = {
        "unvisited": number("未到校", width=70),
        "share": number("覆盖率", "%.1f%%", 75),
        "schools_due": number("应督导", width=70),
        "schools_visited": number("已到校", width=70),
    }
    st.caption(f"学校数单位：{place.span.unit}。点击地图或表中一行，查看该地未到校学校。")
    show_counties(table, columns, "coverage_table", place, TABLE_HEIGHT)


@explained()
def _show_unvisited(place: Place) -> None:
    """Show the schools of the county that were due and not visited, a row per school and month, with a download."""
    span, name = place.span, place.county_name
    record_view("未到校学校", f"{place.county} {span.name} 截止{place.selected.cutoff}")
    schools = coverage_store.span_unvisited(place.county, span)
    st.subheader(f"{md_escape(name)}{span.name}未到校学校 {len(schools)} {span.unit}", anchor=False)
    if schools.empty:
        st.markdown(f"截至{print_date(span.last)}，应督导学校均已到校。")
        return
    shown = schools.assign(
        last_visited_on=[NEVER if pd.isna(day) else str(day)[:10] for day in schools["last_visited_on"]]
    )
    headings = HEADINGS
    if len(span.months) > 1:
        shown["month_name"] = [print_month(month) for month in shown["month"]]
        headings = {"month_name": "月份", **HEADINGS}
    with st.container(height=LIST_HEIGHT, border=False, key="unvisited_list"):
        st.html(_schools_html(shown, headings))
    notes = {
        "地区": f"{name}（{place.county}）",
        "与数字核对": f"{len(shown)}{span.unit}，等于应督导学校数减已到校学校数",
        "口径": place.selected.scheme.measures["school_months_due"].definition
        + "；有效到校督导为学校开办期间的到校督导",
        "来源": "学校登记表、到校督导记录",
    }
    offer_rows(shown, headings, f"{name}{span.name}未到校学校", notes, place, "download_unvisited")


def _schools_html(schools: pd.DataFrame, headings: dict[str, str]) -> str:
    """Return the list as a real table, which prints and is read aloud in full."""
    columns = [key for key in headings if key != "school_id"]
    head = "".join(f"<th{' class=number' if key == 'pupils' else ''}>{headings[key]}</th>" for key in columns)
    rows = "".join(
        "<tr>" + "".join(_cell(key, row[key]) for key in columns) + "</tr>" for row in schools.to_dict("records")
    )
    return f'<div class="scroll"><table class="rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(key: str, value: object) -> str:
    is_missing = value is None or value != value
    if key == "pupils":
        return f'<td class="number">{"—" if is_missing else print_count(value)}</td>'  # type: ignore[arg-type]
    return f"<td>{'—' if is_missing else html_cell(str(value))}</td>"
