"""点名与不点名的理由: who the documents call behind, who not, and why, before anything is exported."""

import pandas as pd
import streamlit as st

from components import bulletin_store
from components.frame import Selected
from components.notices import explained
from supervision.scheme import Scheme

CHINESE_NUMBERS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六"}


@explained()
def show_naming(selected: Selected) -> None:
    """Show the decisions on naming, as `bulletin_store.naming` has them."""
    st.subheader("点名与不点名的理由", anchor=False)
    st.caption(rule_text(selected.scheme))
    decisions = bulletin_store.naming(selected.quarter, selected.cutoff)
    named = int(decisions["is_named"].sum())
    close = decisions.loc[decisions["is_close"]]
    every = st.toggle(f"列出全部（共{len(decisions)}项）", key="every_decision")
    shown = decisions if every else close
    st.caption(f"点名{named}项；数据靠后但不点名{len(close) - named}项。" + ("" if every else "数据不靠后的未列出。"))
    if shown.empty:
        st.info("本季度没有数据靠后的地方。")
        return
    st.dataframe(
        table_of(shown),
        hide_index=True,
        height=min(38 + 35 * len(shown), 420),
        column_config={"理由": st.column_config.TextColumn(width="large")},
    )


def table_of(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions as staff read them: 事项, 地方, 数据, 是否点名, 理由."""
    said = decisions["is_named"].map({True: "● 点名", False: "○ 不点名"})
    return pd.DataFrame(
        {
            "事项": decisions["matter"],
            "地方": decisions["place"],
            "数据": decisions["figure"],
            "是否点名": said,
            "理由": decisions["reason"],
        }
    )


def rule_text(scheme: Scheme) -> str:
    """Return the rule in words, with the numbers of the scheme."""
    rule = scheme.naming
    parts = CHINESE_NUMBERS.get(rule.last_of, str(rule.last_of))
    last = "、".join(f"{row.group}后{row.most}位" for row in rule.last)
    return (
        f"只有数据完整、样本充足（指标分母不少于{rule.least_cases}）、名次落在同组最后一组（{last}，"
        f"且不超过有名次单位的{parts}分之一）的地方才点名；按综合得分点名的，还须得分低于{rule.good_from:g}分，"
        "且权重变动时名次仍全部落在最后一组。自报数据不作为点名依据。"
    )
