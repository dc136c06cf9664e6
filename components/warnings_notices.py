"""预警: the notices that were issued, the days they have waited for an acknowledgement, and the rules of the scheme."""

from collections import Counter

import pandas as pd
import streamlit as st

from components.audit_store import record_view
from components.escaping import md_escape
from components.method_view import table_html
from components.notices import explained
from components.summons_parts import pick_one
from components.warnings_parts import MOST_PIXELS, ROW_PIXELS, WarningsPlace, offer_rows
from supervision.complaint_numbers import category_name
from supervision.warning_notices import NoticeState
from supervision.warning_words import rule_text

ALL = "全部"
HEADINGS = {
    "issued_on": "发出日期",
    "place": "发往地区",
    "category": "类别",
    "title": "标题",
    "state": "回执",
    "acknowledged_on": "回执日期",
    "waited": "历时（日）",
}
STATES = (NoticeState.LATE, NoticeState.WAITING, NoticeState.ANSWERED)


@explained()
def show_notices(place: WarningsPlace) -> None:
    """Show the notices by what became of them, those without an acknowledgement for too long first."""
    record_view("预警提示", f"截止{place.selected.cutoff}")
    table, days = notices_table(place), place.scheme.warnings.answer_days
    counted = Counter(table["state"])
    parts = "　".join(f"{state.value} **{counted[state.value]}**" for state in STATES)
    st.markdown(f"截止日以前共发出 **{len(table)}** 份：{parts}")
    st.caption(f"发出后超过{days}日未回执的为逾期未回执；历时自发出之日至回执之日或截止日。")
    state = pick_one("answer", "回执", [ALL, *(each.value for each in STATES)])
    wanted = table if state == ALL else table.loc[table["state"] == state]
    if wanted.empty:
        st.info("按所选条件没有预警提示。")
        return
    st.dataframe(
        wanted.rename(columns=HEADINGS),
        key="notices",
        hide_index=True,
        height=min(MOST_PIXELS, ROW_PIXELS * (len(wanted) + 1) + 2),
        placeholder="—",
    )
    offer_rows(wanted, HEADINGS, "预警提示", place, "download_notices")


def notices_table(place: WarningsPlace) -> pd.DataFrame:
    """Return a row per notice with the columns of HEADINGS, the late ones first, then the newest."""
    cutoff, scheme = place.selected.cutoff, place.scheme
    rows = [
        {
            "issued_on": each.issued_on,
            "place": place.areas.full_name(each.area_code),
            "category": category_name(each.category, scheme),
            "title": each.title,
            "state": each.state(cutoff, scheme).value,
            "acknowledged_on": each.acknowledged_on,
            "waited": ((each.acknowledged_on or cutoff) - each.issued_on).days,
        }
        for each in place.notices()
    ]
    order = [state.value for state in STATES]
    return pd.DataFrame(sorted(rows, key=lambda row: order.index(row["state"])), columns=list(HEADINGS))


@explained()
def show_rules(place: WarningsPlace) -> None:
    """Show every rule in words, with its clause and where it comes from."""
    scheme = place.scheme
    rows = [
        (
            rule.name,
            rule.kind,
            category_name(str(rule.category), scheme),
            "、".join({"province": "省", "city": "市", "county": "县"}[level] for level in rule.places),
            rule_text(rule, scheme),
        )
        for rule in scheme.warning
    ]
    st.html(table_html(("预警", "类型", "类别", "看哪一级", "规则"), rows))
    # Said once below: in the table each would be a column of many lines on a telephone.
    for origin in dict.fromkeys(f"依据：{rule.clause}。规则来源：{rule.source}。" for rule in scheme.warning):
        st.caption(md_escape(origin))
    st.caption(
        "到预警值起一次预警，回到解除值为止只算一次；介于两者之间的，预警中的继续，未预警的不触发；无法判断的季度不触发也不解除。"
    )
