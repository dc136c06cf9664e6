"""The rules of 约谈建议 and the ladder as tables; the words come from the scheme."""

import streamlit as st

from components.method_view import table_html
from supervision.scheme import Scheme
from supervision.summons_words import conditions_text, reached_text


def show_rules(scheme: Scheme) -> None:
    """Show every rule with its conditions, clause and source, then the steps of the ladder."""
    rules = [(row.trigger, row.name, conditions_text(row, scheme), row.clause, row.source) for row in scheme.summons]
    st.html(table_html(("事由", "规则", "条件（须同时成立）", "条款", "来源"), rules))
    steps = [(row.name, reached_text(row, place, scheme), row.source) for place, row in enumerate(scheme.ladder)]
    st.html(table_html(("措施", "何时建议", "来源"), steps))
    st.caption(
        f"只计{scheme.summoning.remembered_quarters}个季度以内、且自事由连续出现以来采取的约谈和问责。数据不足以判断的季度视为中断。"
    )
