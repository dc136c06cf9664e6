"""修改草稿: every paragraph of a document as it will be printed, with its edits, old figures and stray numbers."""

import streamlit as st

from bulletin.contents import Contents
from bulletin.drafted import PARAGRAPH
from bulletin.drafting import DraftParagraph, EditedText, basis_of, renew
from bulletin.kinds import Kind
from components import bulletin_store, issue_store, selection
from components.draft_picks import show_pick_state, show_picking
from components.escaping import html_escape
from components.frame import Selected
from components.notices import explained, show_rejected
from components.sign_in import may
from data_access.workspace.drafts import Draft, Edit
from supervision.faults import ChangedMeanwhile
from supervision.permissions import Act
from supervision.picking import CaseKind

SECTIONS = {
    "cautions": "数据说明",
    "overview": "总体情况",
    "rankings": "排名",
    "achievements": "主要成效",
    "practices": "典型做法",
    "problems": "主要问题",
    "typical_problems": "典型问题",
    "cases": "整改和举报办理",
    "next_steps": "下一步工作",
}


@explained()
def show_drafting(selected: Selected, kind: Kind) -> None:
    """Show one section of a document paragraph by paragraph; each may be edited and is kept."""
    if kind in (Kind.UNIT, Kind.SUMMONS):
        name = "一市一单" if kind is Kind.UNIT else "约谈建议材料"
        st.info(f"{name}由系统按各地情况自动撰写，不在此修改；发文字号等栏目可以填写。")
        return
    contents = bulletin_store.draft_contents(selected, kind)
    section = _pick_section(contents)
    draft = bulletin_store.typed_draft(selected.quarter, kind)
    rows = issue_store.draft(draft).set_index("place")["version"].to_dict()
    kind_of_case = next((each for each in CaseKind if each.value == section), None)
    for paragraph in contents.drafts[section]:
        _show_paragraph(paragraph, draft, rows.get(f"{PARAGRAPH}{paragraph.place}", 0))
        if kind_of_case:
            show_pick_state(kind_of_case, paragraph, draft, selected)
    if kind_of_case:
        show_picking(kind_of_case, draft, contents.facts, selected)
    elif not contents.drafts[section]:
        st.info("这一部分本季度没有文字。")


def _pick_section(contents: Contents) -> str:
    choice = selection.one_of("section", list(SECTIONS), "overview")
    section = choice.prepare()
    st.segmented_control(
        "部分",
        list(SECTIONS),
        key=choice.widget_key,
        format_func=lambda name: f"{SECTIONS[name]}{_mark(contents, name)}",
        on_change=choice.publish,
    )
    return section


def _mark(contents: Contents, section: str) -> str:
    """Return how many records were picked, how many paragraphs were edited, and whether any needs a look."""
    paragraphs = contents.drafts[section]
    number = sum(paragraph.is_edited for paragraph in paragraphs)
    marks = [f"{len(paragraphs)}条"] if section in set(CaseKind) and paragraphs else []
    marks += [f"改{number}"] if number else []
    if any(paragraph.stale or paragraph.loose or paragraph.is_displaced for paragraph in paragraphs):
        marks.append("须核对")
    return f"（{'，'.join(marks)}）" if marks else ""


def _show_paragraph(paragraph: DraftParagraph, draft: Draft, version: int) -> None:
    text, button = st.columns([7, 1], vertical_alignment="top")
    with text:
        st.html(paragraph_html(paragraph))
    is_open = selection.recall("editing") == (draft, paragraph.place)
    with button:
        st.button(
            "收起" if is_open else "修改",
            key=f"edit:{paragraph.place}",
            on_click=_open,
            args=(None if is_open else (draft, paragraph.place), version),
            disabled=not may(Act.DRAFT),
        )
    if is_open:
        _show_editor(paragraph, draft)


