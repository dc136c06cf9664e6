"""What the views of 约谈与问责 share: the choice of a view, filters kept in the link, earlier steps of a place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import selection, store, summons_store
from components.download import offer_workbook
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from supervision.areas import Areas
from supervision.periods import print_date
from supervision.scheme import Scheme
from supervision.summons_record import measures_taken
from supervision.summons_steps import is_day

TOPICS = {
    "suggestions": "约谈建议",
    "interviews": "约谈登记",
    "accountability": "问责登记",
    "contests": "申辩",
}
ALL = "全部"
LEVELS = {"all": ALL, "units": "报送单位", "counties": "县（市、区）"}
NOTHING = "—"


@dataclass(frozen=True)
class SummonsPlace:
    """What every view of the page needs."""

    selected: Selected
    areas: Areas

    @property
    def scheme(self) -> Scheme:
        return self.selected.scheme

    def is_wanted(self, area_code: str, level: str) -> bool:
        """Return whether a place is of the level chosen; a province-direct county and 济源 are units."""
        is_unit = area_code in {unit.area_code for unit in self.areas.units}
        return level == "all" or is_unit == (level == "units")


def pick_level() -> str:
    """Draw the choice of the level of places."""
    return pick_one("level", "级别", list(LEVELS), LEVELS.__getitem__)


def pick_one(name: str, label: str, offered: Sequence[str], said: Callable[[str], str] = str) -> str:
    """Draw a choice among some texts, the first of them at first, kept in the link."""
    choice = selection.one_of(name, offered, offered[0])
    chosen = choice.prepare()
    st.selectbox(label, list(offered), key=choice.widget_key, format_func=said, on_change=choice.publish)
    return chosen


def pick_from(name: str, label: str, names: Mapping[str, str]) -> str:
    """Draw the choice of one row of a list, by its key; one that the list does not hold gives way to the first."""
    choice = selection.text_choice(name)
    kept = choice.current()
    if kept and kept not in names:
        # A filter or another quarter has shortened the list; the link may come from another day.
        st.caption("原先选定的一项不在当前清单中，以下为清单的第一项。")
    current = kept if kept in names else next(iter(names))
    picker = selection.Picker(f"{name}_picker", current, choice.put)
    st.selectbox(label, list(names), key=picker.prepare(), format_func=names.__getitem__, on_change=picker.publish)
    return current


def choose_row(name: str, table_key: str, keys: Sequence[str]) -> None:
    """Take over the row that was clicked in a table; its `on_select`. `keys`: of its rows, in their order."""
    row = selection.clicked_row(table_key)
    if row is not None:
        selection.text_choice(name).put(keys[row])


def day_text(value: object) -> str:
    """Return a day as it stands in a table; a dash for none."""
    return str(value)[:10] if is_day(value) else NOTHING


def earlier_steps(area_code: str, place: SummonsPlace) -> list[tuple[str, str, str, str]]:
    """Return what was done before at a place up to the cut-off, the newest first: day, step, why, document number."""
    cutoff = place.selected.cutoff
    registers = summons_store.interviews(cutoff), summons_store.accountability(cutoff), summons_store.warnings(cutoff)
    return [
        (day_text(each.taken_on), each.measure, each.matter, each.document_no or NOTHING)
        for each in measures_taken(*registers, area_code)
    ]


@explained()
def show_earlier_steps(area_code: str, place: SummonsPlace) -> None:
    """Show what was done before at a place, or that nothing was."""
    rows = earlier_steps(area_code, place)
    if rows:
        st.html(table_html(("日期", "措施", "事由和去向", "文号"), rows))
    else:
        st.markdown("截止日以前没有预警提示、约谈和问责记录。")


def offer_register(
    rows: pd.DataFrame, headings: Mapping[str, str], title: str, place: SummonsPlace, notes: Mapping[str, str], key: str
) -> None:
    """Offer rows as a workbook that says what it holds, of when, by which scheme, invented or not."""
    selected = place.selected
    about = {
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "行数": f"{len(rows)}行",
        **notes,
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    offer_workbook(
        f"下载（Excel，{len(rows)}行）",
        lambda: rows,
        headings,
        title,
        about,
        file_name=f"{title}（截止{selected.cutoff.isoformat()}）.xlsx",
        key=key,
        rows=len(rows),
    )
