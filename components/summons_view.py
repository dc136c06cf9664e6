"""约谈建议: the places put forward, each with rules, figures and what was done before; a person decides."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import summons_store
from components.escaping import html_escape, md_escape
from components.notices import explained
from components.rows_view import open_rows_of
from components.summons_decision import decisions_made, show_decision
from components.summons_material import show_material
from components.summons_parts import (
    ALL,
    NOTHING,
    SummonsPlace,
    choose_row,
    offer_register,
    pick_from,
    pick_level,
    pick_one,
    show_earlier_steps,
)
from components.summons_rules import show_rules
from supervision.scheme_summons import TRIGGERS
from supervision.summons import Suggestion, said_of
from supervision.summons_grounds import Ground

WAITING = "待看整改成效"
UNDECIDED = "未决定"
HEADINGS = {
    "place": "地方",
    "trigger": "事由",
    "next": "建议的下一步",
    "running": "连续季度",
    "last": "最近一次措施",
    "decided": "本季度决定",
}
FILE_HEADINGS = {**HEADINGS, "length": "出现情况", "rules": "触发规则", "figures": "依据", "clauses": "条款"}
WIDTHS = {"place": 140, "trigger": 110, "next": 145, "running": 85, "last": 230, "decided": 95}
"""In pixels: all columns stand beside each other, uncut, on a small screen."""
ROW_PIXELS, MOST_PIXELS = 35, 400


@explained()
def show_suggestions(place: SummonsPlace) -> None:
    """Show how many are put forward for which step, the list, and the one that is chosen."""
    every = summons_store.suggestions(place.selected.quarter, place.selected.cutoff)
    st.markdown(summary_text(every, place))
    wanted = _filtered(every, place)
    _show_rule_of_the_list(place)
    if not wanted:
        st.info("按所选条件，本季度没有达到约谈规则的地方。")
        return
    table = suggestions_table(wanted, place)
    chosen = _pick(table, [key_of(each) for each in wanted])
    offer_register(
        table,
        FILE_HEADINGS,
        f"{place.selected.quarter.name}约谈建议",
        place,
        {"说明": "按方案规则列出的建议，是否约谈由人决定；名次不单独作为条件"},
        "download_suggestions",
    )
    show_suggestion(next(each for each in wanted if key_of(each) == chosen), place)


def summary_text(found: Sequence[Suggestion], place: SummonsPlace) -> str:
    """Return how many places are put forward for each step, the heaviest first."""
    counted = Counter(step_name(each) for each in found)
    names = [*(row.step for row in reversed(place.scheme.ladder)), WAITING]
    parts = "　".join(f"{name} **{counted[name]}**" for name in names)
    places = len({each.area_code for each in found})
    return f"本季度共 **{len(found)}** 项建议，涉及 **{places}** 个地方：{parts}"


def step_name(suggestion: Suggestion) -> str:
    """Return the next step in short, or that the effect of the last one is waited for."""
    return suggestion.next_step.step if suggestion.next_step else WAITING


def full_name(suggestion: Suggestion) -> str:
    """Return the next step in full, as the heading of a suggestion says it."""
    return suggestion.next_step.name if suggestion.next_step else WAITING


def key_of(suggestion: Suggestion) -> str:
    """Return what names a suggestion in the link: place and number of the trigger."""
    return f"{suggestion.area_code}-{TRIGGERS.index(suggestion.trigger) + 1}"


def _filtered(every: Sequence[Suggestion], place: SummonsPlace) -> list[Suggestion]:
    level_place, trigger_place, step_place = st.columns(3)
    with level_place:
        level = pick_level()
    with trigger_place:
        trigger = pick_one("trigger", "事由", [ALL, *TRIGGERS])
    with step_place:
        names = [row.step for row in place.scheme.ladder]
        step = pick_one("next", "建议的下一步", [ALL, *reversed(names), WAITING])
    return [
        each
        for each in every
        if place.is_wanted(each.area_code, level) and trigger in (ALL, each.trigger) and step in (ALL, step_name(each))
    ]


def _show_rule_of_the_list(place: SummonsPlace) -> None:
    st.caption(
        "只列建议和依据，是否约谈由人决定，决定和理由均留存。同一规则的条件须同时成立；名次不单独作为条件，"
        "数据不完整的地方不列入“工作落后”。一个季度只提醒，连续出现的每次只升一级；往期按同期截止日计算。"
    )
    with st.expander("规则、阶梯和来源"):
        show_rules(place.scheme)


def suggestions_table(found: Sequence[Suggestion], place: SummonsPlace) -> pd.DataFrame:
    """Return a row per suggestion with the columns of FILE_HEADINGS."""
    rules = {rule.id: rule for rule in place.scheme.summons}
    made = decisions_made(place)
    rows = [
        {
            "place": place.areas.full_name(each.area_code),
            "trigger": each.trigger,
            "next": step_name(each),
            "running": f"{each.running}个以上" if each.is_longer else f"{each.running}个",
            "last": f"{each.last_taken.taken_on.isoformat()}　{each.last_taken.step}" if each.last_taken else NOTHING,
            "decided": made.get((each.area_code, each.trigger), UNDECIDED),
            "length": said_of(each),
            "rules": "；".join(rules[ground.rule_id].name for ground in each.grounds),
            "figures": "；".join(point.sentence for ground in each.grounds for point in ground.points),
            "clauses": "；".join(dict.fromkeys(rules[ground.rule_id].clause for ground in each.grounds)),
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=list(FILE_HEADINGS))


def _pick(table: pd.DataFrame, keys: Sequence[str]) -> str:
    """Show the table and return the key of the suggestion chosen in it or beside it."""
    st.dataframe(
        table[list(HEADINGS)].rename(columns=HEADINGS),
        key="suggestions",
        hide_index=True,
        height=min(MOST_PIXELS, ROW_PIXELS * (len(table) + 1) + 2),
        on_select=lambda: choose_row("case", "suggestions", keys),
        selection_mode="single-row",
        column_config={HEADINGS[name]: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
    )
    names = dict(zip(keys, table["place"] + "　" + table["trigger"], strict=True))
    return pick_from("case", "查看其中一项（也可点击上表的一行）", names)


def show_suggestion(suggestion: Suggestion, place: SummonsPlace) -> None:
    """Show one suggestion: its rules with figures, clause and rows, the steps before, and the form of the decision."""
    name = place.areas.full_name(suggestion.area_code)
    st.subheader(f"{md_escape(name)}　{suggestion.trigger}　建议：{full_name(suggestion)}", anchor=False)
    st.markdown(f"{said_of(suggestion)}。")
    evidence, deciding = st.columns([1.5, 1], gap="large")
    with evidence:
        for ground in suggestion.grounds:
            st.html(ground_html(ground, place))
            _show_ways_to_rows(suggestion, ground, place)
        st.markdown("**此前采取的措施**")
        show_earlier_steps(suggestion.area_code, place)
    with deciding:
        show_material(place.selected, suggestion.area_code)
        show_decision(suggestion, place)


def ground_html(ground: Ground, place: SummonsPlace) -> str:
    """Return a rule that is met: its points with figures, its clause and where the rule comes from."""
    rule = next(each for each in place.scheme.summons if each.id == ground.rule_id)
    items = "".join(f"<li>{html_escape(point.sentence)}</li>" for point in ground.points)
    return (
        f'<div class="attention"><h4>{html_escape(rule.name)}</h4><ul>{items}</ul>'
        f"<ul><li>依据：{html_escape(rule.clause)}</li><li>规则来源：{html_escape(rule.source)}</li></ul></div>"
    )


def _show_ways_to_rows(suggestion: Suggestion, ground: Ground, place: SummonsPlace) -> None:
    known = {indicator.id: indicator.name for indicator in place.scheme.indicators(place.selected.quarter)}
    ids = [each for each in dict.fromkeys(point.indicator_id for point in ground.points) if each in known]
    if not ids:
        return
    with st.container(horizontal=True):
        for indicator_id in ids:
            st.button(
                f"查看“{known[indicator_id]}”的明细",
                key=f"rows:{ground.rule_id}:{indicator_id}",
                on_click=open_rows_of,
                args=(place.areas, suggestion.area_code, indicator_id),
            )
