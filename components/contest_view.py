"""申辩: every contest with its state, the steps of the one chosen, the next step, and filing a new one."""

import pandas as pd
import streamlit as st

from components import selection, store, workspace_store
from components.audit_store import record_view
from components.contest_form import LONGEST, file_against_figure, file_against_problem
from components.contest_notes import changed_text
from components.escaping import md_escape
from components.method_view import table_html
from components.notices import explained, show_rejected
from components.places import place_choice
from components.sign_in_view import offers
from components.summons_parts import NOTHING, SummonsPlace, day_text, pick_from, pick_one
from components.workspace_store import ContestEvent
from data_access.shared.contested import read_problems_by_id
from supervision.contest_words import FIGURE, PROBLEM, UNDER_REVIEW, is_under_review
from supervision.contesting import ContestStep, steps_after
from supervision.faults import InputRejected
from supervision.periods import Quarter
from supervision.permissions import Act
from supervision.scheme import scheme_for
from supervision.summons_steps import is_day

HEADINGS = {
    "place": "地方",
    "subject": "对象",
    "quarter": "季度",
    "raised_on": "提出日期",
    "shown": "状态",
    "due_on": "应办结日期",
    "changed": "核定值",
    "reason": "最近一步的理由",
}


@explained()
def show_contests(place: SummonsPlace) -> None:
    """Show the contests known at the cut-off, the one chosen with its steps, and the form for a new one."""
    record_view("申辩", f"截止{place.selected.cutoff}")
    found = workspace_store.contests(place.selected.cutoff)
    known = found.loc[found["area_code"].isin(place.areas.by_code)].iloc[::-1].reset_index(drop=True)
    st.caption(
        "复核期间，记分卡和问题清单的相应处注明“复核中”，不因提出申辩而改变数值；申辩成立的，核定值在此留存，"
        "记分卡在共享数据库更正以后才随之改变。截止日之后的申辩不列。"
    )
    table = contests_table(known, place)
    if known.empty:
        st.info("截止日以前没有申辩。")
    else:
        st.dataframe(table.rename(columns=HEADINGS), key="contests", hide_index=True, placeholder=NOTHING)
    following, filing = st.columns([1.7, 1], gap="large")
    if not known.empty:
        with following:
            _show_chosen(known, table, place)
    with filing:
        _show_filing(place)


@explained()
def _show_filing(place: SummonsPlace) -> None:
    st.markdown("**登记新的申辩**")
    kind = pick_one("contested", "针对", [FIGURE, PROBLEM])
    selected = place.selected
    if kind == PROBLEM:
        file_against_problem(place.areas, selected.quarter, selected.cutoff, selected.scheme)
    else:
        offered = selected.scheme.indicators(selected.quarter)
        file_against_figure(_pick_place(place), offered, selected.quarter, selected.cutoff, selected.scheme)


def _pick_place(place: SummonsPlace) -> str:
    """Draw the choice of the place that contests; the province is none."""
    codes = [area.area_code for area in place.areas.all if area.level != "province"]
    choice = place_choice(place.areas)
    current = choice.current()
    picker = selection.Picker("contesting", current if current in codes else codes[0], choice.put)
    return st.selectbox(
        "地方", codes, key=picker.prepare(), format_func=place.areas.full_name, on_change=picker.publish
    )


def _show_chosen(known: pd.DataFrame, table: pd.DataFrame, place: SummonsPlace) -> None:
    names = dict(
        zip(known["contest_id"], table["place"] + "　" + table["subject"] + "　" + table["shown"], strict=True)
    )
    chosen = pick_from("contest", "查看其中一件", names)
    _show_contest(known.loc[known["contest_id"] == chosen].to_dict("records")[0], place)


def contests_table(contests: pd.DataFrame, place: SummonsPlace) -> pd.DataFrame:
    """Return a row per contest with the columns of HEADINGS, in their order."""
    problems = _summaries(contests, place)
    rows = [
        {
            "place": place.areas.full_name(row["area_code"]),
            "subject": subject_text(row, problems),
            "quarter": Quarter.parse(row["quarter"]).name,
            "raised_on": day_text(row["raised_on"]),
            "shown": state_text(ContestStep(row["state"])),
            "due_on": day_text(row["due_on"]),
            "changed": _changed(row) or NOTHING,
            "reason": row["reason"],
        }
        for row in contests.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS))


