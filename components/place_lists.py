"""一地一档: what is open past its limit at a place, the longest first, as tables that print."""

import pandas as pd
import streamlit as st

from components import complaint_store, problem_store
from components.audit_store import record_view
from components.complaints_list import listed_cases
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.problems_list import listed_problems
from data_access.shared.complaints import CaseList
from data_access.shared.problems import ProblemList
from supervision.areas import Areas

MOST = 10
NOTHING = "—"
_CASES = {
    "complaint_id": "编号",
    "place": "地方",
    "left": "超期",
    "last_on": "期限",
    "channel": "渠道",
    "category": "类别",
    "mark": "重点督办",
}

_PROBLEMS = {
    "problem_id": "编号",
    "place": "地方",
    "state": "状态",
    "left": "超期",
    "severity": "程度",
    "category": "类别",
    "summary": "问题摘要",
    "named": "学校或机构",
}


@explained()
def show_overdue_problems(area_code: str, areas: Areas, selected: Selected) -> None:
    """Show the problems past their limit and not rectified, the longest first."""
    record_view("问题清单", f"{area_code} 超期未整改前{MOST}项 截止{selected.cutoff}")
    found = problem_store.listed(
        ProblemList.OVERDUE, area_code, selected.quarter, selected.cutoff, {}, limit=MOST, offset=0
    )
    _show("超期未整改问题", listed_problems(found, areas, selected.scheme, selected.cutoff), _PROBLEMS)


@explained()
def show_overdue_complaints(area_code: str, areas: Areas, selected: Selected) -> None:
    """Show the complaints open past their limit, the longest first; no word of who complained."""
    record_view("举报清单", f"{area_code} 超期未办结前{MOST}项 截止{selected.cutoff}")
    found = complaint_store.cases(CaseList.OVERDUE, area_code, selected.quarter, selected.cutoff, limit=MOST)
    _show("超期未办结举报", listed_cases(found, areas, selected.scheme, selected.cutoff), _CASES)


def _show(title: str, rows: pd.DataFrame, headings: dict[str, str]) -> None:
    if rows.empty:
        st.markdown(f"**{title}**　没有。")
        return
    st.markdown(f"**{title}**　超期最久的{len(rows)}项：")
    cells = [
        tuple(NOTHING if pd.isna(row[name]) else str(row[name]) for name in headings) for row in rows.to_dict("records")
    ]
    st.html(table_html(tuple(headings.values()), cells))
