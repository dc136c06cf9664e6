"""问题清单: the open problems of one place as a list for paper; on paper there is nothing but the list."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import problem_store, store
from components.audit_store import record_view
from components.escaping import html_escape
from components.method_view import table_html
from components.notices import explained
from components.problems_figures import ProblemsPlace, number_text
from components.problems_list import listed_problems, offer_list
from data_access.shared.problems import ProblemList
from supervision.periods import print_date
from supervision.printing import print_count

MOST_PRINTED = 200
"""Rows on the page; the message to the browser stays small, and a longer list is read as a file."""
HEADINGS = {
    "number": "序号",
    "place": "地方",
    "summary": "问题",
    "named": "学校或机构",
    "category": "类别",
    "severity": "程度",
    "raised_on": "交办日期",
    "due_on": "整改期限",
    "left": "剩余或超期",
    "state": "状态",
}


@explained()
def show_printable(place: ProblemsPlace) -> None:
    """Show the list as it will be on paper, with how to print it beside the button of its file."""
    totals, which = place.totals, ProblemList.OPEN
    record_view("问题清单", f"{place.area_code} 打印 截止{place.selected.cutoff}")
    with st.container(key="screen_only"):
        st.caption("用浏览器的打印功能（按Ctrl+P）打印，纸上只有下面的清单，表头每页重复。")
        offer_list(which, totals["open"], {}, place)
    with st.container(key="print_list"):
        st.html(printed_html(place))


def printed_html(place: ProblemsPlace) -> str:
    """Return heading, line of facts and table of the open problems of the place."""
    selected, totals = place.selected, place.totals
    found = problem_store.listed(
        ProblemList.OPEN, place.area_code, selected.quarter, selected.cutoff, {}, limit=MOST_PRINTED
    )
    shown = listed_problems(found, place.areas, selected.scheme, selected.cutoff)
    head = f"<h3>{html_escape(place.name)}“双减”督导未整改问题清单</h3>"
    facts = [
        f"数据截止{print_date(selected.cutoff)}",
        f"未整改{number_text(totals['open'])}，其中超期{number_text(totals['超期未整改'])}、"
        f"反弹{number_text(totals['reopened'])}",
    ]
    if totals["open"] > MOST_PRINTED:
        facts.append(f"本表列超期最久的前{print_count(MOST_PRINTED)}个，其余见下载的文件")
    if store.is_demo():
        facts.append("演示数据")
    body = f"<p>{html_escape('；'.join(facts))}。</p>"
    # In the list of one county its name stands above, not on every line.
    headings = {name: said for name, said in HEADINGS.items() if name != "place" or len(place.codes) > 1}
    return head + body + (_table(shown, headings) if len(shown) else "<p>没有未整改的问题。</p>")


def _table(shown: pd.DataFrame, headings: Mapping[str, str]) -> str:
    rows = [
        (str(number), *(_text(row[name]) for name in headings if name != "number"))
        for number, row in enumerate(shown.to_dict("records"), start=1)
    ]
    return table_html(tuple(headings.values()), rows, frozenset({0}))


def _text(value: object) -> str:
    return "—" if pd.isna(value) else str(value)
