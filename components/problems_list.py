"""问题清单: one list of a place a page at a time with filters, and the same rows as a file."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import problem_store, selection, store
from components.audit_store import record_view
from components.complaints_files import offer_list_file
from components.contest_notes import problem_notes
from components.notices import explained
from components.problems_figures import ProblemsPlace, again_name, number_text
from data_access.shared.problems import ProblemList
from data_access.shared.tables import problem
from supervision.areas import Areas
from supervision.complaint_numbers import category_name
from supervision.periods import print_date
from supervision.printing import print_count
from supervision.problem_numbers import CATEGORY, SEVERITIES, SEVERITY, SOURCE
from supervision.problem_states import OPEN, ProblemState, print_term
from supervision.records import records_of
from supervision.scheme import Scheme

PAGE_ROWS, MOST_ROWS = 50, 20_000
ANY = "全部"
SOURCES = tuple(problem.c.source.info["codes"])
HEADINGS = {
    "problem_id": "问题编号",
    "place": "地方",
    "state": "状态",
    "left": "剩余或超期",
    "age": "在册日数",
    "severity": "程度",
    "category": "类别",
    "summary": "问题摘要",
    "named": "学校或机构",
    "source": "来源",
    "raised_on": "交办日期",
    "due_on": "整改期限",
    "rectified_on": "完成整改",
    "accepted_on": "验收销号",
    "look_back_on": "回头看",
    "look_back_result": "回头看结果",
}
WIDTHS = {"place": 110} | dict.fromkeys(("raised_on", "due_on", "rectified_on", "accepted_on", "look_back_on"), 95)
"""In pixels, where the first rows, by which a table measures its columns, may be empty or short."""


def list_names(scheme: Scheme) -> dict[str, str]:
    """Return the lists by their code with what each holds."""
    return {
        ProblemList.OVERDUE.value: "超期未整改",
        ProblemList.OPEN.value: "全部未整改",
        ProblemList.RELAPSED.value: "反弹",
        ProblemList.RECTIFIED.value: "待验收",
        ProblemList.ACCEPTED.value: "待回头看",
        ProblemList.AGAIN.value: again_name(scheme),
        ProblemList.ALL.value: "全部在册",
    }


def list_numbers(place: ProblemsPlace) -> dict[str, int]:
    """Return how many problems each list of the place holds, before any filter."""
    totals = place.totals
    return {
        ProblemList.OVERDUE.value: totals[ProblemState.OVERDUE.value],
        ProblemList.OPEN.value: totals["open"],
        ProblemList.RELAPSED.value: totals["reopened"],
        ProblemList.RECTIFIED.value: totals[ProblemState.RECTIFIED.value],
        ProblemList.ACCEPTED.value: totals[ProblemState.ACCEPTED.value],
        ProblemList.AGAIN.value: place.again,
        ProblemList.ALL.value: totals["total"],
    }


@explained()
def show_list(place: ProblemsPlace) -> None:
    """Show one list of the place's problems, those longest past their last day first."""
    selected, counted = place.selected, list_numbers(place)
    which = _pick_list(list_names(selected.scheme), counted)
    record_view("问题清单", f"{place.area_code} {list_names(selected.scheme)[which.value]} 截止{selected.cutoff}")
    *filter_places, page_place = st.columns(4)
    filters = _pick_filters(selected.scheme, filter_places)
    number = counted[which.value]
    if filters:
        number = problem_store.size(which, place.area_code, selected.quarter, selected.cutoff, filters)
    _explain(which, selected.scheme, number)
    if not number:
        st.markdown("按所选条件没有问题。")
        return
    with page_place:
        offset = (_pick_page(number) - 1) * PAGE_ROWS
    found = problem_store.listed(
        which, place.area_code, selected.quarter, selected.cutoff, filters, limit=PAGE_ROWS, offset=offset
    )
    shown = listed_problems(found, place.areas, selected.scheme, selected.cutoff)
    st.dataframe(
        shown[list(HEADINGS)].rename(columns=HEADINGS),
        key="problem_list",
        hide_index=True,
        height=min(560, 35 * (len(shown) + 1) + 2),
        column_config={HEADINGS[name]: st.column_config.Column(width=width) for name, width in WIDTHS.items()},
        placeholder="—",
    )
    offer_list(which, number, filters, place)


def _pick_list(names: Mapping[str, str], numbers: Mapping[str, int]) -> ProblemList:
    choice = selection.one_of("problems", list(names), ProblemList.OVERDUE.value)
    chosen = choice.prepare()
    st.segmented_control(
        "清单",
        list(names),
        key=choice.widget_key,
        format_func=lambda code: f"{names[code]}　{print_count(numbers[code])}个",
        on_change=_first_page(choice.publish),
        label_visibility="collapsed",
    )
    return ProblemList(chosen)


