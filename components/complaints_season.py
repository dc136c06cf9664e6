"""举报: the season that is near, what earlier years of it brought, and a warning ready to copy."""

import streamlit as st

from components import complaint_store
from components.complaints_figures import ComplaintsPlace
from components.copying import show_copyable
from components.escaping import md_escape
from components.notices import explained
from supervision.complaint_numbers import category_name
from supervision.complaint_seasons import (
    PastSeason,
    SeasonRun,
    draft_warning,
    is_rising,
    past_text,
    pattern_text,
    seasons_near,
)
from supervision.periods import print_date

MOST_TOPICS = 3


@explained()
def show_seasons(place: ComplaintsPlace) -> None:
    """Show each season that is running or near, with its earlier years and the draft of a warning."""
    rules, cutoff = place.selected.scheme.complaints, place.selected.cutoff
    near = seasons_near(rules, cutoff)
    if not near:
        st.markdown(f"{print_date(cutoff)}起{rules.surge.ahead_days}日内没有列入方案的假期或考试时段。")
    for run in near:
        past = complaint_store.past_seasons(run, place.codes, place.selected.quarter, cutoff)
        _show_season(run, past, place)
    st.caption(
        f"日均件数与此前最近{rules.surge.baseline_days}日平常时段（不含相连的其他时段）比较，重复件只计一次；"
        f"比较日内不足{rules.surge.least_cases}件的不计升降。时段由评分方案设定：{md_escape(_sources(place))}。"
    )


def _show_season(run: SeasonRun, past: tuple[PastSeason, ...], place: ComplaintsPlace) -> None:
    rules, cutoff = place.selected.scheme.complaints, place.selected.cutoff
    days = (run.first - cutoff).days
    when = f"距开始还有{days}日" if days > 0 else "正在进行"
    st.subheader(f"{md_escape(run.season.name)}（{md_escape(run.season.kind)}）　{run.span}　{when}", anchor=False)
    for each in past:
        st.markdown(md_escape(f"{past_text(each, rules.surge.least_cases)}。"))
    st.markdown(f"**规律**　{md_escape(pattern_text(past, rules.surge))}")
    if not is_rising(past, rules.surge):
        st.markdown("最近一年同期没有达到预警的升幅，不拟预警提示。")
        return
    if not place.areas.is_whole:
        st.markdown("最近一年同期达到预警的升幅。预警提示由省级办公室起草、印发。")
        return
    categories = complaint_store.season_categories(past[0].run, place.codes, cutoff)
    topics = list(dict.fromkeys(category_name(code, place.selected.scheme) for code in categories.index))[:MOST_TOPICS]
    text = draft_warning(run, past, topics, place=place.name, overdue=place.totals["overdue"], rules=rules)
    show_copyable("预警提示（拟稿）", text, f"warning_{run.season.starts}")


def _sources(place: ComplaintsPlace) -> str:
    return "；".join(dict.fromkeys(season.source for season in place.selected.scheme.complaints.season))
