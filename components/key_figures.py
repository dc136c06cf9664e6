"""The few figures that open the overview, each with its change and its counts."""

import streamlit as st

from supervision.assessment import Assessment, IndicatorValue
from supervision.printing import print_change, print_count, print_score, print_score_change, print_value

SHOWN = ("0.1", "3.3", "4.5", "6.1", "11.1", "12.1")
"""Coverage, what inspectors found of homework and after-school service, reduction, rectification, complaints."""


def show_key_figures(assessment: Assessment) -> None:
    """Show the province's total and its key indicators."""
    province = assessment.areas.province.area_code
    places = st.columns(len(SHOWN) + 1)
    total = assessment.total(province)
    with places[0]:
        st.metric(
            "全省总分",
            "—" if total.score is None else f"{print_score(total.score, assessment.scheme.band)}分",
            delta=print_score_change(total),
            delta_color="off",
            delta_arrow="off",
            border=True,
            help=f"十二大类加权平均，等次：{total.band or '未评'}",
        )
    for place, indicator_id in zip(places[1:], SHOWN, strict=True):
        with place:
            _show_figure(assessment.indicator(province, indicator_id))


def _show_figure(value: IndicatorValue) -> None:
    counts = ""
    if value.numerator is not None and value.denominator is not None:
        counts = f"{print_count(value.numerator)}／{print_count(value.denominator)}，"
    st.metric(
        value.indicator.name,
        print_value(value),
        delta=print_change(value),
        delta_color="off",
        delta_arrow="off",
        border=True,
        help=f"{counts}证据：{value.indicator.evidence}。{value.indicator.note}",
    )
