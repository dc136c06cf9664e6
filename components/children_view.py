"""The places summed into a place: total, band and rank of each, the counts of one category, and how they add up."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import selection
from components.escaping import html_escape
from components.notices import explained
from components.places import choose_place
from supervision.assessment import Assessment, CategoryScore
from supervision.children import ChildrenSum, sum_children, sum_sentence
from supervision.printing import print_counts, print_score

NOT_RATED, NOTHING, ROW_PIXELS = "未评", "—", 35


@explained()
def show_children(assessment: Assessment, area_code: str, category: CategoryScore) -> None:
    """Show the children of a place at a category; a click on a row opens the child's card. Nothing for a county."""
    children = assessment.areas.children(area_code)
    if not children:
        return
    ids = tuple(value.indicator.id for value in category.indicators)
    sums = sum_children(assessment, area_code, ids)
    table = children_table(assessment, area_code, category, sums)

    def clicked() -> None:
        row = selection.clicked_row("children")
        if row is not None:
            choose_place(assessment.areas, str(table.index[row]))

    noun = sums[0].noun if sums else "地方"
    with st.expander(f"所辖{len(children)}个{noun}：总分和“{category.category.name}”各项计数，合计与本级核对"):
        st.caption("指标列为分子／分母。点击一行打开该地记分卡。")
        st.dataframe(
            table,
            key="children",
            hide_index=True,
            height=min(420, ROW_PIXELS * (len(table) + 1) + 2),
            on_select=clicked,
            selection_mode="single-row",
            column_config={
                "总分": st.column_config.NumberColumn(format="%.1f", alignment="right"),
                "名次": st.column_config.NumberColumn(format="%d", alignment="right"),
                category.category.short_name: st.column_config.NumberColumn(format="%.1f", alignment="right"),
            }
            | {key: st.column_config.TextColumn(alignment="right") for key in table.columns if key[0].isdigit()},
            placeholder=NOTHING,
        )
        items = "".join(f"<li>{html_escape(sum_sentence(each))}</li>" for each in sums)
        st.html(f'<div class="attention"><h4>合计与本级</h4><ul>{items}</ul></div>')


def children_table(
    assessment: Assessment, area_code: str, category: CategoryScore, sums: Sequence[ChildrenSum]
) -> pd.DataFrame:
    """Return a row per child in statistical order, index area_code; scores as they are printed, ranks as numbers."""
    children = assessment.areas.children(area_code)
    codes = [child.area_code for child in children]
    totals = assessment.totals.set_index("area_code").loc[codes]
    frame = assessment.categories
    own = frame.loc[frame["category_id"] == category.category.id].set_index("area_code").loc[codes]
    bands = assessment.scheme.band

    def printed(scores: "pd.Series[float]") -> list[float | None]:
        # As printed elsewhere, so that no rounding puts a score into another band.
        return [None if pd.isna(score) else float(print_score(score, bands)) for score in scores]

    columns = {
        "地方": [child.name for child in children],
        "总分": printed(totals["score"]),
        "等次": [band if isinstance(band, str) else NOT_RATED for band in totals["band"]],
        "名次": totals["rank"].astype("Int64").to_list(),
        category.category.short_name: printed(own["score"]),
    }
    for each in sums:
        columns[f"{each.whole.indicator.id}　{each.whole.indicator.name}"] = [
            part.state.value if part.numerator is None else print_counts(part.numerator, part.denominator)
            for part in each.parts
        ]
    return pd.DataFrame(columns, index=codes)
