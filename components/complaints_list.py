"""举报: the open cases and those of 重点督办, a page at a time, with the days left or overrun of each."""

import math
from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from components import complaint_store, selection
from components.audit_store import record_view
from components.complaints_figures import ComplaintsPlace
from components.complaints_files import notes_of, offer_list_file
from components.notices import explained
from data_access.shared.complaints import CaseList
from supervision.areas import Areas
from supervision.complaint_numbers import category_name
from supervision.complaint_states import days_left, limit_of, print_days_left, state_at
from supervision.printing import print_count
from supervision.records import records_of
from supervision.scheme import Scheme
from supervision.workdays import unknown_calendar_text, workday_before, workdays_between

PAGE_ROWS, MOST_ROWS = 50, 20_000
HEADINGS = {
    "complaint_id": "举报编号",
    "place": "地方",
    "state": "状态",
    "left": "剩余或超期",
    "last_on": "办结期限",
    "received_on": "收到日期",
    "waited": "已历工作日",
    "transferred_on": "转办日期",
    "channel": "渠道",
    "category": "类别",
    "subject": "对象",
    "mark": "重点督办",
    "closed_on": "办结日期",
    "outcome": "核查结果",
}
CLOSED_ONLY = ("closed_on", "outcome")
"""Columns that an open case has nothing in."""


def list_names(scheme: Scheme) -> dict[str, str]:
    """Return the lists by their code with what each holds."""
    rules = scheme.complaints
    return {
        CaseList.OPEN.value: "全部在办",
        CaseList.OVERDUE.value: "超期未办结",
        CaseList.SOON.value: f"{rules.due_soon_days}日内到期",
        CaseList.URGE.value: f"满{rules.remind_workdays}个工作日应催办",
        CaseList.PRIORITY.value: "重点督办",
    }


def headings_of(which: CaseList) -> dict[str, str]:
    """Return the columns of a list with their headings; only 重点督办 holds closed cases too."""
    return {
        name: heading for name, heading in HEADINGS.items() if which is CaseList.PRIORITY or name not in CLOSED_ONLY
    }


@explained()
def show_cases(place: ComplaintsPlace) -> None:
    """Show one list of the place's cases, those longest past their last day first."""
    scheme, cutoff = place.selected.scheme, place.selected.cutoff
    totals = place.totals
    which = _pick_list(list_names(scheme), totals)
    record_view("举报清单", f"{place.area_code} {list_names(scheme)[which.value]} 截止{cutoff}")
    number = totals[which.value]
    _explain(which, scheme, cutoff)
    if not number:
        st.markdown("这张清单没有举报。")
        return
    page = _pick_page(number)
    found = complaint_store.cases(
        which,
        place.area_code,
        place.selected.quarter,
        cutoff,
        limit=PAGE_ROWS,
        offset=(page - 1) * PAGE_ROWS,
    )
    shown, headings = listed_cases(found, place.areas, scheme, cutoff), headings_of(which)
    st.dataframe(
        shown[list(headings)].rename(columns=headings),
        key="case_list",
        hide_index=True,
        height=min(520, 35 * (len(shown) + 1) + 2),
        placeholder="—",
    )
    _offer(which, number, place)


def _pick_list(names: Mapping[str, str], totals: Mapping[str, int]) -> CaseList:
    choice = selection.one_of("cases", list(names), CaseList.OVERDUE.value)
    chosen = choice.prepare()

    def changed() -> None:
        choice.publish()
        selection.forget("leaf")

    st.segmented_control(
        "清单",
        list(names),
        key=choice.widget_key,
        format_func=lambda code: f"{names[code]}　{print_count(totals[code])}件",
        on_change=changed,
        label_visibility="collapsed",
    )
    return CaseList(chosen)


def _explain(which: CaseList, scheme: Scheme, cutoff: date) -> None:
    counting, rules = scheme.counting, scheme.complaints
    text = (
        f"期限以登记簿的办结期限为准；未登记的，自收到之日起{counting.complaint_limit_days}个{rules.limit_in}。"
        "期限当日办结为按期。超期最久的在前，重复件不列。"
    )
    if which is CaseList.PRIORITY:
        text += "重点督办清单含在办的和本季度办结的，在办的在前。"
    if workday_before(cutoff, rules.remind_workdays) is None:
        text += unknown_calendar_text()
    st.caption(text)


def _pick_page(rows: int) -> int:
    """Draw the choice of the page; a page that a shorter list does not have is its last."""
    pages = math.ceil(rows / PAGE_ROWS)
    choice = selection.text_choice("leaf", 6)
    text = choice.current()
    current = min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1
    if pages > 1:
        picker = selection.Picker("leaf_picker", str(current), choice.put)
        where, _ = st.columns([1, 4])
        with where:
            st.selectbox(
                f"第几页（共{pages}页，每页{PAGE_ROWS}行）",
                [str(number) for number in range(1, pages + 1)],
                key=picker.prepare(),
                on_change=picker.publish,
                placeholder="请选择页码",
            )
    return current


def listed_cases(cases: pd.DataFrame, areas: Areas, scheme: Scheme, cutoff: date) -> pd.DataFrame:
    """Return the cases as people read them: the columns of HEADINGS, states by the one definition."""
    limit = limit_of(scheme)
    rows = records_of(cases)
    states = [
        state_at(cutoff, received_on=row["received_on"], due_on=row["due_on"], closed_on=row["closed_on"], limit=limit)
        for row in rows
    ]
    left = [
        print_days_left(days_left(row["last_on"], cutoff)) if state.is_open else None
        for row, state in zip(rows, states, strict=True)
    ]
    return cases.assign(
        place=[areas.full_name(code) if code in areas else code for code in cases["area_code"]],
        category=[category_name(code, scheme) for code in cases["category_code"]],
        state=[state.value for state in states],
        left=left,
        waited=[
            workdays_between(row["received_on"], row["closed_on"] or cutoff) if row["received_on"] else None
            for row in rows
        ],
        mark=["是" if row["priority"] else "否" for row in rows],
    )


def _offer(which: CaseList, number: int, place: ComplaintsPlace) -> None:
    selected = place.selected
    name = list_names(selected.scheme)[which.value]
    kept = min(number, MOST_ROWS)

    def make() -> pd.DataFrame:
        every = complaint_store.cases(which, place.area_code, selected.quarter, selected.cutoff, limit=MOST_ROWS)
        return listed_cases(every, place.areas, selected.scheme, selected.cutoff)

    offer_list_file(
        make,
        headings_of(which),
        f"{place.name}{selected.quarter.name}举报{name}清单",
        notes_of(place.name, selected, 行数=f"共{number}件，本文件{kept}件", 性质="逐件办理清单，不含举报人信息"),
        selected,
        key="download_cases",
        rows=kept,
    )
