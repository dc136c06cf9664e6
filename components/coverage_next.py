"""下次去哪: the list of schools to visit next, with the reasons of each, its seed, and a download."""

import streamlit as st

from components import coverage_store, selection
from components.audit_store import record_view
from components.coverage_parts import Place, offer_rows, pick_county, show_list
from components.escaping import md_escape
from components.notices import explained
from supervision.periods import print_date
from supervision.visit_list import DRAWN, choose_visits, seed_of

HEADINGS = {
    "order": "序号",
    "school_id": "学校标识",
    "name": "学校名称",
    "stage": "办学类型",
    "inspector_id": "责任督学标识",
    "kind": "列入方式",
    "reasons": "理由",
    "last_visited": "上次到校日期",
}
_DRAWS = 9


@explained()
def show_next(place: Place) -> None:
    """Show the schools of a county to visit next; the same place, cut-off and draw give the same list."""
    rule = place.selected.scheme.visiting.next
    counties, draws = st.columns([2, 1], vertical_alignment="bottom")
    with counties:
        pick_county(place, [area.area_code for area in place.areas.counties], "拟督导的县（市、区）")
    with draws:
        seed = seed_of(place.county, place.selected.cutoff, _pick_draw())
    record_view("拟督导学校", f"{place.county} {seed} 截止{place.selected.cutoff}")
    candidates = coverage_store.candidates(place.county, place.selected.quarter, place.selected.cutoff)
    listed = choose_visits(candidates, rule, seed)
    shown = listed.assign(
        order=range(1, len(listed) + 1),
        last_visited=[
            str(day)[:10] if day is not None and day == day else "从未到校" for day in listed["last_visited_on"]
        ],
    )
    drawn = int((listed["kind"] == DRAWN).sum())
    st.subheader(
        f"{md_escape(place.county_name)}拟督导学校 {len(listed)} 所："
        f"重点 {len(listed) - drawn} 所，随机抽取 {drawn} 所",
        anchor=False,
    )
    st.caption(
        f"任务重、投诉多、工作落后的列为重点，理由多的在前；另按{rule.random_share:.0%}的名额随机抽取。"
        f"抽取种子 {seed}，地区、截止日和批次相同则名单相同。截至{print_date(place.selected.cutoff)}应督导学校"
        f"{len(candidates)}所，不含已关闭、未开办的学校和教学点。"
    )
    show_list(shown, HEADINGS, 560)
    notes = {
        "地区": f"{place.county_name}（{place.county}）",
        "抽取种子": seed,
        "任务重": f"所属责任督学当月尚未到校的学校不少于{rule.unvisited_at_least}所",
        "投诉多": f"近{rule.complaint_days}日收到涉及该校的举报（不含重复件）不少于{rule.complaints_at_least}件",
        "工作落后": f"距上次到校超过{rule.gap_days}日或从未到校，或逾期未整改问题不少于{rule.overdue_at_least}个",
        "随机抽取": f"名单最多{rule.schools}所，其中{rule.random_share:.0%}从其余学校中抽取",
        "来源": rule.source,
    }
    offer_rows(shown, HEADINGS, f"{place.county_name}拟督导学校名单", notes, place, "download_next")


def _pick_draw() -> int:
    offered = [str(number) for number in range(1, _DRAWS + 1)]
    choice = selection.one_of("draw", offered, offered[0])
    current = choice.prepare()
    st.selectbox(
        "随机抽取批次",
        offered,
        key=choice.widget_key,
        format_func=lambda text: f"第{text}批",
        on_change=choice.publish,
        placeholder="请选择批次",
    )
    return int(current)
