"""学校: the schools of a place, a page at a time, with a search by name, and the download."""

import math
from datetime import date

import pandas as pd
import streamlit as st

from components import school_store, selection, store
from components.audit_store import record_view
from components.download import offer_workbook
from components.escaping import md_escape
from components.frame import Selected
from components.notices import explained
from components.places import open_school
from supervision.areas import Areas
from supervision.periods import print_date
from supervision.printing import print_count

ROWS_PER_PAGE, MOST_ROWS, ROW_PIXELS = 50, 20_000, 35
HEADINGS = {
    "name": "学校名称",
    "place": "县（市、区）",
    "stage": "办学类型",
    "pupils": "在校生（人）",
    "state": "状态",
    "last_visited_on": "上次到校",
    "visits": "本季度到校（次）",
    "problems_open": "未整改问题（个）",
    "complaints": "本季度举报（件）",
}
NEVER, NOTHING = "从未到校", "—"


@explained()
def show_school_list(area_code: str, areas: Areas, selected: Selected) -> None:
    """Show the schools of a place: how many, a search by name, one page of them, and the download."""
    place = areas.full_name(area_code)
    record_view("学校名单", f"{area_code} {selected.quarter} 截止{selected.cutoff}")
    numbers = school_store.school_numbers(area_code, selected.cutoff)
    st.markdown(f"**{md_escape(place)}**　{numbers_text(numbers)}　数据截止{print_date(selected.cutoff)}")
    text, page = _pick_text(), selection.text_choice("sheet", 6)
    shown = page.current()
    number = max(int(shown), 1) if shown.isascii() and shown.isdigit() else 1
    found, schools = school_store.school_page(
        area_code, text, selected.quarter, selected.cutoff, rows=ROWS_PER_PAGE, page=number
    )
    if not found:
        st.info("没有学校" + (f"，名称中含“{md_escape(text)}”" if text else "") + "。")
        return
    listed = listed_schools(schools, areas, selected.cutoff)

    def clicked() -> None:
        row = selection.clicked_row("school_list")
        if row is not None:
            open_school(areas, str(schools["area_code"].iloc[row]), str(schools["school_id"].iloc[row]))

    st.dataframe(
        listed[list(HEADINGS)].rename(columns=HEADINGS),
        key="school_list",
        hide_index=True,
        height=min(460, ROW_PIXELS * (len(listed) + 1) + 2),
        placeholder=NOTHING,
        on_select=clicked,
        selection_mode="single-row",
    )
    _page_and_pick(schools, listed, areas, found)
    _offer_list(area_code, place, text, found, areas, selected)


def numbers_text(numbers: dict[str, int]) -> str:
    """Return how many schools a place has, the closed and coming ones apart."""
    parts = [f"在办学校**{print_count(numbers['open'])}**所", f"教学点{print_count(numbers['points'])}个"]
    if numbers["closed"]:
        parts.append(f"已关闭{print_count(numbers['closed'])}所（表中标明）")
    if numbers["not_open_yet"]:
        parts.append(f"尚未开办{print_count(numbers['not_open_yet'])}所（表中标明）")
    return "，".join(parts)


def _pick_text() -> str:
    choice = selection.text_choice("find")
    current = choice.prepare()

    def changed() -> None:
        choice.publish()
        selection.forget("sheet")

    st.text_input(
        "按校名查找", key=choice.widget_key, max_chars=60, placeholder="输入校名中的几个字后回车", on_change=changed
    )
    return current.strip()


def _page_and_pick(schools: pd.DataFrame, listed: pd.DataFrame, areas: Areas, found: int) -> None:
    """Draw the choice of the page, and a picker of the page's schools for the keyboard."""
    page, school = st.columns(2)
    numbers = [str(number) for number in range(1, math.ceil(found / ROWS_PER_PAGE) + 1)]
    with page:
        choice = selection.one_of("sheet", numbers, numbers[0])
        choice.prepare()
        st.selectbox(
            f"第几页（共{len(numbers)}页、{print_count(found)}所）",
            numbers,
            key=choice.widget_key,
            on_change=choice.publish,
            placeholder="请选择页码",
        )
    with school:
        names = dict(zip(schools["school_id"], listed["place"] + "　" + listed["name"], strict=True))
        places = dict(zip(schools["school_id"], schools["area_code"], strict=True))
        picker = selection.Picker("school_picker", None, lambda key: open_school(areas, places[key], key))
        st.selectbox(
            "打开学校",
            list(names),
            key=picker.prepare(),
            format_func=lambda key: names[key],
            on_change=picker.publish,
            placeholder="请选择学校，或点击表中一行",
        )


def listed_schools(schools: pd.DataFrame, areas: Areas, cutoff: date) -> pd.DataFrame:
    """Return the schools as people read them: the columns of HEADINGS, numbers as numbers."""
    listed = schools.copy()
    listed["place"] = [areas.full_name(code) if code in areas else code for code in schools["area_code"]]
    listed["state"] = [
        state_text(opened, closed, cutoff)
        for opened, closed in zip(schools["opened_on"], schools["closed_on"], strict=True)
    ]
    listed["last_visited_on"] = [NEVER if pd.isna(day) else str(day)[:10] for day in schools["last_visited_on"]]
    return listed


def state_text(opened_on: date | None, closed_on: date | None, cutoff: date) -> str:
    """Return whether a school is open on the day, and since when it is closed or from when it will be open."""
    if closed_on is not None and not pd.isna(closed_on) and closed_on <= cutoff:
        return f"已关闭（{closed_on.isoformat()}）"
    if opened_on is not None and not pd.isna(opened_on) and opened_on > cutoff:
        return f"尚未开办（{opened_on.isoformat()}）"
    return "在办"


def _offer_list(area_code: str, place: str, text: str, found: int, areas: Areas, selected: Selected) -> None:
    kept = min(found, MOST_ROWS)
    title = f"{place}{selected.quarter.name}学校名单"
    notes = {
        "地区": f"{place}（{area_code}）",
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "行数": f"共{found}所，本文件{kept}所" + (f"；校名含“{text}”" if text else ""),
        "口径": "到校：学校开办期间的到校督导次数；未整改问题：截止日以前交办、截止日尚未完成整改的问题；"
        "举报：本季度收到的举报，重复件不计",
        "来源": "学校登记表、到校督导记录、问题清单、举报登记",
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }

    def make() -> pd.DataFrame:
        _, every = school_store.school_page(area_code, text, selected.quarter, selected.cutoff, rows=MOST_ROWS, page=1)
        return listed_schools(every, areas, selected.cutoff)

    offer_workbook(
        f"下载名单（Excel，{print_count(kept)}所）",
        make,
        {"school_id": "学校标识"} | HEADINGS,
        title,
        notes,
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        key="download_schools",
        rows=kept,
    )
