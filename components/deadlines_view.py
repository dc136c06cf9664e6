"""期限: the calendar of the year with its countdown, what units have handed in, and the letter to the others."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd
import streamlit as st

from bulletin.kinds import Kind
from bulletin.reminder import Reminder, name_reminder, render_reminder
from components import deadline_store, issue_store, selection, store, template_store
from components.copying import show_copyable
from components.escaping import md_escape
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.word_download import offer_word
from supervision.areas import Areas
from supervision.deadlines import DueDate, newest_of_units, print_countdown
from supervision.periods import Quarter, print_date
from supervision.printing import print_counts, print_value
from supervision.submission_states import SubmissionState, count_states, counted_in_quarter, registered, states_for

TOPICS = {"status": "期限和报送情况", "urge": "催报文稿", "history": "历次报送"}


@dataclass(frozen=True)
class Board:
    """What the views of the page need: what is selected, the areas, the dates; each reads the rest when it is drawn."""

    selected: Selected
    areas: Areas
    dates: tuple[DueDate, ...]

    @cached_property
    def papers(self) -> pd.DataFrame:
        """Return the papers at the cut-off as `submission_states.states_of`; those not in the register are 未登记."""
        return deadline_store.paper_states(self.selected.cutoff)

    @cached_property
    def issued(self) -> pd.DataFrame:
        """Return the office's own documents as `issue_store.issued`."""
        return issue_store.issued(Quarter(self.selected.cutoff.year, 4))

    @cached_property
    def codes(self) -> list[str]:
        return [unit.area_code for unit in self.areas.units]

    @cached_property
    def registered(self) -> dict[tuple[str, str, str], SubmissionState]:
        return registered(self.papers)

    def states_of(self, due: DueDate) -> list[SubmissionState]:
        """Return the state of one paper of every unit."""
        return [self.registered.get((due.kind, due.period, code), SubmissionState.UNKNOWN) for code in self.codes]

    def papers_for(self, due: DueDate) -> pd.DataFrame:
        """Return one paper of every unit."""
        return states_for(self.papers, due.kind, due.period, self.codes)


@explained()
def show_calendar(board: Board) -> None:
    """Show every date of the year with the days left and what has come in by the cut-off."""
    cutoff = board.selected.cutoff
    st.subheader(f"{cutoff.year}年期限", anchor=False)
    coming = next((each for each in board.dates if each.due_on >= cutoff), None)
    rows = [
        (
            f"{'▶ ' if due is coming else ''}{_short_name(due)}",
            due.due_on.isoformat(),
            print_countdown(due.days_left(cutoff)),
        )
        for due in board.dates
    ]
    headings: tuple[str, ...] = ("事项", "期限", "倒计时")
    with explained():
        # The dates are the plan's and stand also where nobody can say what has come in.
        came = [_summary(board, due) for due in board.dates]
        headings, rows = (*headings, "截止日情况"), [(*row, said) for row, said in zip(rows, came, strict=True)]
    st.html(table_html(headings, rows, numbers=frozenset({1, 2})))
    st.caption("▶ 为最近的下一个期限。期限当日报送为按时。依据见“计分办法”页。")


def _short_name(due: DueDate) -> str:
    """Return a date's name for a narrow column: 季度情况 22年四季度, 年度报告 2022年."""
    return f"{due.kind} {Quarter.parse(due.period).short_name if 'Q' in due.period else due.period_name}"


def _summary(board: Board, due: DueDate) -> str:
    """Return in words what has come in, or for the office's own date what it has issued."""
    if not due.is_of_units:
        return issue_text(board.issued, due, board.selected.cutoff)
    counts = count_states(board.states_of(due))
    return "，".join(f"{state.value}{number}" for state, number in counts.items() if number)


