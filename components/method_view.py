"""The method page, generated from the scheme: nothing on it is written twice."""

from collections.abc import Iterable, Sequence

import streamlit as st

from components.escaping import html_cell, html_escape
from components.notices import explained
from supervision.periods import Quarter, print_date
from supervision.printing import print_number, print_percent
from supervision.scheme import Deadline, Indicator, Scheme

_DIRECTIONS = {"up": "越高越好", "down": "越低越好", "none": "不判断方向"}


@explained()
def show_method(scheme: Scheme, quarter: Quarter) -> None:
    """Show how a score is made: categories and weights, indicators, bands, states, deadlines."""
    scoring = scheme.scoring
    st.html(
        '<div class="prose">'
        f"<p>{html_escape(scheme.name)}（{html_escape(scheme.id)}），适用{scheme.valid_from.name}至{scheme.valid_to.name}。"
        f"{html_escape(scheme.source)}。</p>"
        "<p>指标值＝分子÷分母；市为所辖县（市、区）计数之和，不取各县比率的平均。得分在起点值与目标值之间按比例计0至100分；"
        f"类别得分为可用评分指标的加权平均，可用权重不足{print_percent(scoring.category_weight_share, 0)}的为“未评”；"
        f"总分为各类别得分的加权平均，可评类别权重不足{print_percent(scoring.ranked_weight_share, 0)}的不排名。"
        "名次只在同类地区内比较，按未取整的数值排列，得分相同的并列。</p>"
        f"<p>分母为0的为“不适用”；未报送的为“未报”；分母小于最小样本（一般为{scoring.minimum_denominator}）的为“样本不足”，"
        "计分但该项不排名；分子大于分母的为“数据有误”，不计入。以上均不作零处理。</p></div>"
    )
    st.subheader("类别和权重", anchor=False)
    _show_categories(scheme)
    st.subheader("指标", anchor=False)
    _show_indicators(scheme, quarter)
    st.subheader("等次和状态", anchor=False)
    _show_bands(scheme)
    st.subheader("报送和通报期限", anchor=False)
    _show_deadlines(scheme.deadline)
    st.subheader("非学科类机构设置标准", anchor=False)
    standards = [(standard.field, print_date(standard.issued_on)) for standard in scheme.standard]
    st.html(table_html(("类别", "省级标准印发日期"), standards))


def table_html(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()) -> str:
    """Return a real table of escaped texts; columns in `numbers` are aligned to the right."""
    head = "".join(
        f"<th{' class=number' if place in numbers else ''}>{html_cell(heading)}</th>"
        for place, heading in enumerate(headings)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=number' if place in numbers else ''}>{html_cell(cell)}</td>" for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _show_categories(scheme: Scheme) -> None:
    total = sum(category.weight for category in scheme.category)
    rows = [
        (
            str(category.id),
            category.name,
            print_percent(category.weight / total),
            print_number(category.minimum_change, 1),
        )
        for category in scheme.category
    ]
    headings = ("序号", "类别", "权重", "视为升降的最小变化（分）")
    st.html(table_html(headings, rows, numbers=frozenset({0, 2, 3})))


def _show_indicators(scheme: Scheme, quarter: Quarter) -> None:
    headings = ("编号", "指标", "计算方法", "起点→目标", "方向", "最小样本", "证据", "评分", "说明")
    rows = [_indicator_row(indicator, scheme) for indicator in scheme.indicators(quarter)]
    st.html(table_html(headings, rows))


def _indicator_row(indicator: Indicator, scheme: Scheme) -> tuple[str, ...]:
    minimum = scheme.scoring.minimum_denominator if indicator.minimum is None else indicator.minimum
    goal = "—"
    if indicator.floor is not None and indicator.target is not None:
        goal = f"{print_percent(indicator.floor, 0)}→{print_percent(indicator.target, 0)}"
    elif indicator.target is not None:
        goal = f"目标{print_number(indicator.target, 0)}{indicator.unit}"
    return (
        indicator.id,
        indicator.name,
        formula_text(indicator, scheme),
        goal,
        _DIRECTIONS[indicator.direction],
        "—" if indicator.kind == "count" else str(minimum),
        indicator.evidence,
        "评分" if indicator.judged else "只展示",
        indicator.note,
    )


def formula_text(indicator: Indicator, scheme: Scheme) -> str:
    """Return the formula in the names of its counts."""
    if indicator.kind == "median":
        return "逐件办结天数的中位数"
    top, bottom = (
        "＋".join(scheme.measures[code].name for code in codes)
        for codes in (indicator.numerator, indicator.denominator)
    )
    if indicator.kind == "count":
        return top
    per = f"×{indicator.per:g}" if indicator.per != 1 else ""
    return f"（{top}）÷{bottom}{per}" if len(indicator.numerator) > 1 else f"{top}÷{bottom}{per}"


def _show_bands(scheme: Scheme) -> None:
    table = {row.band: row for row in scheme.status}
    rows = [
        (
            f"{b.mark} {b.name}",
            f"{b.at_least:g}分及以上",
            table[b.name].rising,
            table[b.name].steady,
            table[b.name].falling,
        )
        for b in scheme.band
    ]
    st.html(table_html(("等次", "得分", "上升", "持平", "下降"), rows))


def _show_deadlines(deadlines: tuple[Deadline, ...]) -> None:
    st.html(table_html(("事项", "期限", "依据"), [(d.kind, deadline_text(d), d.clause) for d in deadlines]))


def deadline_text(deadline: Deadline) -> str:
    """Return a deadline in words."""
    if deadline.days_after_quarter is not None:
        return f"季度结束后{deadline.days_after_quarter}日内"
    if deadline.month_of_quarter is not None:
        return f"每季度第{'一二三'[deadline.month_of_quarter - 1]}个月{deadline.day}日前"
    return f"每年{deadline.month}月{deadline.day}日前"
