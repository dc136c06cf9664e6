"""The bulletin's page: the kind of document, and what is missing or provisional before it goes out."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from bulletin.kinds import Kind
from components import bulletin_store, selection
from components.escaping import html_escape
from components.findings_view import relation_text
from components.notices import explained
from supervision.assessment import Assessment, Rating
from supervision.attention import (
    CONTRADICTION,
    LATE_REPORT,
    NOT_REPORTED,
    REVISED_LATE,
    UNBALANCED,
    Attention,
)
from supervision.periods import month_end, print_date

_CHECKED = (NOT_REPORTED, LATE_REPORT, UNBALANCED, REVISED_LATE, CONTRADICTION)
_ADDRESSEES = {
    Kind.CIRCULAR: "通报（下发）",
    Kind.REPORT: "报告（上报）",
    Kind.UNIT: "一市一单",
    Kind.SUMMONS: "约谈建议材料",
}
MOST_SHOWN = 5
MAKE, DRAFT, ISSUE, CHECK, TEMPLATES = "生成文件", "修改草稿", "定稿印发", "核对文件", "模板"
STEPS = (MAKE, DRAFT, ISSUE, CHECK, TEMPLATES)


def pick_step() -> str:
    """Draw the picker of what is to be done with the quarter's documents."""
    choice = selection.one_of("step", STEPS, MAKE)
    step = choice.prepare()
    st.segmented_control(
        "办理步骤", STEPS, key=choice.widget_key, on_change=choice.publish, label_visibility="collapsed"
    )
    return step


def pick_kind() -> Kind:
    """Draw the picker of the document's kind."""
    choice = selection.one_of("kind", [kind.value for kind in _ADDRESSEES], Kind.CIRCULAR.value)
    kind = Kind(choice.prepare())
    st.segmented_control(
        "文种",
        [each.value for each in _ADDRESSEES],
        key=choice.widget_key,
        format_func=lambda value: _ADDRESSEES[Kind(value)],
        on_change=choice.publish,
    )
    return kind


def show_checklist(assessment: Assessment, matters: tuple[Attention, ...], today: date) -> None:
    """Show what stands against sending the document: deadline, provisional figures, missing and doubtful reports."""
    st.subheader("印发前核对", anchor=False)
    st.html(f'<div class="attention">{"".join(checklist_html(assessment, matters, today))}</div>')


@explained()
def show_repeated_keys() -> None:
    """Show which relations hold a key more than once, as one more point of the checklist."""
    st.html(f'<div class="attention">{_block("编号重复", repeated_texts(bulletin_store.repeated_keys()))}</div>')


def repeated_texts(repeated: Mapping[str, int]) -> list[str]:
    """Return a sentence for each relation in which keys stand more than once."""
    return [
        f"{relation_text(name)}有{keys}个编号重复，有关数字可能重复计算，请数据库管理员更正"
        for name, keys in repeated.items()
    ]


def checklist_html(assessment: Assessment, matters: tuple[Attention, ...], today: date) -> list[str]:
    """Return a block per point; a point without findings says so."""
    blocks = [_block("期限", [deadline_text(assessment, today)]), _block("暂定数", provisional_texts(assessment))]
    for kind in _CHECKED:
        blocks.append(_block(kind, [matter.sentence for matter in matters if matter.kind == kind]))
    unranked = [
        f"{unit.name}可评类别不足，不参加排名"
        for unit in assessment.areas.units
        if assessment.total(unit.area_code).rating is not Rating.RATED
    ]
    return [*blocks, _block("不排名", unranked)]


def _block(title: str, sentences: list[str]) -> str:
    items = "".join(f"<li>{html_escape(sentence)}</li>" for sentence in sentences[:MOST_SHOWN]) or "<li>无</li>"
    more = f"（列前{MOST_SHOWN}项）" if len(sentences) > MOST_SHOWN else ""
    number = f"{len(sentences)}项{more}" if sentences else "无"
    return f"<h4>{html_escape(title)}　{number}</h4><ul>{items}</ul>" if sentences else f"<h4>{title}　{number}</h4>"


def deadline_text(assessment: Assessment, today: date) -> str:
    """Return when the bulletin is due and how many days are left on a day."""
    deadline = assessment.scheme.deadline_for("季度通报")
    due = assessment.quarter.months[(deadline.month_of_quarter or 3) - 1].replace(day=deadline.day or 25)
    left = (due - today).days
    said = f"距期限还有{left}天" if left >= 0 else f"已过期限{-left}天"
    return f"{assessment.quarter.name}通报应于{print_date(due)}前印发，按数据最新日期{print_date(today)}计，{said}"


def provisional_texts(assessment: Assessment) -> list[str]:
    """Return what is provisional at the cut-off."""
    if assessment.cutoff >= assessment.quarter.ends_on:
        return []
    texts = ["本季度尚未结束，举报、整改、执法等季度累计数为截至截止日的数字"]
    if assessment.cutoff < month_end(assessment.cutoff.replace(day=1)):
        texts.append(f"{assessment.cutoff.month}月学校督导覆盖率为截至截止日的暂定数")
    return texts
