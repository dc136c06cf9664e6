"""Coverage of a month: the map, the table of counties, and the schools that were not visited."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from charts.coverage import draw_coverage_map
from charts.map import undrawn_areas
from charts.rows import shades_for
from charts.theme import SCREEN
from components import selection, store
from components.download import XLSX, write_workbook
from components.escaping import html_escape, md_escape
from components.frame import Selected
from components.pictures import show_clickable
from supervision.areas import Areas
from supervision.periods import month_end, print_date, print_month
from supervision.printing import print_count, print_percent

HEADINGS = {
    "school_id": "学校标识",
    "name": "学校名称",
    "stage": "办学类型",
    "pupils": "在校生（人）",
    "last_visited_on": "上次到校日期",
}
NEVER = "从未到校"
TABLE_HEIGHT, LIST_HEIGHT = 275, 310
"""In pixels: both and the picker between them are as tall as the map."""


def county_choice(areas: Areas, coverage: pd.DataFrame) -> selection.Choice[str]:
    """Return the choice of a county; the one with most schools not visited is the default."""
    gaps = (coverage["schools_due"] - coverage["schools_visited"]).to_list()
    codes = [code for code in coverage["area_code"] if code in areas]
    worst = coverage["area_code"].iloc[gaps.index(max(gaps))] if gaps else areas.counties[0].area_code
    return selection.one_of("county", codes or [worst], worst)


def show_summary(coverage: pd.DataFrame, month: date, cutoff: date) -> None:
    """Say the province's figure of the month with its counts, and whether it is provisional."""
    due, visited = int(coverage["schools_due"].sum()), int(coverage["schools_visited"].sum())
    points_due, points = int(coverage["points_due"].sum()), int(coverage["points_visited"].sum())
    running = "（当月未结束，为暂定数）" if cutoff < month_end(month) else ""
    share = print_percent(visited / due) if due else "不适用"
    point_share = print_percent(points / points_due) if points_due else "不适用"
    st.markdown(
        f"{print_month(month)}全省应督导学校{print_count(due)}所，已到校{print_count(visited)}所，"
        f"覆盖率**{share}**{running}；教学点应督导{print_count(points_due)}个，已到{print_count(points)}个，"
        f"覆盖率{point_share}（另计）。"
    )


def show_map(coverage: pd.DataFrame, areas: Areas, selected: Selected, choice: selection.Choice[str]) -> None:
    """Show the counties by coverage with the units' outlines; a click chooses a county."""
    look = replace(SCREEN, map_height=620)
    picture = draw_coverage_map(coverage, areas, shades_for(selected.scheme, "0.1"), look=look)
    show_clickable(picture, "coverage_map", "code", lambda code: _choose(choice, code))
    zones = undrawn_areas(areas)
    if zones:
        st.caption("地图不单独绘制的功能区见表：" + "、".join(md_escape(areas.full_name(z.area_code)) for z in zones))


def _choose(choice: selection.Choice[str], code: str) -> None:
    choice.put(code)


def coverage_table(coverage: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return one row per county, the largest gap first: area_code, name, due, visited, unvisited, share (percent)."""
    known = coverage.loc[coverage["area_code"].isin(areas.by_code)].copy()
    known["name"] = [areas.full_name(code) for code in known["area_code"]]
    known["unvisited"] = known["schools_due"] - known["schools_visited"]
    known["share"] = known["schools_visited"] / known["schools_due"].where(known["schools_due"] > 0) * 100
    return known.sort_values(["unvisited", "share", "area_code"], ascending=[False, True, True]).reset_index(drop=True)


def show_table(coverage: pd.DataFrame, areas: Areas, choice: selection.Choice[str]) -> None:
    """Show the counties in a table; choosing a row chooses the county."""
    table = coverage_table(coverage, areas)

    def clicked() -> None:
        row = selection.clicked_row("coverage_table")
        if row is not None:
            choice.put(str(table["area_code"].iloc[row]))

    st.caption("学校数单位：所。点击地图或表中一行，查看该地未到校学校。")
    st.dataframe(
        table[["name", "unvisited", "share", "schools_due", "schools_visited"]],
        key="coverage_table",
        hide_index=True,
        height=TABLE_HEIGHT,
        on_select=clicked,
        selection_mode="single-row",
        column_config={
            "name": st.column_config.TextColumn("县（市、区）", width=125),
            "schools_due": st.column_config.NumberColumn("应督导", format="%d", width=70),
            "schools_visited": st.column_config.NumberColumn("已到校", format="%d", width=70),
            "unvisited": st.column_config.NumberColumn("未到校", format="%d", width=70),
            "share": st.column_config.NumberColumn("覆盖率", format="%.1f%%", width=75),
        },
    )


def pick_county(areas: Areas, choice: selection.Choice[str], codes: list[str]) -> str:
    """Draw the picker of a county, for the keyboard and for places too small to hit on the map."""
    chosen = choice.prepare()
    st.selectbox(
        "查看未到校学校的县（市、区）",
        [area.area_code for area in areas.all if area.area_code in set(codes)],
        key=choice.widget_key,
        format_func=areas.full_name,
        on_change=choice.publish,
        placeholder="请选择县（市、区）",
    )
    return chosen


def show_unvisited(area_code: str, areas: Areas, month: date, selected: Selected) -> None:
    """Show the schools of a county that were due in the month and not visited, with a download."""
    schools = store.unvisited_schools(area_code, month, selected.cutoff)
    name = areas.full_name(area_code)
    until = print_date(min(month_end(month), selected.cutoff))
    st.subheader(f"{md_escape(name)}{print_month(month)}未到校学校 {len(schools)} 所", anchor=False)
    if schools.empty:
        st.markdown(f"截至{until}，应督导学校均已到校。")
        return
    shown = schools.assign(
        last_visited_on=[NEVER if pd.isna(day) else str(day)[:10] for day in schools["last_visited_on"]]
    )
    with st.container(height=LIST_HEIGHT, border=False, key="unvisited_list"):
        st.html(_schools_html(shown))
    title = f"{name}{print_month(month)}未到校学校"
    notes = {
        "地区": f"{name}（{area_code}）",
        "统计月份": print_month(month),
        "数据截止日": until,
        "行数": f"{len(shown)}所，等于应督导学校数减已到校学校数",
        "口径": selected.scheme.measures["school_months_due"].definition + "；有效到校督导为学校开办期间的到校督导",
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    st.download_button(
        "下载名单（Excel）",
        data=lambda: write_workbook(shown, HEADINGS, title, notes),
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        mime=XLSX,
        on_click="ignore",
        key="download_unvisited",
    )


def _schools_html(schools: pd.DataFrame) -> str:
    """Return the list as a real table, which prints and is read aloud in full."""
    headings = [heading for key, heading in HEADINGS.items() if key != "school_id"]
    head = "".join(f"<th{' class=number' if place > 1 else ''}>{name}</th>" for place, name in enumerate(headings))
    rows = "".join(
        f"<tr><td>{html_escape(row.name)}</td><td>{html_escape(row.stage)}</td>"
        f'<td class="number">{print_count(row.pupils)}</td>'
        f'<td class="number">{html_escape(row.last_visited_on)}</td></tr>'
        for row in schools[["name", "stage", "pupils", "last_visited_on"]].itertuples(index=False)
    )
    return f'<div class="scroll"><table class="rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
