"""The few figures that open the overview, each with its change and its counts."""

import streamlit as st

from components.escaping import html_escape
from components.notices import explained
from components.overview_views import open_card
from components.rows_view import open_rows_of
from supervision.assessment import Assessment, IndicatorValue
from supervision.printing import print_change, print_counts, print_score, print_score_change, print_value

SHOWN = ("0.1", "3.3", "4.5", "6.1", "11.1", "12.1")
"""Coverage, what inspectors found of homework and after-school service, reduction, rectification, complaints."""


@explained()
def show_key_figures(assessment: Assessment) -> None:
    """Show the province's total and its key indicators, each on a tile of the same height at every width.

    A click on the total opens the province's card, on an indicator the rows behind it.
    """
    areas = assessment.areas
    province = areas.province.area_code
    with st.container(key="figures"):
        with st.container(key="figure_total"):
            st.html(_total_html(assessment, province))
            st.button(
                "打开全省记分卡", key="open_total", on_click=open_card, args=(assessment, province), width="stretch"
            )
        for indicator_id in SHOWN:
            value = assessment.indicator(province, indicator_id)
            with st.container(key=f"figure_{value.indicator.key}"):
                st.html(figure_html(value))
                st.button(
                    f"查看“{value.indicator.name}”的明细",
                    key=f"open_{value.indicator.key}",
                    on_click=open_rows_of,
                    args=(areas, province, indicator_id),
                    width="stretch",
                )


def _total_html(assessment: Assessment, province: str) -> str:
    total = assessment.total(province)
    printed = "—" if total.score is None else f"{print_score(total.score, assessment.scheme.band)}分"
    return _tile_html("全省总分", printed, print_score_change(total), f"等次：{total.band or '未评'}")


def figure_html(value: IndicatorValue) -> str:
    """Return the tile of an indicator: name, value, change, and numerator over denominator with the evidence."""
    notes = [value.indicator.evidence]
    if value.numerator is not None and value.denominator is not None:
        notes.insert(0, print_counts(value.numerator, value.denominator))
    return _tile_html(value.indicator.name, print_value(value), print_change(value), *notes)


def _tile_html(name: str, printed: str, change: str, *notes: str) -> str:
    """Return a tile; the words of a note stay together where the tile is narrow."""
    words = "".join(f"<span>{html_escape(note)}</span>" for note in notes)
    return (
        f'<div class="figure"><div class="figure-name">{html_escape(name)}</div>'
        f'<div class="figure-value">{html_escape(printed)}</div>'
        f'<div class="figure-note"><span>较上季度</span><span>{html_escape(change)}</span></div>'
        f'<div class="figure-note">{words}</div></div>'
    )
