"""学校: one school with what its quarter brought: visits, problems, complaints; no personal data."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from components import school_store
from components.audit_store import record_view
from components.contest_notes import problem_notes
from components.escaping import md_escape
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.places import close_school
from components.school_list import NOTHING, listed_schools
from data_access.shared.schools import SchoolCard
from data_access.shared.types import SHANGHAI
from supervision.areas import Areas
from supervision.complaint_states import Limit, limit_day, limit_of
from supervision.periods import print_date
from supervision.printing import print_count
from supervision.scheme import Scheme
from supervision.texts import shorten

_LEVELS = {"county": "县级", "city": "市级", "province": "省级"}
_TASKS = {"patrol": "校园巡查", "lesson": "现场听课", "survey": "问卷调查", "interview": "走访座谈"}
_CHECKS = {
    "homework_design": "作业设计",
    "homework_time": "作业时间",
    "after_school": "课后服务",
    "after_school_quality": "课后服务质量",
}


def find_school(selected: Selected, school_id: str) -> SchoolCard | None:
    """Return the school that the link names; None for none, or, said in words, for one not registered or not readable.

    The page then shows the list.
    """
    with explained():
        return _read_school(selected, school_id) if school_id else None
    return None


def _read_school(selected: Selected, school_id: str) -> SchoolCard | None:
    card = school_store.school_card(school_id, selected.quarter, selected.cutoff)
    if card is None:
        st.warning(
            f"**没有找到这所学校**　学校登记表中没有标识为“{md_escape(school_id)}”的学校，以下为所选地区的学校。"
        )
        close_school()
        return None
    record_view("学校", f"{school_id} {selected.quarter} 截止{selected.cutoff}")
    return card


@explained()
def show_school(card: SchoolCard, areas: Areas, selected: Selected) -> None:
    """Show one school: its facts, and the visits, problems and complaints of the quarter."""
    facts = listed_schools(card.facts, areas, selected.cutoff).iloc[0]
    st.button("‹ 返回学校名单", key="to_list", type="tertiary", on_click=close_school)
    st.subheader(md_escape(shorten(str(facts["name"]))), anchor=False)
    st.markdown(facts_text(facts))
    until = f"{selected.quarter.name}，截止{print_date(selected.cutoff)}"
    for title, table in (
        (f"到校督导　{len(card.visits)}次", visits_html(card.visits)),
        (f"问题清单　{len(card.problems)}个", _problems_html(card, selected)),
        (f"举报　{len(card.complaints)}件", complaints_html(card.complaints, selected.scheme, selected.cutoff)),
    ):
        st.markdown(f"**{title}**（{until}）")
        if table:
            st.html(table)
        else:
            st.markdown("没有记录。")


def facts_text(facts: "pd.Series[object]") -> str:
    """Return the facts of a school in one line."""
    pupils = facts["pupils"]
    parts = [
        f"{facts['place']}",
        f"{facts['stage']}",
        f"在校生{NOTHING if pd.isna(pupils) else print_count(pupils)}人",
        f"{facts['state']}",
        f"上次到校：{facts['last_visited_on']}",
        f"未整改问题{facts['problems_open']}个",
        f"学校标识{facts['school_id']}",
    ]
    return "　".join(md_escape(part) for part in parts)


def visits_html(visits: pd.DataFrame) -> str:
    """Return the visits as a table; empty for none."""
    rows = [
        (
            _day(row["visited_on"]),
            f"{_LEVELS.get(row['level'], row['level'])}　{row['visit_type']}",
            "是" if row["unannounced"] else "否",
            "、".join(name for column, name in _TASKS.items() if row[column]) or NOTHING,
            "、".join(f"{name}{row[column]}" for column, name in _CHECKS.items() if pd.notna(row[column])) or "未查",
            NOTHING if pd.isna(row["problems_found"]) else print_count(row["problems_found"]),
            _text(row["inspector_id"]),
        )
        for row in visits.to_dict("records")
    ]
    headings = ("到校日期", "层级和类型", "四不两直", "督导方式", "核查结果", "发现问题（个）", "责任督学标识")
    return table_html(headings, rows, frozenset({5})) if rows else ""


def _problems_html(card: SchoolCard, selected: Selected) -> str:
    if card.problems.empty:
        return ""
    return problems_html(card.problems, selected.scheme, selected.cutoff, problem_notes(selected.cutoff))


def problems_html(problems: pd.DataFrame, scheme: Scheme, cutoff: date, contested: Mapping[str, str]) -> str:
    """Return the problems as a table; empty for none. `contested`: what a contest says of a problem, by its id."""
    rows = [
        (
            row["problem_id"],
            _day(row["raised_on"]),
            category_text(row["category_code"], scheme),
            _text(row["summary"]),
            f"{row['severity']}　{row['source']}",
            _day(row["due_on"]),
            "　◇ ".join(
                text
                for text in (
                    done_text(row["rectified_on"], row["due_on"], cutoff, "整改"),
                    contested.get(row["problem_id"], ""),
                )
                if text
            ),
        )
        for row in problems.to_dict("records")
    ]
    headings = ("问题编号", "交办日期", "类别", "问题", "程度和来源", "整改期限", "整改情况")
    return table_html(headings, rows) if rows else ""


def complaints_html(complaints: pd.DataFrame, scheme: Scheme, cutoff: date) -> str:
    """Return the complaints as a table, without a word of who complained; empty for none."""
    limit = limit_of(scheme)
    rows = [
        (
            _moment(row["received_at"]),
            category_text(row["category_code"], scheme),
            _text(row["channel"]),
            _day(last_day(row, limit)),
            done_text(row["closed_on"], last_day(row, limit), cutoff, "办结"),
            _text(row["outcome"]) if _is_done(row["closed_on"], cutoff) else NOTHING,
        )
        for row in complaints.to_dict("records")
    ]
    return table_html(("收到时间", "类别", "渠道", "办结期限", "办理情况", "核查结果"), rows) if rows else ""


def last_day(complaint: Mapping[Hashable, Any], limit: Limit) -> date | None:
    """Return the last day for closing a complaint, by the one definition; None where its receipt is unreadable."""
    received, due = complaint["received_at"], complaint["due_on"]
    if not isinstance(received, datetime):
        return None
    return limit_day(received.astimezone(SHANGHAI).date(), None if pd.isna(due) else due, limit)


def category_text(code: str, scheme: Scheme) -> str:
    """Return the category's name for its code or key; an unknown one as it stands."""
    names = {str(each.id): each.short_name for each in scheme.category}
    return (names | {each.key: each.short_name for each in scheme.category}).get(code, str(code))


def done_text(done_on: date | None, due_on: date | None, cutoff: date, word: str) -> str:
    """Return when something was done, or that it was not by the cut-off, and whether past its limit."""
    late = due_on is not None and not pd.isna(due_on)
    if _is_done(done_on, cutoff):
        return f"{_day(done_on)}{word}" + ("（逾期）" if late and done_on > due_on else "")
    return f"未{word}" + ("（已逾期）" if late and due_on < cutoff else "")


def _is_done(done_on: date | None, cutoff: date) -> bool:
    return done_on is not None and not pd.isna(done_on) and done_on <= cutoff


def _text(value: object) -> str:
    return value if isinstance(value, str) and value else NOTHING


def _day(day: date | None) -> str:
    return NOTHING if day is None or pd.isna(day) else str(day)[:10]


def _moment(moment: object) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else NOTHING
