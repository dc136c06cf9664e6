"""Why a score is what it is: how far the rank depends on weights, the trend, the next band, the parts of the change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import store
from components.escaping import html_escape
from components.frame import Selected
from components.method_view import table_html
from supervision.assessment import Assessment, CategoryScore, Scorecard
from supervision.distances import distance_to_next_band
from supervision.explaining import Part, explain_change
from supervision.printing import print_number
from supervision.trends import RULE, Trend, trend_of

_TREND_WORDS = {Trend.TOO_SHORT: "数据不足五期，不判断趋势"}


def show_standing(
    card: Scorecard, category: CategoryScore, assessments: Sequence[Assessment], selected: Selected
) -> None:
    """Show rank range and tier, the trend of the total, and the way of the chosen category to its next band."""
    ranges = store.rank_ranges(selected.quarter, selected.cutoff)
    lines = [
        range_text(ranges, card.area.area_code),
        trend_text(assessments, card.area.area_code),
        distance_text(assessments[-1], category),
    ]
    items = "".join(f"<li>{html_escape(line)}</li>" for line in lines if line)
    st.html(f'<div class="attention"><h4>怎样看这个分数</h4><ul>{items}</ul></div>')


def range_text(ranges: pd.DataFrame, area_code: str) -> str:
    """Return the range of ranks under other weights and the tier; empty for a place that is not ranked."""
    found = ranges.loc[ranges["area_code"] == area_code]
    if found.empty:
        return ""
    low, high, tier = (int(found[name].iloc[0]) for name in ("rank_low", "rank_high", "tier"))
    span = f"第{low}名" if low == high else f"第{low}—{high}名"
    return (
        f"权重敏感区间：各类权重在±30%内变动时，名次为{span}，属第{tier}梯队（区间相互重叠的为同一梯队；不是置信区间）"
    )


def trend_text(assessments: Sequence[Assessment], area_code: str) -> str:
    """Return the trend of the total over the quarters on screen, with the rule."""
    scores = [each.total(area_code).score if area_code in each.areas else None for each in assessments]
    trend = trend_of(scores)
    return f"近{len(scores)}个季度总分：{_TREND_WORDS.get(trend, trend.value)}（{RULE}）"


def distance_text(assessment: Assessment, category: CategoryScore) -> str:
    """Return the shortest way of a category to its next band; empty where there is none through one indicator."""
    distance = distance_to_next_band(assessment, category)
    return f"{category.category.name}：{distance.sentence(assessment.scheme)}" if distance else ""


def show_change(card: Scorecard, assessments: Sequence[Assessment]) -> None:
    """Show by how much each category moved the total since the quarter before, and through which indicator."""
    now = assessments[-1]
    before = next((each for each in assessments[:-1] if each.quarter == now.quarter.previous), None)
    code = card.area.area_code
    if before is None or card.total.change is None or code not in before.areas:
        return
    with st.expander("总分为什么变化（各类贡献之和等于总分变化）"):
        parts = explain_change(now, before, code)
        st.html(table_html(("类别", "贡献（分）", "主要来自"), change_rows(parts, card.total.change), frozenset({1})))


def change_rows(parts: Sequence[Part], change: float) -> list[tuple[str, str, str]]:
    """Return a row per part, the largest first, and the sum they make."""
    ordered = sorted(parts, key=lambda part: -abs(part.points))
    rows = [(part.name, signed(part.points), _main_source(part)) for part in ordered]
    return [*rows, ("合计", signed(change), "")]


def _main_source(part: Part) -> str:
    """Return the indicators of a category with what numerator and denominator did."""
    said = []
    for indicator in sorted(part.parts, key=lambda each: -abs(each.points)):
        counts = "，".join(f"{count.name}{signed(count.points)}" for count in indicator.parts)
        said.append(f"{indicator.name}{signed(indicator.points)}" + (f"（{counts}）" if counts else ""))
    return "；".join(said)


def signed(points: float) -> str:
    """Return points with two decimals and their sign: +1.20, −0.05, 0.00."""
    text = print_number(abs(points), 2)
    if float(text) == 0:
        return text
    return f"{'+' if points > 0 else '−'}{text}"
