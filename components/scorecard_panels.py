"""What a leader may ask further of a scorecard, one question at a time: only the one that is asked is worked out."""

from dataclasses import replace

import streamlit as st

from charts.strip import draw_strip
from charts.theme import SCREEN
from components import reason_store, selection
from components.escaping import md_escape
from components.frame import Selected
from components.method_view import table_html
from components.notices import explained
from components.pictures import show_picture
from components.scorecard_reasons import show_change
from components.trial_view import show_trial
from supervision.assessment import Assessment, Scorecard
from supervision.contrasting import Testimony, Verdict, contrast_places
from supervision.printing import print_count, print_number, print_percent

POSITION, CHANGE, CONTRAST, TRIAL = "position", "change", "contrast", "trial"
_QUESTIONS = {
    POSITION: "同类位置",
    CHANGE: "变化原因",
    CONTRAST: "自报、核查与举报互证",
    TRIAL: "权重试算",
}
_AMONG_OTHERS = (POSITION, TRIAL)
"""Questions whose answers are made of the figures of other places."""
MOST_CHILDREN = 10
CONTRAST_HEADINGS = (
    "事项",
    "自报",
    "到校核查",
    "核查次数",
    "相差（百分点）",
    "收到举报（件）",
    "其中属实（件）",
    "判断",
)


@explained()
def show_panels(card: Scorecard, assessment: Assessment, selected: Selected) -> None:
    """Draw the picker of a question and its answer."""
    is_whole = assessment.areas.is_whole
    offered = [key for key in _QUESTIONS if is_whole or key not in _AMONG_OTHERS]
    choice = selection.one_of("question", offered, offered[0])
    asked = choice.prepare()
    st.segmented_control(
        "进一步分析",
        offered,
        key=choice.widget_key,
        format_func=lambda key: _QUESTIONS[key],
        on_change=choice.publish,
    )
    if not is_whole:
        left_out = "、".join(f"“{_QUESTIONS[key]}”" for key in _AMONG_OTHERS)
        st.caption(f"{left_out}要用其他地方的数据，当前账号只显示本地区，不提供；名次仍为全省同类地方中的名次。")
    if asked == CHANGE:
        show_change(card, selected)
    elif asked == CONTRAST:
        show_contrast(card, assessment, selected)
    elif asked == TRIAL:
        show_trial(assessment, card.area.area_code)
    else:
        show_position(card, assessment)


def show_position(card: Scorecard, assessment: Assessment) -> None:
    """Show where the place stands among its peers."""
    picture = draw_strip(assessment, card.area.area_code, replace(SCREEN, row_height=24, font_size=13))
    show_picture(picture, "strip")
    if not picture.is_empty:
        st.caption(
            f"菱形为{md_escape(card.area.short_name)}；细线为{card.area.peer_group}的最低至最高得分，灰条为中间一半（四分位），"
            "竖线为中位数。只与同类地方比较。"
        )


def show_contrast(card: Scorecard, assessment: Assessment, selected: Selected) -> None:
    """Show self-report beside visits and complaints, the strongest contradiction first; then those of the children."""
    complaints = reason_store.complaints_by_category(selected.quarter, selected.cutoff)
    own = contrast_places(assessment, (card.area.area_code,), complaints)
    st.html(table_html(CONTRAST_HEADINGS, [contrast_row(each) for each in own], numbers=frozenset(range(1, 7))))
    children = tuple(child.area_code for child in assessment.areas.children(card.area.area_code))
    against = [
        each for each in contrast_places(assessment, children, complaints) if each.verdict is Verdict.CONTRADICTED
    ]
    if children:
        st.markdown(f"**所辖地方中明显不符的共{len(against)}项**" + _listed(len(against)))
    if against:
        rows = [(assessment.areas[each.area_code].name, *contrast_row(each)) for each in against[:MOST_CHILDREN]]
        st.html(table_html(("地方", *CONTRAST_HEADINGS), rows, numbers=frozenset(range(2, 8))))
    st.caption(limits_text(assessment))


def _listed(found: int) -> str:
    return f"（列差距最大的{MOST_CHILDREN}项）" if found > MOST_CHILDREN else ""


def contrast_row(testimony: Testimony) -> tuple[str, ...]:
    """Return one matter as it is printed."""
    said, seen = testimony.reported, testimony.visited
    return (
        testimony.contrast.name,
        said.state.value if said.value is None else print_percent(said.value),
        "未核查" if seen.value is None else print_percent(seen.value),
        "—" if seen.denominator is None else print_count(seen.denominator),
        "—" if testimony.gap is None else print_number(testimony.gap * 100, 1),
        print_count(testimony.complaints),
        print_count(testimony.confirmed),
        testimony.verdict.value,
    )


def limits_text(assessment: Assessment) -> str:
    """Return the rule of the verdicts in words."""
    limits = assessment.scheme.attention
    return (
        f"自报达到{print_percent(limits.reported_at_least, 0)}、核查不少于{limits.visits_at_least}次且相差"
        f"{print_number(limits.gap_at_least * 100, 0)}个百分点以上的为“{Verdict.CONTRADICTED}”；"
        f"相差{print_number(limits.gap_noticed * 100, 0)}个百分点以上的为“{Verdict.DOUBTFUL}”。"
        "举报为本季度收到的该类举报（重复件只计一次），属实含部分属实。"
    )
