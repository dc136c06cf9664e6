"""一地一档: one page per place to read before a visit: categories, figures, what is put forward, events."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from bulletin.kinds import Kind
from components import deadline_store, issue_store, store, summons_store, workspace_store
from components.contest_notes import figure_notes
from components.contest_view import state_text, subject_text
from components.escaping import html_escape, md_escape
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.scorecard_view import counts_text
from components.summons_view import step_name
from supervision.areas import Areas
from supervision.assessment import Assessment, CategoryScore, IndicatorValue, Scorecard
from supervision.contesting import ContestStep
from supervision.faults import Fault
from supervision.history import TOTAL, scores_of
from supervision.periods import Quarter, print_date
from supervision.place_events import CONTESTED, ISSUED, Event, events_of_papers, events_of_steps, in_order
from supervision.printing import (
    print_change,
    print_count,
    print_rank,
    print_score,
    print_score_change,
    print_value,
)
from supervision.scheme import Scheme
from supervision.summons import said_of

FIGURES = ("0.1", "0.2", "0.3", "11.1", "11.3", "11.4", "12.1", "12.2", "12.3")
"""Coverage, problems and complaints, as the assessment has them."""
OPEN_COUNTS = ("problems_open_overdue", "complaints_open_overdue")
MOST_EVENTS = 100
NOTHING = "—"


@explained()
def show_categories(card: Scorecard, scheme: Scheme) -> None:
    """Show the twelve categories, one line each, with the weakest indicator of each."""
    headings = ("类别", "得分", "等次", "较上季度", "名次", "得分最低的指标")
    rows = [_category_row(part, scheme) for part in card.categories]
    st.html(table_html(headings, rows, frozenset({1})))


def _category_row(part: CategoryScore, scheme: Scheme) -> tuple[str, ...]:
    score = part.score
    judged = [value for value in part.indicators if value.points is not None]
    weakest = min(judged, key=lambda value: value.points or 0.0, default=None)
    marks = {band.name: f"{band.mark}\N{NO-BREAK SPACE}{band.name}" for band in scheme.band}
    return (
        f"{part.category.id}　{part.category.name}",
        NOTHING if score.score is None else print_score(score.score, scheme.band),
        marks.get(score.band or "", "未评"),
        print_score_change(score),
        print_rank(score.rank, score.tied, score.rank_n),
        f"{weakest.indicator.name}　{print_value(weakest)}" if weakest else NOTHING,
    )


@explained()
def show_figures(card: Scorecard, assessment: Assessment, selected: Selected) -> None:
    """Show coverage, problems and complaints with their counts, and what is open past its limit."""
    values = {v.indicator.id: v for v in (*card.coverage, *(v for part in card.categories for v in part.indicators))}
    contested = figure_notes(card.area.area_code, selected)
    rows = [_figure_row(values[each], contested.get(each, ""), assessment.scheme) for each in FIGURES if each in values]
    st.html(table_html(("指标", "数值", "计数", "较上季度"), rows, frozenset({1})))
    lines = []
    for code in OPEN_COUNTS:
        measure, number = assessment.scheme.measures[code], assessment.count(card.area.area_code, code)
        lines.append(f"{measure.name}{NOTHING if number is None else print_count(number)}{measure.unit}")
    st.markdown("；".join(lines) + "。")


def _figure_row(value: IndicatorValue, contested: str, scheme: Scheme) -> tuple[str, ...]:
    return (
        f"{value.indicator.id}　{value.indicator.name}" + (f"　◇ {contested}" if contested else ""),
        print_value(value),
        counts_text(value, scheme),
        print_change(value),
    )


@explained()
def show_matters(area_code: str, areas: Areas, selected: Selected) -> None:
    """Show what needs attention at the place and below it, and what the rules put forward."""
    codes = set(areas.codes_within(area_code))
    matters = [each for each in store.attention(selected.quarter, selected.cutoff) if each.area_code in codes]
    lines = [f"{each.kind}：{each.sentence}" for each in matters]
    if not areas.is_whole:
        # What the office considers of a place is for the office alone, as its page 约谈与问责 is.
        st.html(_list_html("需关注", lines))
        st.caption("约谈建议由省级办公室掌握，当前账号不显示。")
        return
    found = [each for each in summons_store.suggestions(selected.quarter, selected.cutoff) if each.area_code in codes]
    put_forward = [
        f"{areas.full_name(each.area_code)}：{each.trigger}，建议{step_name(each)}（{said_of(each)}）" for each in found
    ]
    st.html(_list_html("需关注", lines) + _list_html("达到约谈规则的（是否约谈由人决定）", put_forward))


def _list_html(title: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{html_escape(line)}</li>" for line in lines) or "<li>没有</li>"
    return f'<div class="attention"><h4>{html_escape(title)}</h4><ul>{items}</ul></div>'


def place_events(area_code: str, areas: Areas, selected: Selected) -> tuple[Event, ...]:
    """Return what happened at a place and below it up to the cut-off, the newest first."""
    codes, cutoff = areas.codes_within(area_code), selected.cutoff
    rows = (summons_store.interviews(cutoff), summons_store.accountability(cutoff), summons_store.warnings(cutoff))
    # A county's papers are handed in by its unit.
    papers = events_of_papers(deadline_store.paper_states(cutoff), [areas.unit_of(area_code).area_code, *codes])
    return in_order([*events_of_steps(*rows, codes), *papers, *_own_events(codes, areas, selected)], areas, cutoff)


def _own_events(codes: Sequence[str], areas: Areas, selected: Selected) -> list[Event]:
    """Return what our own store knows: contests and issued documents; nothing, said in words, where it is away."""
    try:
        contests = workspace_store.contests(selected.cutoff)
        issued = issue_store.issued_to(selected.quarter, selected.cutoff)
    except Fault as fault:
        st.caption(f"申辩和印发情况未能显示：{md_escape(fault.sentence)}")
        return []
    return [*_contest_events(contests, codes), *_issued_events(issued, codes, areas)]


def _issued_events(issued: pd.DataFrame, codes: Sequence[str], areas: Areas) -> list[Event]:
    """Return the documents of the whole province, and those for one of the places or the unit above them."""
    concerned = {*codes, areas.unit_of(codes[0]).area_code, ""}
    return [
        Event(
            row["issued_on"],
            ISSUED,
            row["area_code"] or areas.top.area_code,
            f"{Quarter.parse(row['quarter']).name}{Kind(row['kind']).word}（{row['number']}）"
            + ("" if row["is_current"] else "，已由后发文件替代"),
        )
        for row in issued.to_dict("records")
        if row["area_code"] in concerned
    ]


def _contest_events(contests: pd.DataFrame, codes: Sequence[str]) -> list[Event]:
    own = contests.loc[contests["area_code"].isin(list(codes))].to_dict("records")
    return [
        Event(
            row["filed_on"],
            CONTESTED,
            row["area_code"],
            f"{subject_text(row, {})}：{state_text(ContestStep(row['state']))}",
        )
        for row in own
    ]


@explained()
def show_events(area_code: str, areas: Areas, selected: Selected) -> None:
    """Show the events as a table that prints; the oldest are left out where there are very many, and that is said."""
    events = place_events(area_code, areas, selected)
    if not events:
        st.markdown("截止日以前没有记录。")
        return
    rows = [
        (
            event.on.isoformat(),
            event.kind,
            "本级" if event.area_code == area_code else areas.full_name(event.area_code),
            event.sentence,
        )
        for event in events[:MOST_EVENTS]
    ]
    if len(events) > MOST_EVENTS:
        st.caption(f"共{len(events)}条，列最近{MOST_EVENTS}条。")
    st.html(table_html(("日期", "事项", "地方", "内容"), rows))
    left_out = "" if areas.is_whole else "面向全省印发的文件未列。"
    st.caption(f"截至{print_date(selected.cutoff)}，由近及远；县（市、区）的材料由所属报送单位报送。{left_out}")


@explained()
def show_scores(area_code: str, scores: pd.DataFrame | None, scheme: Scheme) -> None:
    """Show the totals of the last quarters in words, the oldest first; `scores` as `past_scores`, nothing for none."""
    if scores is None:
        return
    quarters = [Quarter.parse(str(each)).name for each in scores[TOTAL].columns]
    own = zip(quarters, scores_of(scores, area_code, TOTAL), strict=True)
    parts = [f"{name}{'未评' if score is None else print_score(score, scheme.band) + '分'}" for name, score in own]
    st.markdown(f"各季度总分（同期截止日）：{'，'.join(parts)}。")
