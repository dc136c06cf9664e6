"""举报: the files of the page, with the numbers of counties protected, and what each file says of itself."""

from collections.abc import Callable, Mapping

import pandas as pd

from components import store
from components.download import offer_workbook
from components.frame import Selected
from supervision.periods import print_date
from supervision.small_cells import protect_parts, withheld_text


def notes_of(place_name: str, selected: Selected, **more: str) -> dict[str, str]:
    """Return what the second sheet of a file says: whose figures, of when, by which scheme, invented or not."""
    return {
        "地区": place_name,
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        **more,
        "按期": "期限当日或之前办结；登记簿未登记期限的，自收到之日起"
        f"{selected.scheme.counting.complaint_limit_days}个{selected.scheme.complaints.limit_in}",
        "期限依据": selected.scheme.complaints.limit_source,
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }


def offer_list_file(
    make: Callable[[], pd.DataFrame],
    headings: Mapping[str, str],
    title: str,
    notes: Mapping[str, str],
    selected: Selected,
    *,
    key: str,
    rows: int,
) -> None:
    """Offer rows as a workbook that is made when the button is clicked, not before."""
    offer_workbook(
        f"下载（Excel，{rows:,}行）",
        make,
        headings,
        title,
        notes,
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        key=key,
        rows=rows,
    )


def offer_parts(
    parts: pd.DataFrame,
    heading: str,
    headings: Mapping[str, str],
    place_name: str,
    selected: Selected,
    *,
    is_county: bool,
) -> None:
    """Offer the numbers by channel or category; those of a county with small ones merged or withheld."""
    least = selected.scheme.complaints.cell_at_least
    kept = parts[list(headings)]
    shown = protect_parts(kept, "received", least) if is_county else kept
    rule = f"县级件数少于{least}的合并为“其他”，仍少于的写“{withheld_text(least)}”" if is_county else "无"
    title = f"{place_name}{selected.quarter.name}举报按{heading}统计"
    offer_list_file(
        lambda: shown.rename_axis("part").reset_index(),
        {"part": heading, **headings},
        title,
        notes_of(place_name, selected, 少量件数=rule),
        selected,
        key=f"download_{heading}",
        rows=len(shown),
    )
