"""问责登记: decisions by kind with sums that close, filters, and a file; never a person's name."""

import pandas as pd
import streamlit as st

from components import summons_store
from components.audit_store import record_view
from components.method_view import table_html
from components.notices import explained
from components.summons_parts import ALL, NOTHING, SummonsPlace, day_text, offer_register, pick_level, pick_one
from supervision.printing import print_count

UNIT, PERSON = "单位", "个人"
UNIT_KINDS = ("公开批评", "约谈", "督导通报", "资源调整", "行政处罚")
PERSON_KINDS = ("责令检查", "约谈", "通报批评", "组织处理", "处分", "移交监察、司法")
HEADINGS = {
    "decided_on": "决定日期",
    "place": "地方",
    "subject": "对象",
    "measure": "问责方式",
    "document_no": "文号",
    "reasons": "此前一年内的约谈（事由）",
}
DAYS_BEFORE = 365
"""A summons so many days before a decision at most is listed beside it; the data name no reason of their own."""


@explained()
def show_accountability(place: SummonsPlace) -> None:
    """Show the register by kind, the rows with filters, and the file."""
    record_view("问责登记", f"截止{place.selected.cutoff}")
    every = summons_store.accountability(place.selected.cutoff)
    if every.empty:
        st.info("截止日以前没有问责记录。")
        return
    st.markdown(f"截止日以前共问责 **{print_count(len(every))}** 项。")
    st.html(kinds_html(every))
    level_place, subject_place, kind_place = st.columns(3)
    with level_place:
        level = pick_level()
    with subject_place:
        subject = pick_one("subject", "对象", [ALL, UNIT, PERSON])
    with kind_place:
        kind = pick_one("kind_of_measure", "问责方式", [ALL, *kinds_of(every)])
    wanted = every.loc[[place.is_wanted(code, level) for code in every["area_code"]]]
    wanted = wanted.loc[(wanted["subject"] == subject) | (subject == ALL)]
    wanted = wanted.loc[(wanted["measure"] == kind) | (kind == ALL)]
    table = accountability_table(wanted, summons_store.interviews(place.selected.cutoff), place)
    st.dataframe(table.rename(columns=HEADINGS), key="accountability", hide_index=True, placeholder=NOTHING)
    st.caption(
        "共享数据库的问责记录只有对象、方式、日期和文号，没有事由一列；这里列出该地此前一年内的约谈及其事由供核对，"
        "不等于问责的事由。对个人的问责不含姓名。"
    )
    notes = {"事由": "数据约定中没有问责事由，所列为该地此前一年内的约谈", "对象": "对个人的问责不含姓名"}
    offer_register(table, HEADINGS, "问责登记", place, notes, "download_accountability")


def kinds_of(decisions: pd.DataFrame) -> list[str]:
    """Return the kinds of the rules, then those that the data hold besides."""
    known = list(dict.fromkeys((*UNIT_KINDS, *PERSON_KINDS)))
    return [*known, *sorted(set(decisions["measure"]) - set(known))]


def kinds_html(decisions: pd.DataFrame) -> str:
    """Return how many decisions of each kind against units and persons, with sums; kinds of neither list besides."""
    counts = decisions.groupby(["measure", "subject"]).size()
    rows = []
    for kind in kinds_of(decisions):
        unit, person = (int(counts.get((kind, subject), 0)) for subject in (UNIT, PERSON))
        if unit or person or kind in UNIT_KINDS:
            rows.append((kind, print_count(unit), print_count(person), print_count(unit + person)))
    totals = [int((decisions["subject"] == subject).sum()) for subject in (UNIT, PERSON)]
    rows.append(("合计", *(print_count(total) for total in totals), print_count(sum(totals))))
    return table_html(("问责方式", "单位（项）", "个人（项）", "合计（项）"), rows, frozenset({1, 2, 3}))


def accountability_table(decisions: pd.DataFrame, interviews: pd.DataFrame, place: SummonsPlace) -> pd.DataFrame:
    """Return a row per decision with the columns of HEADINGS."""
    rows = [
        {
            "decided_on": day_text(row["decided_on"]),
            "place": place.areas.full_name(row["area_code"]),
            "subject": row["subject"],
            "measure": row["measure"],
            "document_no": row["document_no"] or NOTHING,
            "reasons": summons_before(row["area_code"], row["decided_on"], interviews),
        }
        for row in decisions.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS))


def summons_before(area_code: str, decided_on: object, interviews: pd.DataFrame) -> str:
    """Return the summons of the place in the year before a decision, the newest first, or that there was none."""
    own = interviews.loc[interviews["area_code"] == area_code].to_dict("records")
    found = [row for row in own if 0 <= (decided_on - row["held_on"]).days <= DAYS_BEFORE]  # type: ignore[operator]
    return "；".join(f"{day_text(row['held_on'])}　{row['trigger']}" for row in found) or "无约谈记录"