def _pick_filters(scheme: Scheme, places: Sequence[DeltaGenerator]) -> dict[str, str]:
    """Draw the filters and return the value of each column that is narrowed."""
    names = {str(category.id): category.name for category in scheme.category}
    offered: dict[str, tuple[str, list[str], Callable[[str], str]]] = {
        SEVERITY: ("程度", list(SEVERITIES), str),
        CATEGORY: ("类别", list(names), lambda code: names.get(code, code)),
        SOURCE: ("来源", list(SOURCES), str),
    }
    chosen = {}
    for where, (column, (label, values, said)) in zip(places, offered.items(), strict=True):
        with where:
            choice = selection.one_of(f"of_{column}", [ANY, *values], ANY)
            chosen[column] = choice.prepare()
            st.selectbox(
                label,
                [ANY, *values],
                key=choice.widget_key,
                format_func=said,
                on_change=_first_page(choice.publish),
                placeholder="请选择",
            )
    return {column: value for column, value in chosen.items() if value != ANY}


def _explain(which: ProblemList, scheme: Scheme, number: int) -> None:
    days = scheme.problems.recurrence_days
    text = f"共{number_text(number)}。期限当日整改为按期；超期最久的在前。"
    if which is ProblemList.RELAPSED:
        text += "反弹的问题重新计为未整改，登记簿重新登记期限以前为“未重定期限”。"
    if which is ProblemList.AGAIN:
        text += f"复发：同一地方同一类别（写明学校、机构的，同一学校、机构）的问题验收后{days}日内又交办。"
    st.caption(text)


def _first_page(publish: Callable[[], None]) -> Callable[[], None]:
    def changed() -> None:
        publish()
        selection.forget("leaf")

    return changed


def _pick_page(rows: int) -> int:
    """Draw the choice of the page; a page that a shorter list does not have is its last."""
    pages = math.ceil(rows / PAGE_ROWS)
    choice = selection.text_choice("leaf", 6)
    text = choice.current()
    current = min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1
    if pages > 1:
        picker = selection.Picker("problem_page", str(current), choice.put)
        st.selectbox(
            f"第几页（共{pages}页，每页{PAGE_ROWS}行）",
            [str(number) for number in range(1, pages + 1)],
            key=picker.prepare(),
            on_change=picker.publish,
            placeholder="请选择页码",
        )
    return current


def listed_problems(problems: pd.DataFrame, areas: Areas, scheme: Scheme, cutoff: date) -> pd.DataFrame:
    """Return the problems as people read them: the columns of HEADINGS; a contested one says so beside its state."""
    contested = problem_notes(cutoff)
    rows = records_of(problems)
    is_open = [ProblemState(row["state"]) in OPEN for row in rows]
    return problems.assign(
        place=[areas.full_name(code) if code in areas else code for code in problems["area_code"]],
        category=[category_name(code, scheme) for code in problems["category_code"]],
        state=[
            f"{row['state']}　◇ {contested[row['problem_id']]}" if row["problem_id"] in contested else row["state"]
            for row in rows
        ],
        named=[row["school_name"] or row["institution_name"] for row in rows],
        left=[print_term(row["term"], cutoff) if o else None for row, o in zip(rows, is_open, strict=True)],
        age=[(cutoff - row["opened_on"]).days if o else None for row, o in zip(rows, is_open, strict=True)],
    )


def offer_list(which: ProblemList, number: int, filters: Mapping[str, str], place: ProblemsPlace) -> None:
    """Offer the rows of a list as a workbook that is made when it is asked for."""
    selected, name = place.selected, list_names(place.selected.scheme)[which.value]
    kept = min(number, MOST_ROWS)

    def make() -> pd.DataFrame:
        every = problem_store.listed(
            which, place.area_code, selected.quarter, selected.cutoff, filters, limit=MOST_ROWS
        )
        return listed_problems(every, place.areas, selected.scheme, selected.cutoff)

    notes = {
        "地区": place.name,
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "行数": f"共{number}个，本文件{kept}个",
        "筛选": "、".join(filters.values()) or "无",
        "口径": "期限当日整改为按期；反弹的问题重新计为未整改，以重新登记的期限为准",
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    title = f"{place.name}{selected.quarter.name}问题清单（{name}）"
    offer_list_file(make, HEADINGS, title, notes, selected, key="download_problems", rows=kept)
