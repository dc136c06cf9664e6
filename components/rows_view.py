"""明细: the rows behind one count of a place, page by page, with what they are and a download."""

import math
from datetime import datetime

import pandas as pd
import streamlit as st

from components import selection, store
from components.download import XLSX, write_workbook
from components.escaping import md_escape
from components.frame import Selected
from components.scorecard_view import counts_text
from data_access.shared.types import SHANGHAI
from supervision.areas import Areas
from supervision.assessment import CategoryScore, IndicatorValue
from supervision.periods import print_date
from supervision.printing import print_count, print_value
from supervision.scheme import Measure

_LEVELS = {"county": "县级", "city": "市级", "province": "省级"}
PAGE_ROWS, MOST_ROWS = 50, 20_000
"""On screen at a time; in a file at most."""


ROWS_PAGE = "screens/leaders/rows.py"


def show_row_buttons(part: CategoryScore) -> None:
    """Show a button per indicator of a category that opens the rows behind it."""
    with st.container(horizontal=True, key="row_buttons"):
        for value in part.indicators:
            st.button(
                f"{value.indicator.id} 明细",
                key=f"rows:{value.indicator.id}",
                help=value.indicator.name,
                on_click=_open_rows,
                args=(value.indicator.id,),
            )


def _open_rows(indicator_id: str) -> None:
    selection.one_of("indicator", [indicator_id], "").put(indicator_id)
    # Measure and part belong to the indicator that was left.
    selection.forget("measure")
    selection.forget("part")
    selection.ask_to_go(ROWS_PAGE)


def show_figure(value: IndicatorValue, place: str, selected: Selected) -> None:
    """Say the figure, its numerator and denominator, where it comes from and of when it is."""
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
    st.selectbox(
        "查看哪一项的明细", codes, key=choice.widget_key, format_func=names.__getitem__, on_change=choice.publish
    )
    return selected.scheme.measures[code]


def show_rows(measure: Measure, area_code: str, areas: Areas, selected: Selected) -> None:
    """Show one page of the rows behind a measure of a place, how many there are, and the download."""
    listing = store.figure_rows(measure.code, area_code, selected.quarter, selected.cutoff)
    place = areas.full_name(area_code)
    st.markdown(
        f"{md_escape(measure.name)}：共**{print_count(listing.rows)}**行，"
        f"合计**{print_count(listing.total)}**{md_escape(measure.unit)}。口径：{md_escape(measure.definition)}"
    )
    if not listing.rows:
        return
    number = _pick_page(listing.rows)
    page = store.row_page(
        measure.code, area_code, selected.quarter, selected.cutoff, PAGE_ROWS, (number - 1) * PAGE_ROWS
    )
    st.dataframe(_named(page, areas).rename(columns=listing.headings), hide_index=True, height=420, placeholder="—")
    _offer_download(listing, measure, area_code, place, areas, selected)


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
    listing: store.Listing, measure: Measure, area_code: str, place: str, areas: Areas, selected: Selected
) -> None:
    title = f"{place}{selected.quarter.name}{measure.name}明细"
    kept = min(listing.rows, MOST_ROWS)
    notes = {
        "地区": f"{place}（{area_code}）",
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "行数": f"共{listing.rows}行，本文件{kept}行；计入数合计{listing.total}{measure.unit}",
        "口径": measure.definition,
        "来源": measure.source,
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }

    def make() -> bytes:
        every = store.row_page(measure.code, area_code, selected.quarter, selected.cutoff, MOST_ROWS, 0)
        return write_workbook(_named(every, areas), listing.headings, title, notes)

    st.download_button(
        f"下载明细（Excel，{print_count(kept)}行）",
        data=make,
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        mime=XLSX,
        on_click="ignore",
        key="download_rows",
    )
