"""督学到校: the other reading of once a month, each inspector at each of their schools; and who has too many."""

import pandas as pd
import streamlit as st

from components import coverage_store
from components.audit_store import record_view
from components.coverage_parts import (
    Place,
    named,
    number,
    offer_rows,
    pick_county,
    share,
    show_counties,
    show_list,
)
from components.escaping import md_escape
from components.notices import explained
from supervision.periods import print_date, print_month
from supervision.printing import print_count, print_percent

REACHED = {
    "month_name": "月份",
    "inspector_id": "责任督学标识",
    "due": "应到（所）",
    "reached": "已到（所）",
    "missing": "未到（所）",
}
OVERLOADED = {"inspector_id": "责任督学标识", "schools": "负责学校（所）"}


@explained()
def show_inspectors(place: Place) -> None:
    """Show the counties by inspectors who reached all their schools, and the inspectors of the one chosen."""
    rule = place.selected.scheme.visiting
    reach = coverage_store.inspector_reach(place.span, rule.points_count)
    counties = named(reach.merge(coverage_store.loads(place.selected.cutoff, rule), how="outer"), place.areas)
    _say(counties, place)
    where, who = st.columns([1, 1], gap="medium")
    with where:
        _show_counties(counties, place)
    with who:
        pick_county(place, counties["area_code"].to_list(), "查看责任督学的县（市、区）")
        _show_reached(place)
        _show_overloaded(place)


def _say(counties: pd.DataFrame, place: Place) -> None:
    due, reached = int(counties["inspectors_due"].sum()), int(counties["inspectors_reached"].sum())
    over, limit = int(counties["inspectors_over"].sum()), place.selected.scheme.visiting.inspector_schools
    unit = "人" if len(place.span.months) == 1 else "人月"
    figure = print_percent(reached / due) if due else "不适用"
    running = "（当月未结束，为暂定数）" if place.span.is_provisional else ""
    st.markdown(
        f"按责任督学计：{place.span.name}有应到学校的责任督学{print_count(due)}{unit}，本人到遍全部所负责学校的"
        f"{print_count(reached)}{unit}，占**{figure}**{running}；"
        f"截至{print_date(place.selected.cutoff)}负责学校超过{limit}所的责任督学{print_count(over)}人。"
    )


def _show_counties(counties: pd.DataFrame, place: Place) -> None:
    table = counties.assign(share=share(counties["inspectors_reached"], counties["inspectors_due"]))
    ordered = table.sort_values(["share", "area_code"], ignore_index=True)
    limit = place.selected.scheme.visiting.inspector_schools
    unit = "人" if len(place.span.months) == 1 else "人月"
    columns = {
        "inspectors_due": number(f"应到（{unit}）", width=80),
        "inspectors_reached": number(f"到遍（{unit}）", width=80),
        "share": number("到遍占比", "%.1f%%", 80),
        "inspectors_over": number(f"超过{limit}所（人）", width=95),
        "most_schools": number("最多负责（所）", width=105),
    }
    show_counties(ordered, columns, "inspector_table", place, 620)


@explained()
def _show_reached(place: Place) -> None:
    record_view("责任督学", f"{place.county} {place.span.name} 截止{place.selected.cutoff}")
    rule = place.selected.scheme.visiting
    each = coverage_store.inspectors_of(place.county, place.span, rule.points_count)
    shown = each.assign(missing=each["due"] - each["reached"], month_name=[print_month(day) for day in each["month"]])
    unit = "人" if len(place.span.months) == 1 else "人月"
    st.subheader(
        f"{md_escape(place.county_name)}{place.span.name}有应到学校的责任督学 {len(shown)} {unit}", anchor=False
    )
    show_list(shown, REACHED, 210)
    notes = {
        "地区": f"{place.county_name}（{place.county}）",
        "口径": "整月在任、整月负责且当月应督导的学校，由本人到校一次以上为已到；他人到校不计",
        "来源": "责任督学、挂牌和到校督导记录",
    }
    title = f"{place.county_name}{place.span.name}责任督学到校情况"
    offer_rows(shown, REACHED, title, notes, place, "download_inspectors")


@explained()
def _show_overloaded(place: Place) -> None:
    rule = place.selected.scheme.visiting
    over = coverage_store.overloaded(place.county, place.selected.cutoff, rule)
    st.subheader(f"负责学校超过{rule.inspector_schools}所的责任督学 {len(over)} 人", anchor=False)
    if over.empty:
        return
    show_list(over, OVERLOADED, 140)
    notes = {
        "地区": f"{place.county_name}（{place.county}）",
        "口径": f"截止日在任、负责的开办学校超过{rule.inspector_schools}所",
        "依据": rule.source,
    }
    title = f"{place.county_name}负责学校超过{rule.inspector_schools}所的责任督学"
    offer_rows(over, OVERLOADED, title, notes, place, "download_overloaded")