def paragraph_html(paragraph: DraftParagraph) -> str:
    """Return a paragraph as it will be printed, and under it what is to be known of it."""
    notes = []
    if paragraph.is_edited and not paragraph.is_displaced:
        notes.append("● 已修改")
    if paragraph.is_displaced:
        notes.append("■ 数据变化后此处已是另一段文字，原修改没有印出，请点“修改”查看")
    for old in paragraph.stale:
        now = old.now or "现已无此数"
        notes.append(f"▲ 数字已变：<del>{html_escape(old.was)}</del> → <ins>{html_escape(now)}</ins>")
    notes += [f"▲ 没有出处的数字：{html_escape(number)}" for number in paragraph.loose]
    under = f'<p class="draft-note">{"　".join(notes)}</p>' if notes else ""
    return f'<div class="draft"><p>{html_escape(paragraph.printed.text)}</p>{under}</div>'


def _open(place: tuple[Draft, str] | None, version: int) -> None:
    selection.remember("editing", place)
    selection.remember("seen_version", version)
    selection.remember("typed_round", int(str(selection.recall("typed_round") or 0)) + 1)


def _show_editor(paragraph: DraftParagraph, draft: Draft) -> None:
    key = f"typed:{selection.recall('typed_round')}"
    kept = _kept_text(draft, paragraph)
    st.text_area("段落文字", kept or paragraph.printed.text, key=key, height=170)
    if kept is not None and paragraph.is_displaced:
        st.caption("上面是原来修改的文字；现在这里自动撰写的文字见上。")
    with st.container(horizontal=True):
        st.button("保存", key="save_paragraph", type="primary", on_click=_save, args=(paragraph, draft, key))
        if paragraph.stale:
            st.button("改用新数", key="renew_figures", on_click=_renew, args=(paragraph, draft))
        if paragraph.is_edited:
            st.button("恢复自动撰写", key="give_back", on_click=_keep, args=(paragraph, draft, None))
    if told := selection.recall("draft_told"):
        selection.remember("draft_told", None)
        show_rejected(str(told))
    _show_history(draft, paragraph)


def _kept_text(draft: Draft, paragraph: DraftParagraph) -> str | None:
    """Return the newest text that was typed for a place, also where it is not printed; None where there is none."""
    rows = issue_store.draft(draft).set_index("place")["content"]
    kept = rows.get(f"{PARAGRAPH}{paragraph.place}")
    return kept if isinstance(kept, str) else None


def _save(paragraph: DraftParagraph, draft: Draft, key: str) -> None:
    _keep(paragraph, draft, selection.typed_text(key))


def _renew(paragraph: DraftParagraph, draft: Draft) -> None:
    rows = issue_store.draft(draft).set_index("place")
    row = rows.loc[f"{PARAGRAPH}{paragraph.place}"]
    _keep(paragraph, draft, renew(EditedText(row["content"], row["basis"]), paragraph.written).content)


def _keep(paragraph: DraftParagraph, draft: Draft, text: str | None) -> None:
    """Keep what was typed; where somebody was quicker, tell both texts and keep what stands in the box."""
    content = None if text is None or text.strip() in ("", paragraph.written.text) else text.strip()
    seen = int(str(selection.recall("seen_version") or 0))
    place = f"{PARAGRAPH}{paragraph.place}"
    try:
        issue_store.save(Edit(draft, place, content, seen, basis_of(paragraph.written)))
    except ChangedMeanwhile as told:
        rows = issue_store.draft(draft).set_index("place")["version"]
        selection.remember("seen_version", int(rows[place]))
        theirs = told.theirs or "（已恢复自动撰写）"
        selection.remember(
            "draft_told",
            f"没有保存：他人刚刚修改了这一段，改为：“{theirs}”。您的文字仍在框中，对照后再点“保存”即以您的为准，"
            "对方的文字保留在修改记录中。",
        )
        return
    selection.remember("editing", None)


def _show_history(draft: Draft, paragraph: DraftParagraph) -> None:
    history = issue_store.draft_history(draft, f"{PARAGRAPH}{paragraph.place}")
    if history.empty:
        return
    with st.expander(f"修改记录（{len(history)}次）"):
        for row in history.iloc[::-1].to_dict("records"):
            text = row["content"] if isinstance(row["content"], str) else "（恢复自动撰写）"
            st.text(f"{row['edited_at']:%Y-%m-%d %H:%M}　第{row['version']}次\n{text}")
