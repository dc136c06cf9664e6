"""到校日历: visits day by day, entered in time or not, unannounced ones, and months visited only at their end."""

import pandas as pd
import streamlit as st

from charts.visit_days import draw_visit_days
from components import coverage_store
from components.coverage_parts import Place, named, number, offer_rows, pick_county, share, show_counties
from components.escaping import md_escape
from components.notices import explained
from components.pictures import show_picture
from supervision.printing import print_count, print_percent

_LEVELS = {"county": "县级", "city": "市级", "province": "省级"}
HEADINGS = {
    "visit_id": "到校督导标识",
    "school_id": "学校标识",
    "name": "学校名称",
    "visited_on": "到校日期",
    "recorded_on": "录入日期",
    "timely": "及时录入",
    "level_name": "督导层级",
    "surprise": "四不两直",
    "inspector_id": "责任督学标识",
}


@explained()
def show_days(place: Place) -> None:
    """Show the counties by their visits, and the days of the counties of the chosen one's unit."""
    days = coverage_store.visit_days(place.selected.quarter, place.selected.cutoff)
    visits = coverage_store.span_visits(place.span)
    empty = pd.DataFrame({"area_code": [area.area_code for area in place.areas.counties]})
    counties = named(empty.merge(visits, how="left"), place.areas).fillna({"visits": 0, "end_months": ""})
    _say(counties, place)
    where, when = st.columns([1, 1.35], gap="medium")
    with where:
        _show_counties(counties, place)
    with when:
        pick_county(place, counties["area_code"].to_list(), "查看逐日到校的县（市、区）")
        _show_calendar(days, place)
        _offer_visits(place)


def _say(counties: pd.DataFrame, place: Place) -> None:
    rule = place.selected.scheme.visiting
    total = counties[["visits", "entered_in_time", "inspected", "unannounced"]].sum()
    timely = print_percent(float(total["entered_in_time"] / total["visits"])) if total["visits"] else "不适用"
    surprise = print_percent(float(total["unannounced"] / total["inspected"])) if total["inspected"] else "不适用"
    flagged = counties.loc[counties["end_months"] != ""]
    names = "；".join(
        f"{md_escape(row['name'])}（{row['end_months']}）" for row in flagged[["name", "end_months"]].to_dict("records")
    )
    st.markdown(
        f"{place.span.name}到校督导{print_count(total['visits'])}次，到校后{rule.entry_days}日内录入的占**{timely}**；"
        f"市级以上到校{print_count(total['inspected'])}次，“四不两直”占**{surprise}**。"
        f"当月到校全部集中在最后{rule.month_end_days}日的：{names or '无'}。"
    )


def _show_counties(counties: pd.DataFrame, place: Place) -> None:
    table = counties.assign(
        timely=share(counties["entered_in_time"], counties["visits"]),
        surprise=share(counties["unannounced"], counties["inspected"]),
    ).sort_values(["end_months", "timely", "area_code"], ascending=[False, True, True], ignore_index=True)
    table["end_months"] = table["end_months"].replace("", "—")
    columns = {
        "visits": number("到校（次）", width=85),
        "timely": number("及时录入", "%.1f%%", 85),
        "surprise": number("四不两直", "%.1f%%", 85),
        "end_months": st.column_config.TextColumn("集中在月末的月份", width=125),
    }
    show_counties(table, columns, "day_table", place, 620)


@explained()
def _show_calendar(days: pd.DataFrame, place: Place) -> None:
    unit = place.areas.unit_of(place.county)
    members = place.areas.children(unit.area_code) or (place.areas[place.county],)
    inside = days.loc[days["area_code"].isin({member.area_code for member in members})]
    st.subheader(f"{md_escape(unit.name)}逐日到校督导次数", anchor=False)
    size = "month" if len(place.span.months) == 1 else "quarter"
    show_picture(draw_visit_days(inside, members, place.span.first, place.span.last), f"visit_days_{size}")


@explained()
def _offer_visits(place: Place) -> None:
    rule = place.selected.scheme.visiting
    rows = coverage_store.visits_of_county(place.county, place.span, rule)
    yes = {True: "是", False: "否"}
    shown = rows.assign(
        timely=rows["is_timely"].eq(1).map(yes),
        level_name=rows["level"].map(_LEVELS),
        surprise=rows["unannounced"].astype(bool).map(yes),
    )
    st.caption(
        f"{md_escape(place.county_name)}{place.span.name}到校督导{print_count(len(rows))}次，逐次明细见下载文件。"
    )
    notes = {
        "地区": f"{place.county_name}（{place.county}）",
        "口径": f"学校开办期间的到校督导；及时录入为到校后{rule.entry_days}日内录入；"
        "“四不两直”占比只统计市级以上到校督导",
        "来源": "到校督导记录",
    }
    offer_rows(shown, HEADINGS, f"{place.county_name}{place.span.name}到校督导", notes, place, "download_visits")
