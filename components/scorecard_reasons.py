"""Why a score is what it is: how far the rank depends on weights, the trend, the next band, the parts of the change."""

import pandas as pd
import streamlit as st

from charts.waterfall import draw_waterfall
from components import reason_store, selection, store
from components.escaping import html_escape
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.pictures import show_clickable
from supervision.assessment import Assessment, CategoryScore, Scorecard
from supervision.distances import distance_to_next_band
from supervision.explaining import LATE_REPORTS, LATE_REVISIONS, Part
from supervision.history import TOTAL, scores_of
from supervision.printing import print_percent, print_score_change, print_signed
from supervision.scheme import Scheme
from supervision.trends import RULE, Trend, trend_of

_TREND_WORDS = {Trend.TOO_SHORT: "数据不足五期，不判断趋势"}
CHANGE_HEADINGS = ("指标", "影响（分）", "分子", "影响（分）", "分母", "影响（分）")


@explained()
def show_standing(
    card: Scorecard, category: CategoryScore, assessment: Assessment, scores: pd.DataFrame | None, selected: Selected
) -> None:
    """Show rank range and tier, the trend of the total, and the way of the chosen category to its next band."""
    ranges = store.rank_ranges(selected.quarter, selected.cutoff)
    lines = [
        range_text(ranges, card.area.area_code, selected.scheme),
        "" if scores is None else trend_text(scores, card.area.area_code),
        distance_text(assessment, category),
    ]
    items = "".join(f"<li>{html_escape(line)}</li>" for line in lines if line)
    st.html(f'<div class="attention"><h4>怎样看这个分数</h4><ul>{items}</ul></div>')


def range_text(ranges: pd.DataFrame, area_code: str, scheme: Scheme) -> str:
    """Return the range of ranks under other weights and the tier; empty for a place that is not ranked."""
    found = ranges.loc[ranges["area_code"] == area_code]
    if found.empty:
        return ""
    low, high, tier = (int(found[name].iloc[0]) for name in ("rank_low", "rank_high", "tier"))
    span = f"第{low}名" if low == high else f"第{low}—{high}名"
    spread = print_percent(scheme.sensitivity.spread, 0)
    return (
        f"权重敏感区间：各类权重在±{spread}内变动时，名次为{span}，属第{tier}梯队"
        "（区间相互重叠的为同一梯队；不是置信区间）"
    )


def trend_text(scores: pd.DataFrame, area_code: str) -> str:
    """Return the trend of the total over the quarters on screen, with the rule."""
    known = scores_of(scores, area_code, TOTAL)
    trend = trend_of(known)
    return f"近{len(known)}个季度总分：{_TREND_WORDS.get(trend, trend.value)}（{RULE}）"


def distance_text(assessment: Assessment, category: CategoryScore) -> str:
    """Return the shortest way of a category to its next band; empty where there is none through one indicator."""
    distance = distance_to_next_band(assessment, category)
    return f"{category.category.name}：{distance.sentence(assessment.scheme)}" if distance else ""


def show_change(card: Scorecard, selected: Selected) -> None:
    """Show the way from last quarter's total to this one, part by part; a click on a part shows what is in it."""
    if card.total.change is None or card.total.score is None:
        st.markdown(f"总分与上季度：{print_score_change(card.total)}，不作分解。")
        return
    parts = reason_store.parts_of_change(selected.quarter, selected.cutoff, card.area.area_code)
    if not parts:
        st.markdown("总分与上季度持平，没有可以分解的变化。")
        return
    largest = max(parts, key=lambda each: abs(each.points))
    chosen = selection.one_of("cause", [part.name for part in parts], largest.name)
    picked = next(part for part in parts if part.name == chosen.current())
    way, inside = st.columns([1.1, 1], gap="medium")
    with way:
        names = (selected.quarter.previous.name, selected.quarter.name)
        picture = draw_waterfall(parts, card.total.score - card.total.change, card.total.score, names)
        show_clickable(picture, "waterfall", "part", lambda name: _pick(chosen, name))
    with inside:
        _pick_part(chosen, parts)
        st.html(part_html(picked))
        st.caption(rule_text(parts))


def _pick(choice: selection.Choice[str], name: str) -> None:
    # The two totals are bars without a part.
    if name:
        choice.put(name)


def _pick_part(choice: selection.Choice[str], parts: tuple[Part, ...]) -> None:
    """Draw the picker of a part, for the keyboard."""
    chosen = choice.prepare()
    ordered = sorted(parts, key=lambda part: -abs(part.points))
    points = {part.name: print_signed(part.points) for part in ordered}
    st.selectbox(
        "查看其中一部分",
        [part.name for part in ordered],
        index=list(points).index(chosen),
        key=choice.widget_key,
        format_func=lambda name: f"{name}　{points[name]}分",
        on_change=choice.publish,
    )


def part_html(part: Part) -> str:
    """Return what is in a part: its indicators, each with what numerator and denominator did."""
    if part.name in (LATE_REPORTS, LATE_REVISIONS):
        rows = [(each.name, print_signed(each.points)) for each in part.parts]
        return table_html(("来源", "影响（分）"), [*rows, ("合计", print_signed(part.points))], numbers=frozenset({1}))
    rows_of_counts = [_indicator_row(each) for each in sorted(part.parts, key=lambda each: -abs(each.points))]
    total = ("合计", print_signed(part.points), "", "", "", "")
    return table_html(CHANGE_HEADINGS, [*rows_of_counts, total], numbers=frozenset({1, 2, 3, 4, 5}))


def _indicator_row(part: Part) -> tuple[str, ...]:
    cells = [(count.note, print_signed(count.points)) for count in part.parts] or [("—", "—"), ("—", "—")]
    return (part.name, print_signed(part.points), *(cell for pair in cells for cell in pair))


def rule_text(parts: tuple[Part, ...]) -> str:
    """Return how the parts are made, and what late reports did."""
    late = [part.name for part in parts if part.name in (LATE_REPORTS, LATE_REVISIONS)]
    apart = f"{'、'.join(late)}的影响单独列出，不计入各类。" if late else "两个季度均无期限后的报送影响本地总分。"
    return f"各部分之和等于总分变化。{apart}分子、分母的影响按其对指标值的作用分摊。"