def issue_text(issued: pd.DataFrame, due: DueDate, cutoff: date) -> str:
    """Return when the office first issued a quarter's circular by the cut-off, or that no record of it is kept."""
    own = issued.loc[(issued["kind"] == Kind.CIRCULAR.value) & (issued["quarter"] == due.period)]
    days = [day for day in own["issued_on"] if day <= cutoff]
    if not days:
        return "本办公室未印发" if due.due_on >= cutoff else "本办公室无印发记录"
    return f"{min(days).isoformat()}印发" + ("，迟于期限" if min(days) > due.due_on else "")


def pick_due(board: Board) -> DueDate | None:
    """Draw the choice of one of the units' papers; the one due last is the first shown. None where there is none."""
    usual = newest_of_units(board.dates, board.selected.cutoff)
    if usual is None:
        return None
    offered = {due.code: due for due in board.dates if due.is_of_units}
    choice = selection.one_of("paper", list(offered), usual.code)
    code = choice.prepare()
    st.selectbox(
        "报送事项",
        list(offered),
        key=choice.widget_key,
        format_func=lambda each: f"{offered[each].paper}（{print_date(offered[each].due_on)}）",
        on_change=choice.publish,
        placeholder="请选择事项",
    )
    return offered[code]


@explained()
def show_status(board: Board, due: DueDate) -> None:
    """Show what one paper is of every unit at the cut-off, those to be urged first."""
    papers = board.papers_for(due)
    order = [
        SubmissionState.MISSING,
        SubmissionState.RETURNED,
        SubmissionState.LATE,
        SubmissionState.UNKNOWN,
        SubmissionState.NOT_DUE,
        SubmissionState.ON_TIME,
    ]
    papers = papers.assign(place=[order.index(state) for state in papers["state"]]).sort_values("place", kind="stable")
    rows = [
        (
            board.areas[row["area_code"]].name,
            SubmissionState(row["state"]).value,
            "—" if pd.isna(row["received_on"]) else row["received_on"].isoformat(),
            "—" if pd.isna(row["days_late"]) else f"{int(row['days_late'])}天",
        )
        for row in papers.to_dict("records")
    ]
    st.html(table_html(("报送单位", "状态", "收到日期", "超过期限"), rows, numbers=frozenset({2, 3})))
    st.caption(
        "截止日之后收到的按未收到计；“未登记”指登记簿没有该单位这一期的记录，不等于未报。超过期限的天数，迟报的计至收到日，未报的计至截止日。"
    )


@explained()
def show_reminder(board: Board, due: DueDate) -> None:
    """Show the letter for one paper, ready to copy, and offer it as a Word file."""
    papers = board.papers_for(due)
    states = [
        (board.areas[code], SubmissionState(state))
        for code, state in zip(papers["area_code"], papers["state"], strict=True)
    ]
    reminder = Reminder(due, board.selected.cutoff, board.selected.scheme, states)
    if not reminder.owing:
        st.markdown(f"{md_escape(due.paper)}没有需要催报的单位。")
        return
    show_copyable("催报文稿", reminder.text(), "reminder")
    offer_word(
        "下载通知（Word）",
        lambda: render_reminder(reminder, is_demo=store.is_demo(), templates=template_store.active()),
        file_name=name_reminder(reminder),
        key="download_reminder",
    )
    st.caption("文号、成文日期由人工填写，文件在填写前标注“送审稿”。")


@explained()
def show_agreement(board: Board) -> None:
    """Say indicator 1.4 of the quarter and whether the register behind this page comes to the same."""
    selected = board.selected
    assessment = store.assessment(selected.quarter, selected.cutoff)
    value = assessment.indicator(assessment.areas.province.area_code, "1.4")
    on_time, due = counted_in_quarter(board.papers, selected.quarter.starts_on, selected.cutoff)
    same = (value.numerator, value.denominator) == (on_time, due)
    verdict = "与本页登记一致" if same else f"本页登记为{print_counts(on_time, due)}，请核对"
    st.markdown(
        f"**1.4　{md_escape(value.indicator.name)}（全省，{selected.quarter.name}）**　{print_value(value)}　"
        f"{print_counts(value.numerator, value.denominator)}　{verdict}"
    )
