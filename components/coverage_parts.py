"""What the views of 督导覆盖 share: the choices of span, topic and county, tables that choose, and downloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from components import coverage_store, selection, store
from components.download import offer_workbook
from components.frame import Selected
from supervision.areas import Areas
from supervision.faults import NoData
from supervision.periods import print_date
from supervision.spans import Span, spans_of

TOPICS = {
    "schools": "到校覆盖",
    "gaps": "到校间隔",
    "inspectors": "督学到校",
    "days": "到校日历",
    "next": "下次去哪",
}
TABLE_HEIGHT, LIST_HEIGHT, ROW_PIXELS = 275, 310, 35
"""In pixels: the first two and the picker between them are as tall as the map."""


@dataclass(frozen=True)
class Place:
    """What every view of the page needs: what is selected, the span, the areas, and the choice of a county."""

    selected: Selected
    span: Span
    areas: Areas

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Return schools due and visited county by county; raises NoData where no school is due in the span."""
        found = coverage_store.span_coverage(self.span)
        if found.empty:
            raise NoData("本时段没有应督导的学校，请核对学校登记表。")
        return found

    @cached_property
    def choice(self) -> selection.Choice[str]:
        """Return the choice of a county; the one with most schools not visited is the default."""
        gaps = (self.coverage["schools_due"] - self.coverage["schools_visited"]).to_list()
        codes = [code for code in self.coverage["area_code"] if code in self.areas]
        worst = self.coverage["area_code"].iloc[gaps.index(max(gaps))]
        return selection.one_of("county", codes or [worst], worst)

    @property
    def county(self) -> str:
        return self.choice.current()

    @property
    def county_name(self) -> str:
        return self.areas.full_name(self.county)


def pick_span(selected: Selected) -> Span:
    """Draw the slider of the quarter's months and the whole quarter; the newest month is the default."""
    spans = spans_of(selected.quarter, selected.cutoff)
    known = {span.code: span for span in spans}
    newest = [span for span in spans if len(span.months) == 1][-1]
    choice = selection.one_of("month", list(known), newest.code)
    code = choice.prepare()
    if len(spans) > 1:
        st.select_slider(
            "月份（或全季度）",
            list(known),
            key=choice.widget_key,
            format_func=lambda text: known[text].name if len(known[text].months) == 1 else "全季度",
            on_change=choice.publish,
        )
    return known[code]


def pick_county(place: Place, codes: list[str], label: str) -> None:
    """Draw the picker of a county, for the keyboard and for places too small to hit on the map."""
    place.choice.prepare()
    st.selectbox(
        label,
        [area.area_code for area in place.areas.all if area.area_code in set(codes)],
        key=place.choice.widget_key,
        format_func=place.areas.full_name,
        on_change=place.choice.publish,
        placeholder="请选择县（市、区）",
    )


def choose(place: Place, code: str) -> None:
    """Choose a county; for use in callbacks."""
    place.choice.put(code)


def show_counties(table: pd.DataFrame, headings: Mapping[str, object], key: str, place: Place, height: int) -> None:
    """Show one row per county (columns area_code, name and those of the headings); a click chooses the county."""

    def clicked() -> None:
        row = selection.clicked_row(key)
        if row is not None:
            choose(place, str(table["area_code"].iloc[row]))

    st.dataframe(
        table[["name", *headings]],
        key=key,
        hide_index=True,
        # One county, all that some accounts see, needs no empty rows below it.
        height=min(height, ROW_PIXELS * (len(table) + 1) + 2),
        on_select=clicked,
        selection_mode="single-row",
        placeholder="—",
        column_config={"name": st.column_config.TextColumn("县（市、区）", width=125), **headings},
    )


def named(frame: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the rows of the counties that are known, with `name`."""
    known = frame.loc[frame["area_code"].isin(areas.by_code)]
    return known.assign(name=[areas.full_name(code) for code in known["area_code"]]).reset_index(drop=True)


def number(heading: str, form: str = "%d", width: int = 80) -> object:
    """Return how a column of numbers is shown."""
    return st.column_config.NumberColumn(heading, format=form, width=width)


def show_list(rows: pd.DataFrame, headings: Mapping[str, str], height: int) -> None:
    """Show rows under Chinese headings; what is empty is a dash."""
    st.dataframe(rows[list(headings)].rename(columns=headings), hide_index=True, height=height, placeholder="—")


def offer_rows(
    rows: pd.DataFrame, headings: Mapping[str, str], title: str, notes: Mapping[str, str], place: Place, key: str
) -> None:
    """Offer rows as a workbook, with what they are, of when and by which scheme on its second sheet."""
    cutoff = place.selected.cutoff
    about = {
        "统计时段": place.span.name + ("（未结束，为暂定数）" if place.span.is_provisional else ""),
        "数据截止日": print_date(place.span.last if place.span.last < cutoff else cutoff),
        "行数": f"{len(rows)}行",
        **notes,
        "评分方案": place.selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    offer_workbook(
        f"下载（Excel，{len(rows):,}行）",
        lambda: rows,
        headings,
        title,
        about,
        file_name=f"{title}（截止{cutoff.isoformat()}）.xlsx",
        key=key,
        rows=len(rows),
    )


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return percentages; missing where there is nothing to divide by."""
    return part / whole.where(whole > 0) * 100
