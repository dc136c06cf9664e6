"""明细: the rows behind one count of a place, page by page, with what they are and a download."""

import math
from datetime import datetime

import pandas as pd
import streamlit as st

from components import row_store, selection, store
from components.audit_store import record_view
from components.download import offer_workbook
from components.escaping import md_escape
from components.frame import Selected
from components.notices import explained
from components.places import choose_place
from components.scorecard_view import counts_text
from data_access.shared.types import SHANGHAI
from supervision.areas import Areas
from supervision.assessment import Assessment, CategoryScore, IndicatorValue
from supervision.periods import print_date
from supervision.printing import print_count, print_value
from supervision.reconciling import explain_difference
from supervision.scheme import Measure

_LEVELS = {"county": "县级", "city": "市级", "province": "省级"}
PAGE_ROWS, MOST_ROWS = 50, 20_000
"""On screen at a time; in a file at most."""


ROWS_PAGE = "screens/leaders/rows.py"


@explained()
def show_row_buttons(part: CategoryScore) -> None:
    """Show a button per indicator of a category that opens the rows behind it."""
    with st.container(horizontal=True, key="row_buttons"):
        for value in part.indicators:
            st.button(
                f"{value.indicator.id} 明细",
                key=f"rows:{value.indicator.id}",
                help=value.indicator.name,
                on_click=open_rows,
                args=(value.indicator.id,),
            )


def open_rows(indicator_id: str) -> None:
    """Ask for the rows behind an indicator of the place chosen; for use in callbacks."""
    selection.one_of("indicator", [indicator_id], "").put(indicator_id)
    forget_measure()
    selection.ask_to_go(ROWS_PAGE)


def open_rows_of(areas: Areas, area_code: str, indicator_id: str) -> None:
    """Ask for the rows behind an indicator of a place; for use in callbacks."""
    choose_place(areas, area_code)
    open_rows(indicator_id)


def forget_measure() -> None:
    """Drop what belongs to the indicator that is left: which of its counts was shown, and which page of it."""
    selection.forget("measure")
    selection.forget("part")


def pick_indicator(selected: Selected) -> str:
    """Draw the choice of an indicator; return its id, the first of the scheme at first."""
    names = {indicator.id: indicator.name for indicator in selected.scheme.indicators(selected.quarter)}
    choice = selection.one_of("indicator", list(names), next(iter(names)))
    indicator_id = choice.prepare()

    def changed() -> None:
        choice.publish()
        forget_measure()

    st.selectbox(
        "指标",
        list(names),
        key=choice.widget_key,
        format_func=lambda each: f"{each}　{names[each]}",
        on_change=changed,
        placeholder="请选择指标",
    )
    return indicator_id


@explained()
def show_figure(value: IndicatorValue, areas: Areas, selected: Selected) -> None:
    """Say the figure, its numerator and denominator, where it comes from and of when it is."""
    place = areas.full_name(value.area_code)
    st.markdown(
        f"**{md_escape(place)}　{value.indicator.id}　{md_escape(value.indicator.name)}：{print_value(value)}**　"
        f"{md_escape(counts_text(value, selected.scheme))}　"
        f"证据：{value.indicator.evidence}　来源：{value.source.value}　数据截止{print_date(selected.cutoff)}"
    )


def pick_measure(value: IndicatorValue, selected: Selected) -> Measure:
    """Draw the choice between numerator and denominator; return the measure chosen."""
    codes = list(dict.fromkeys(value.indicator.measures))
    choice = selection.one_of("measure", codes, codes[0])
    code = choice.prepare()
    names = {each: selected.scheme.measures[each].name for each in codes}

    def changed() -> None:
        choice.publish()
        selection.forget("part")

    st.selectbox("查看哪一项的明细", codes, key=choice.widget_key, format_func=names.__getitem__, on_change=changed)
    return selected.scheme.measures[code]


@explained()
def show_rows(measure: Measure, value: IndicatorValue, assessment: Assessment, selected: Selected) -> None:
    """Show one page of the rows behind a measure of a figure, what they add up to and why not to it, the download."""
    areas, area_code = assessment.areas, value.area_code
    record_view("明细", f"{area_code} {value.indicator.id} {measure.code} {selected.quarter} 截止{selected.cutoff}")
    listing = row_store.figure_rows(measure.code, area_code, selected.quarter, selected.cutoff)
    st.markdown(
        f"{md_escape(measure.name)}：共**{print_count(listing.rows)}**行，"
        f"合计**{print_count(listing.total)}**{md_escape(measure.unit)}。口径：{md_escape(measure.definition)}"
    )
    difference = explain_difference(assessment, value, measure.code)
    if difference:
        st.info(f"**明细与指标不相等**　{md_escape(difference)}")
    if not listing.rows:
        return
    number = _pick_page(listing.rows)
    page = row_store.row_page(
        measure.code, area_code, selected.quarter, selected.cutoff, PAGE_ROWS, (number - 1) * PAGE_ROWS
    )
    st.dataframe(_named(page, areas).rename(columns=listing.headings), hide_index=True, height=420, placeholder="—")
    _offer_download(listing, measure, value, difference, areas, selected)


def _pick_page(rows: int) -> int:
    numbers = [str(number) for number in range(1, math.ceil(rows / PAGE_ROWS) + 1)]
    choice = selection.one_of("part", numbers, numbers[0])
    current = choice.prepare()
    if len(numbers) > 1:
        st.selectbox(
            f"第几页（共{len(numbers)}页，每页{PAGE_ROWS}行）",
            numbers,
            key=choice.widget_key,
            on_change=choice.publish,
            placeholder="请选择页码",
        )
    return int(current)


def _named(rows: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the rows as people read them: areas and levels by name, yes or no in words, times as in Shanghai."""
    named = rows.copy()
    if "level" in named:
        named["level"] = named["level"].map(_LEVELS)
    if "area_code" in named:
        named["area_code"] = [areas.full_name(code) if code in areas else code for code in rows["area_code"]]
    for column in named.columns:
        if named[column].dtype == bool:
            named[column] = named[column].map({True: "是", False: "否"})
        elif str(column).endswith("_at"):
            named[column] = [_print_time(moment) for moment in named[column]]
    return named


def _print_time(moment: object) -> str | None:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else None


def _offer_download(
    listing: row_store.Listing,
    measure: Measure,
    value: IndicatorValue,
    difference: str,
    areas: Areas,
    selected: Selected,
) -> None:
    area_code = value.area_code
    place = areas.full_name(area_code)
    title = f"{place}{selected.quarter.name}{measure.name}明细"
    kept = min(listing.rows, MOST_ROWS)
    notes = {
        "地区": f"{place}（{area_code}）",
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "指标": f"{value.indicator.id}　{value.indicator.name}：{print_value(value)}（{value.source.value}）",
        "指标计数": counts_text(value, selected.scheme),
        "行数": f"共{listing.rows}行，本文件{kept}行；计入数合计{listing.total}{measure.unit}",
        "与指标的差异": difference or "无",
        "口径": measure.definition,
        "来源": measure.source,
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }

    def make() -> pd.DataFrame:
        every = row_store.row_page(measure.code, area_code, selected.quarter, selected.cutoff, MOST_ROWS, 0)
        return _named(every, areas)

    offer_workbook(
        f"下载明细（Excel，{print_count(kept)}行）",
        make,
        listing.headings,
        title,
        notes,
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        key="download_rows",
        rows=kept,
    )