def _summaries(contests: pd.DataFrame, place: SummonsPlace) -> dict[str, str]:
    ids = list(contests.loc[contests["subject_kind"] == PROBLEM, "subject_id"])
    if not ids:
        return {}
    with explained():
        rows = store.read(read_problems_by_id, ids, place.selected.cutoff)
        return dict(zip(rows["problem_id"], rows["summary"], strict=True))
    # The contests are our own: where the shared database is away they are listed by the number of the problem alone.
    return {}


def subject_text(row: dict, problems: dict[str, str]) -> str:
    """Return what is contested: an indicator with its name, or a problem with its summary."""
    if row["subject_kind"] == PROBLEM:
        return f"问题{row['subject_id']}　{problems.get(row['subject_id'], '')}".strip()
    quarter = Quarter.parse(row["quarter"])
    names = {indicator.id: indicator.name for indicator in scheme_for(quarter).indicators(quarter)}
    return f"指标{row['subject_id']}　{names.get(row['subject_id'], '')}".strip()


def state_text(state: ContestStep) -> str:
    """Return the state as it is printed: 复核中（受理）, 成立, 不成立, 撤回."""
    return f"{UNDER_REVIEW}（{state.value}）" if is_under_review(state) else state.value


def _changed(row: dict) -> str | None:
    quarter = Quarter.parse(row["quarter"])
    return changed_text(row, scheme_for(quarter), quarter)


@explained()
def _show_contest(row: dict, place: SummonsPlace) -> None:
    steps = workspace_store.contest_history(place.selected.cutoff, row["contest_id"])
    rows = [
        (day_text(step["filed_on"]), step["event"], step["reason"], _changed(step) or NOTHING)
        for step in steps.to_dict("records")
    ]
    st.html(table_html(("日期", "步骤", "理由", "核定值"), rows))
    following = steps_after(ContestStep(row["state"]))
    if following:
        _show_next_step(row, following, place)
    else:
        st.markdown(f"本件已办结：{md_escape(row['state'])}。")


def _show_next_step(row: dict, following: tuple[ContestStep, ...], place: SummonsPlace) -> None:
    if not offers(Act.CONTEST):
        return
    is_figure = row["subject_kind"] == FIGURE
    with st.form(f"step:{row['contest_id']}:{row['state']}"):
        step = st.radio("下一步", [each.value for each in following], index=None, horizontal=True)
        on = st.date_input("日期", value=place.selected.cutoff, format="YYYY-MM-DD")
        reason = st.text_area("理由（必填，不写个人姓名和联系方式）", max_chars=LONGEST)
        value = None
        if is_figure and ContestStep.UPHELD in following:
            value = st.number_input(f"申辩成立的，核定值（{_unit_of(row)}，可不填）", value=None, min_value=0.0)
        is_sent = st.form_submit_button("登记这一步", type="primary")
    if not is_sent:
        return
    if step is None:
        show_rejected("没有保存：请选择下一步。")
        return
    event = ContestEvent(
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        area_code=row["area_code"],
        quarter=Quarter.parse(row["quarter"]),
        event=ContestStep(step),
        filed_on=on,
        reason=reason,
        contest_id=row["contest_id"],
        due_on=row["due_on"] if is_day(row["due_on"]) else None,
        changed_value=_stored(row, value),
    )
    try:
        workspace_store.contest(event)
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    st.rerun()


def _unit_of(row: dict) -> str:
    quarter = Quarter.parse(row["quarter"])
    indicator = scheme_for(quarter).indicator_in(row["subject_id"], quarter)
    return "百分数，如95.0" if indicator.kind == "share" else indicator.unit


def _stored(row: dict, value: float | None) -> float | None:
    """Return a value typed as printed in the scale of the indicator: a percentage becomes a share."""
    if value is None:
        return None
    quarter = Quarter.parse(row["quarter"])
    is_share = scheme_for(quarter).indicator_in(row["subject_id"], quarter).kind == "share"
    return value / 100 if is_share else value
