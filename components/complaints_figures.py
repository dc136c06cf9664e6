"""举报: the figures of a place, and its complaints by channel and by category."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from components import complaint_store
from components.complaints_files import offer_parts
from components.escaping import html_escape
from components.method_view import table_html
from components.notices import explained
from components.page_place import PagePlace
from supervision.complaint_numbers import CATEGORY, CHANNEL, category_name, sum_facet, totals_of
from supervision.complaint_states import on_time_rate, plain_rate
from supervision.faults import NoData
from supervision.printing import print_count, print_counts, print_number, print_percent, print_value

TOPICS = {"cases": "在办和督办清单", "parts": "渠道和类别", "places": "各地比较", "seasons": "时段预警"}
NOT_APPLICABLE, LONGEST_LARGE = "不适用", 7
PART_HEADINGS = {
    "received": "收到",
    "raw": "原始件",
    "transferred": "转办",
    "closed": "办结",
    "on_time": "其中按期",
    "open": "在办",
    "overdue": "超期",
}


class ComplaintsPlace(PagePlace):
    """A place and its complaints."""

    @cached_property
    def parts(self) -> pd.DataFrame:
        """Return the counties' numbers as `complaint_numbers.facets`.

        Raises NoData where the register holds nothing up to the cut-off: that is not a place without complaints.
        """
        if not complaint_store.has_any(self.selected.cutoff):
            raise NoData("举报登记中没有截止日以前收到的举报。请由业务系统写入后再查看。")
        return complaint_store.numbers(self.selected.quarter, self.selected.cutoff)

    @property
    def is_county(self) -> bool:
        return self.areas[self.area_code].level == "county"

    @cached_property
    def totals(self) -> Mapping[str, int]:
        return totals_of(self.parts, self.codes)


@explained()
def show_complaint_figures(place: ComplaintsPlace) -> None:
    """Show the figures of the place, each on a tile with what it is made of."""
    show_tiles(figures_of(place))


@dataclass(frozen=True)
class Opening:
    """What a click on a tile opens, in one word (明细, 清单), and the callback that does."""

    what: str
    open: Callable[[], None]


def show_tiles(figures: Sequence[tuple[str, str, tuple[str, ...]]], opens: Mapping[str, Opening] | None = None) -> None:
    """Show figures (name, value, notes) on a tile each; `opens`: by name, what a click on the tile opens."""
    with st.container(key="figures"):
        for number, (name, value, notes) in enumerate(figures):
            opening = (opens or {}).get(name)
            with st.container(key=f"figure_{number}"):
                st.html(_tile(name, value, (*notes, f"{opening.what}›") if opening else notes))
                if opening:
                    words = f"查看“{name}”的{opening.what}"
                    st.button(words, key=f"open_figure_{number}", on_click=opening.open, width="stretch")


def figures_of(place: ComplaintsPlace) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return name, value and notes of each figure; what the assessment counts is read from it."""
    totals, rules = place.totals, place.selected.scheme.complaints
    count = {
        name: place.count(f"complaints_{name}")
        for name in ("received", "received_raw", "closed", "on_time", "open_overdue", "answerable")
    }
    repeated = count["received_raw"] - count["received"]
    rate, days, density = (place.assessment.indicator(place.area_code, each) for each in ("12.1", "12.2", "12.3"))
    share = print_percent(totals["transferred"] / count["received"]) if count["received"] else NOT_APPLICABLE
    plain = _percent(plain_rate(count["on_time"], count["closed"]))
    return [
        (
            "收到举报",
            _cases(count["received"]),
            (
                f"原始{_cases(count['received_raw'])}",
                f"重复{_cases(repeated)}",
                f"已转办{_cases(totals['transferred'])}（{share}）",
            ),
        ),
        ("办结", _cases(count["closed"]), (f"其中按期{_cases(count['on_time'])}",)),
        ("在办", _cases(totals["open"]), (f"{rules.due_soon_days}日内到期{_cases(totals['soon'])}",)),
        (
            "超期未办结",
            _cases(count["open_overdue"]),
            (f"满{rules.remind_workdays}个工作日应催办{_cases(totals['urge'])}",),
        ),
        (
            rate.indicator.name,
            print_value(rate),
            (print_counts(count["on_time"], count["answerable"]), f"仅按办结计{plain}"),
        ),
        (days.indicator.name, print_value(days), (f"办结{_cases(count['closed'])}",)),
        (
            density.indicator.name,
            print_value(density),
            (_pupils(density.denominator),),
        ),
    ]


def _pupils(number: float | None) -> str:
    return "在校生数未报送" if number is None else f"在校生{print_number(number / 10_000, 1)}万人"


def _cases(number: float) -> str:
    return f"{print_count(number)}件"


def _percent(share: float | None) -> str:
    return NOT_APPLICABLE if share is None else print_percent(share)


def _tile(name: str, value: str, notes: Sequence[str]) -> str:
    # A long value, such as a rate with its unit, is set smaller rather than cut on a small screen.
    size = ' style="font-size:1.2rem;line-height:1.85"' if len(value) > LONGEST_LARGE else ""
    words = "".join(f"<span>{html_escape(note)}</span>" for note in notes)
    return (
        f'<div class="figure"><div class="figure-name">{html_escape(name)}</div>'
        f'<div class="figure-value"{size}>{html_escape(value)}</div><div class="figure-note">{words}</div></div>'
    )


@explained()
def show_parts(place: ComplaintsPlace) -> None:
    """Show the complaints of the place by channel and by category, with the rates of each."""
    scheme = place.selected.scheme
    channels = sum_facet(place.parts, CHANNEL, place.codes)
    categories = sum_facet(place.parts, CATEGORY, place.codes)
    categories.index = pd.Index([category_name(code, scheme) for code in categories.index], dtype=object)
    for heading, title, parts in (("渠道", "按举报渠道（件）", channels), ("类别", "按举报内容类别（件）", categories)):
        st.subheader(title, anchor=False)
        if parts.empty:
            st.markdown("本季度没有收到举报，也没有在办的举报。")
            continue
        st.html(parts_html(parts, heading))
        offer_parts(parts, heading, PART_HEADINGS, place.name, place.selected, is_county=place.is_county)
    st.caption(
        "按期办结率＝按期办结÷（办结＋超期未办结）；“仅按办结计”不含超期未办结，只作对照。重复件只计一次，原始件含重复；超期指超期未办结。"
    )


def parts_html(parts: pd.DataFrame, heading: str) -> str:
    """Return the table of parts with their rates and a line that adds them up."""
    rows = [_part_row(str(name), row) for name, row in parts.iterrows()]
    rows.append(_part_row("合计", parts.sum()))
    headings = (heading, *PART_HEADINGS.values(), "按期办结率", "仅按办结计")
    return table_html(headings, rows, numbers=frozenset(range(1, len(headings))))


def _part_row(name: str, row: "pd.Series[int]") -> tuple[str, ...]:
    rate = on_time_rate(row["on_time"], row["closed"], row["overdue"])
    plain = plain_rate(row["on_time"], row["closed"])
    return (name, *(print_count(row[each]) for each in PART_HEADINGS), _percent(rate), _percent(plain))
