"""问题清单: the figures of a place, where its problems stand, and their kinds and places side by side."""

from collections.abc import Mapping
from functools import cached_property, partial

import pandas as pd
import streamlit as st

from components import problem_store, selection
from components.complaints_figures import Opening, show_tiles
from components.escaping import html_escape
from components.method_view import table_html
from components.notices import explained
from components.page_place import PagePlace
from components.rows_view import open_rows_of
from data_access.shared.problems import FILTERS, ProblemList
from supervision.complaint_numbers import category_name, compared_places
from supervision.faults import NoData
from supervision.printing import print_count, print_counts, print_value
from supervision.problem_numbers import (
    CATEGORY,
    NUMBERS,
    SEVERITY,
    SOURCE,
    numbers_by_place,
    state_counts,
    sum_facet,
    totals_of,
)
from supervision.problem_states import ProblemState
from supervision.scheme import Scheme

HEADINGS = {
    "total": "在册",
    "raised": "本季度交办",
    "open": "未整改",
    "reopened": "其中反弹",
    ProblemState.OVERDUE.value: "其中超期",
    ProblemState.RECTIFIED.value: "待验收",
    ProblemState.ACCEPTED.value: "待回头看",
    ProblemState.HELD.value: "巩固",
}
STEPS = {
    ProblemState.RECTIFYING: "整改中（期限内）",
    ProblemState.OVERDUE: "超期未整改",
    ProblemState.RECTIFIED: "待验收",
    ProblemState.ACCEPTED: "已验收待回头看",
    ProblemState.HELD: "巩固",
    ProblemState.RELAPSED: "反弹（未超期）",
}
RATE_IDS = ("11.1", "11.3", "11.4")

TOPICS = {"list": "清单", "parts": "程度、类别、来源和地方", "ages": "在册时长", "print": "打印清单"}


class ProblemsPlace(PagePlace):
    """A place and its problems."""

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Return the counties' numbers as `problem_numbers.facets`.

        Raises NoData where the register holds nothing up to the cut-off: that is not a place without problems.
        """
        found = problem_store.numbers(self.selected.quarter, self.selected.cutoff)
        if found.empty:
            raise NoData("问题登记中没有截止日以前交办的问题。请由业务系统写入后再查看。")
        return found

    @cached_property
    def totals(self) -> Mapping[str, int]:
        return totals_of(self.parts, self.codes)

    @cached_property
    def again(self) -> int:
        """How many problems of the quarter recur at the place."""
        found = problem_store.recurrences(self.selected.quarter, self.selected.cutoff)
        return int(found.loc[found["area_code"].isin(self.codes), "problems"].sum())


@explained()
def show_problem_figures(place: ProblemsPlace) -> None:
    """Show the figures of the place, each on a tile with what it is made of, and where the problems stand."""
    show_tiles(figures_of(place), _openings(place))
    st.html(steps_html(place.totals))


def _openings(place: ProblemsPlace) -> dict[str, Opening]:
    """Return what each figure opens, by its name: the rows behind an indicator, else the list of this page."""
    lists = {
        "在册问题": ProblemList.ALL,
        "未整改": ProblemList.OPEN,
        "超期未整改": ProblemList.OVERDUE,
        again_name(place.selected.scheme): ProblemList.AGAIN,
    }
    names = {each: place.assessment.indicator(place.area_code, each).indicator.name for each in RATE_IDS}
    return {name: Opening("清单", partial(_open_list, which)) for name, which in lists.items()} | {
        name: Opening("明细", partial(open_rows_of, place.areas, place.area_code, each)) for each, name in names.items()
    }


def _open_list(which: ProblemList) -> None:
    """Choose a list of the page without filters, at its first page; for use in callbacks."""
    for name in ("view", "leaf", *(f"of_{column}" for column in FILTERS)):
        selection.forget(name)
    selection.one_of("problems", [which.value], "").put(which.value)


def again_name(scheme: Scheme) -> str:
    """Return what recurrences are called: 90日内复发."""
    return f"{scheme.problems.recurrence_days}日内复发"


def figures_of(place: ProblemsPlace) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return name, value and notes of each figure; what the assessment counts is read from it."""
    totals, scheme = place.totals, place.selected.scheme
    overdue = place.count("problems_open_overdue")
    figures = [
        ("在册问题", number_text(totals["total"]), (f"本季度{number_text(totals['raised'])}",)),
        ("未整改", number_text(totals["open"]), (f"其中反弹{number_text(totals['reopened'])}",)),
        ("超期未整改", number_text(overdue), ("截止日已过期限",)),
    ]
    for indicator_id in RATE_IDS:
        value = place.assessment.indicator(place.area_code, indicator_id)
        counts = print_counts(value.numerator, value.denominator)
        figures.append((value.indicator.name, print_value(value), (counts,)))
    return [*figures, (again_name(scheme), number_text(place.again), ("本季度交办中",))]


def number_text(number: float) -> str:
    """Return a number of problems: 1,234个."""
    return f"{print_count(number)}个"


def steps_html(totals: Mapping[str, int]) -> str:
    """Return where the problems stand, in the order of the work; the numbers add up to the total."""
    steps = "".join(
        f"<span>{html_escape(STEPS[state])} <b>{print_count(number)}</b></span>"
        for state, number in state_counts(totals)
    )
    return f'<div class="steps"><span>发现并交办 <b>{print_count(totals["total"])}</b></span>{steps}</div>'


@explained()
def show_parts(place: ProblemsPlace) -> None:
    """Show the problems of the place by severity, category and source, and its places side by side."""
    scheme = place.selected.scheme
    tables = {
        "程度": sum_facet(place.parts, SEVERITY, place.codes),
        "类别": sum_facet(place.parts, CATEGORY, place.codes).rename(lambda code: category_name(code, scheme)),
        "来源": sum_facet(place.parts, SOURCE, place.codes),
        "地方": places_table(place),
    }
    for heading, table in tables.items():
        st.subheader(f"按{heading}（个）", anchor=False)
        st.html(parts_html(table, heading, with_sum=heading != "地方" or bool(place.areas.children(place.area_code))))
    st.caption(
        "在册为截止日以前交办的全部问题；未整改含反弹，反弹的问题重新计为未整改，登记簿未重新登记期限的不计超期。"
        "类别、来源、地方按未整改个数从多到少排列。"
    )


def places_table(place: ProblemsPlace) -> pd.DataFrame:
    """Return the numbers of the places in a place, or of a county and its neighbours, most open first."""
    codes = compared_places(place.areas, place.area_code)
    table = numbers_by_place(place.parts, {code: place.areas.codes_within(code) for code in codes})
    ordered = table.sort_values(["open", "total"], ascending=False, kind="stable")
    return ordered.rename(place.areas.full_name)


def parts_html(table: pd.DataFrame, heading: str, *, with_sum: bool) -> str:
    """Return the table of parts, with a line that adds them up where they are all of the place."""
    rows = [_row(str(name), row) for name, row in table.iterrows()]
    if with_sum:
        rows.append(_row("合计", table.sum() if len(table) else pd.Series(0, index=list(NUMBERS))))
    return table_html((heading, *HEADINGS.values()), rows, frozenset(range(1, len(HEADINGS) + 1)))


def _row(name: str, row: "pd.Series[int]") -> tuple[str, ...]:
    return (name, *(print_count(row[each]) for each in HEADINGS))
