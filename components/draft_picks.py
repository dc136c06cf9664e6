"""典型做法 and 典型问题 on the draft desk: what was picked, what changed in the data, what is offered."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from bulletin.drafted import pick_place, picked_keys
from bulletin.drafting import TEXT, DraftParagraph, basis_of
from bulletin.facts import Facts
from bulletin.sections.examples import write_example
from components import issue_store, pick_store, selection, store
from components.escaping import html_escape
from components.frame import Selected
from components.notices import show_rejected
from components.places import SCHOOL_PAGE, choose_place
from components.sign_in import may
from data_access.workspace.drafts import Draft, Edit
from supervision.areas import Areas
from supervision.faults import ChangedMeanwhile
from supervision.periods import print_date
from supervision.permissions import Act
from supervision.picking import Case, CaseKind, ProblemCase, VisitCase, is_still
from supervision.problem_states import HELD, RELAPSED, ProblemState

PROBLEMS_PAGE = "screens/leaders/problems.py"
_TOLD = "picks_told"


def show_pick_state(kind: CaseKind, paragraph: DraftParagraph, draft: Draft, selected: Selected) -> None:
    """Show what is to be known of a picked record, and the buttons to move it up or take it out."""
    keys = picked_keys(issue_store.draft(draft))[kind]
    key = paragraph.place.partition("/")[2]
    case = next(each for each in pick_store.picks(draft, selected.cutoff)[kind] if each.key == key)
    was = _basis(draft, kind, key).get(TEXT, "")
    if was != paragraph.written.text:
        old, new = html_escape(was), html_escape(paragraph.written.text)
        st.html(f'<p class="draft-note">▲ 记录已有变化：<del>{old}</del> → <ins>{new}</ins></p>')
    if not is_still(kind, case):
        st.html(f'<p class="draft-note">■ 按现有数据，这条记录已不符合{kind.word}的条件，请核实是否仍要列入。</p>')
    if not may(Act.DRAFT):
        return
    with st.container(horizontal=True):
        if keys.index(key) > 0:
            st.button("上移", key=f"up:{key}", on_click=_move_up, args=(draft, kind, key))
        if was != paragraph.written.text:
            st.button("已核对", key=f"seen:{key}", on_click=_see, args=(draft, kind, key, paragraph))
        st.button("移出", key=f"out:{key}", on_click=_take_out, args=(draft, kind, key))


def show_picking(kind: CaseKind, draft: Draft, facts: Facts, selected: Selected) -> None:
    """Show the picked records that the data no longer hold, and what is offered to pick from."""
    if told := selection.recall(_TOLD):
        selection.remember(_TOLD, None)
        show_rejected(str(told))
    keys = picked_keys(issue_store.draft(draft))[kind]
    held = {case.key for case in pick_store.picks(draft, selected.cutoff)[kind]}
    for key in (each for each in keys if each not in held):
        _show_gone(kind, draft, key)
    offered = [case for case in pick_store.candidates(kind, selected.quarter, selected.cutoff) if case.key not in keys]
    rule = selected.scheme.picks
    st.subheader(f"可供挑选的{kind.word}（{len(offered)}条）", anchor=False)
    st.caption(
        f"{_RULES[kind].format(days=rule.days_early)}每个县（市、区）最多{rule.most_in_county}条，共不超过{rule.most}条。"
        "文字由系统按登记的代码和日期撰写，不含学校、机构和个人的名称；挑选后可以修改。"
        f"通报和报告分别挑选。依据：{rule.source}。"
    )
    if not offered:
        st.info("现有数据中没有（其他）符合条件的记录。")
    areas = store.areas(selected.cutoff)
    for case in offered:
        _show_offer(kind, draft, case, facts, areas)


_RULES = {
    CaseKind.PRACTICE: (
        "本季度四项核查均达标、未发现问题的到校督导（上级督导、“四不两直”在前），"
        "以及比要求时限提前{days}日以上完成整改、本季度“回头看”巩固的问题。"
    ),
    CaseKind.PROBLEM: "超期未整改和“回头看”发现反弹的问题，程度重的在前，时限早的在前。",
}


def _show_gone(kind: CaseKind, draft: Draft, key: str) -> None:
    was = html_escape(_basis(draft, kind, key).get(TEXT, key))
    st.html(
        f'<div class="draft"><p><del>{was}</del></p>'
        '<p class="draft-note">■ 现有数据中已没有这条记录，没有印出。</p></div>'
    )
    if may(Act.DRAFT):
        st.button("移出", key=f"out:{key}", on_click=_take_out, args=(draft, kind, key))


def _show_offer(kind: CaseKind, draft: Draft, case: Case, facts: Facts, areas: Areas) -> None:
    written = write_example(facts, kind, case)
    text, buttons = st.columns([6, 2], vertical_alignment="top")
    with text:
        why = html_escape(_why(case, facts.assessment.cutoff))
        st.html(f'<div class="draft"><p>{html_escape(written.text)}</p><p class="draft-note">{why}</p></div>')
    with buttons, st.container(horizontal=True):
        if may(Act.DRAFT):
            st.button("挑选", key=f"pick:{case.key}", on_click=_pick, args=(draft, kind, case.key, basis_of(written)))
        st.button("查看记录", key=f"record:{case.key}", type="tertiary", on_click=_open_record, args=(areas, case))


def _why(case: Case, cutoff: date) -> str:
    """Return why a record is offered, and under which number it stands in its register."""
    if isinstance(case, VisitCase):
        return f"到校督导 {case.id}，{print_date(case.visited_on)}，四项核查均达标"
    if case.days_early is not None:
        return f"问题清单 {case.id}，{case.severity}，提前{case.days_early}日完成整改，回头看{HELD}"
    return f"问题清单 {case.id}，{case.severity}，{_standing(case, cutoff)}"


def _standing(case: ProblemCase, cutoff: date) -> str:
    if case.state is ProblemState.RELAPSED and case.look_back_on:
        return f"{print_date(case.look_back_on)}回头看{RELAPSED}"
    return f"{case.state.value}，时限已过{(cutoff - case.due_on).days}日"


def _open_record(areas: Areas, case: Case) -> None:
    choose_place(areas, case.area_code)
    if isinstance(case, VisitCase):
        selection.ask_to_go(SCHOOL_PAGE)
        return
    selection.one_of("problems", ["all"], "").put("all")
    selection.ask_to_go(PROBLEMS_PAGE)


def _pick(draft: Draft, kind: CaseKind, key: str, basis: Mapping[str, str]) -> None:
    positions = [int(text) for text in _positions(draft, kind).values()]
    _save(draft, {pick_place(kind, key): (str(max(positions, default=0) + 1), dict(basis))})


def _take_out(draft: Draft, kind: CaseKind, key: str) -> None:
    _save(draft, {pick_place(kind, key): (None, _basis(draft, kind, key))})


def _see(draft: Draft, kind: CaseKind, key: str, paragraph: DraftParagraph) -> None:
    _save(draft, {pick_place(kind, key): (_positions(draft, kind)[key], basis_of(paragraph.written))})


def _move_up(draft: Draft, kind: CaseKind, key: str) -> None:
    """Let a record change places with the one told before it."""
    keys, positions = picked_keys(issue_store.draft(draft))[kind], _positions(draft, kind)
    before = keys[keys.index(key) - 1]
    _save(
        draft,
        {
            pick_place(kind, key): (positions[before], _basis(draft, kind, key)),
            pick_place(kind, before): (positions[key], _basis(draft, kind, before)),
        },
    )


def _positions(draft: Draft, kind: CaseKind) -> dict[str, str]:
    rows = issue_store.draft(draft).set_index("place")["content"]
    return {key: str(rows[pick_place(kind, key)]) for key in picked_keys(issue_store.draft(draft))[kind]}


def _basis(draft: Draft, kind: CaseKind, key: str) -> dict[str, str]:
    return dict(issue_store.draft(draft).set_index("place")["basis"][pick_place(kind, key)])


def _save(draft: Draft, changes: Mapping[str, tuple[str | None, dict[str, str]]]) -> None:
    versions = issue_store.draft(draft).set_index("place")["version"].to_dict()
    edits = [
        Edit(draft, place, content, int(versions.get(place, 0)), basis) for place, (content, basis) in changes.items()
    ]
    try:
        issue_store.save_together(edits)
    except ChangedMeanwhile:
        selection.remember(_TOLD, "没有保存：他人刚刚改动了挑选的记录，下面已是最新的，请再点一次。")
