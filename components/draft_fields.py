"""由人填写的栏目: what only a person fills, typed here, kept in the workspace, printed in the documents."""

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st

from bulletin.drafted import FIELD
from bulletin.fields import DATES, FIELD_NAMES, usual_recipients
from bulletin.kinds import Kind
from components import bulletin_store, issue_store, selection
from components.frame import Selected
from components.notices import explained, show_rejected
from components.sign_in_view import offers
from data_access.workspace.drafts import Draft, Edit
from supervision.areas import Area
from supervision.faults import ChangedMeanwhile
from supervision.permissions import Act

YES = "是"
SECRECY = re.compile(r"(绝密|机密|秘密)(★(\d+(年|个月|月|天|日)|长期))?")
"""As GB/T 9704-2012, 7.2.2 writes it: 密级, a star, the term."""


@dataclass
class _Form:
    """The boxes as one visitor opened them: what was kept then, so that another's later change is noticed."""

    draft: Draft
    round: int
    """Part of the boxes' keys: a new round shows what is kept now."""
    entered: dict[str, str]
    seen: dict[str, int]


@explained()
def show_fields(selected: Selected, kind: Kind, area: Area | None) -> None:
    """Show the fields of a document with what was entered so far, and save what is entered."""
    st.subheader("由人填写的栏目", anchor=False)
    form = _opened(bulletin_store.typed_draft(selected.quarter, kind, area.area_code if area else ""))
    is_mine = offers(Act.DRAFT)
    with st.form("person_fields", border=False):
        typed = _boxes(selected, kind, area, form)
        saved = st.form_submit_button("保存", disabled=not is_mine)
    _show_news(form)
    if saved:
        _save(form, {name: text for name, text in typed.items() if text != form.entered[name]})


def _show_news(form: _Form) -> None:
    """Say which fields another person has changed since the boxes were opened, and offer to read them again."""
    rows = issue_store.draft(form.draft).set_index("place")["version"].to_dict()
    news = [FIELD_NAMES[name] for name, seen in form.seen.items() if rows.get(f"{FIELD}{name}", 0) > seen]
    if news:
        st.caption(f"打开本页后他人已修改：{'、'.join(news)}。")
        st.button("重新读取", key="read_fields_again", on_click=_read_again, args=(form,))


def _read_again(form: _Form) -> None:
    """Show what is kept now in boxes of a new round."""
    selection.remember("fields_form", _read(form.draft, form.round + 1))


def _opened(draft: Draft) -> _Form:
    """Return the form that this visitor has open, or a new one of what is kept now."""
    open_one = selection.recall("fields_form")
    if isinstance(open_one, _Form) and open_one.draft == draft:
        return open_one
    form = _read(draft, open_one.round + 1 if isinstance(open_one, _Form) else 1)
    selection.remember("fields_form", form)
    return form


def _read(draft: Draft, number: int) -> _Form:
    """Return a form of what is kept now."""
    rows = issue_store.draft(draft).set_index("place").to_dict("index")
    kept = {name: rows.get(f"{FIELD}{name}", {}) for name in FIELD_NAMES}
    entered = {name: str(row.get("content") or "") for name, row in kept.items()}
    return _Form(draft, number, entered, {name: int(row.get("version", 0)) for name, row in kept.items()})


def _boxes(selected: Selected, kind: Kind, area: Area | None, form: _Form) -> dict[str, str]:
    """Draw a box per field and return what stands in them, as kept: dates as 2022-12-26."""
    usual, entered, key = usual_recipients(kind, area), form.entered, f"field:{form.round}"
    number_hint = f"{selected.scheme.office.document_prefix}〔{selected.cutoff.year}〕×号"
    left, right = st.columns(2)
    with left:
        number = st.text_input("发文字号", entered["document_number"], placeholder=number_hint, key=f"{key}:number")
        signer = "" if kind.goes_down else st.text_input("签发人", entered["signer"], key=f"{key}:signer")
    with right:
        issue = st.text_input("成文日期", entered["issue_date"], placeholder="如 2022-12-26", key=f"{key}:issue")
        printing = st.text_input("印发日期", entered["printing_date"], placeholder="如 2022-12-26", key=f"{key}:print")
    with left:
        secrecy = st.text_input(
            "密级和保密期限", entered["secrecy"], placeholder="一般不填；如 秘密★1年", key=f"{key}:secrecy"
        )
    recipients = st.text_area("主送", entered["recipients"] or usual, height=80, key=f"{key}:recipients").strip()
    approval = kind is Kind.CIRCULAR and st.checkbox(
        "正文写明“经省政府同意”", value=bool(entered["approval"]), key=f"{key}:approval"
    )
    return {
        "document_number": number.strip(),
        "signer": signer.strip(),
        "issue_date": issue.strip(),
        "printing_date": printing.strip(),
        "recipients": "" if recipients == usual else recipients,
        "approval": YES if approval else "",
        "secrecy": secrecy.strip(),
    }


def _save(form: _Form, changed: dict[str, str]) -> None:
    """Keep what was typed; where somebody was quicker with a field, say so and leave the box as it is."""
    if wrong := _unreadable(changed):
        show_rejected(wrong)
        return
    told = [text for name, typed in changed.items() if (text := _keep(form, name, typed))]
    if told:
        show_rejected("".join(told))
        return
    # The boxes show what was typed, which is what is kept now; the rest of the page is drawn anew.
    selection.start_over()


def _keep(form: _Form, name: str, typed: str) -> str | None:
    """Save one field; return what to tell where another person was quicker."""
    try:
        edit = Edit(form.draft, f"{FIELD}{name}", typed or None, form.seen[name])
        form.seen[name], form.entered[name] = issue_store.save(edit), typed
    except ChangedMeanwhile as told:
        rows = issue_store.draft(form.draft).set_index("place")["version"]
        form.seen[name], form.entered[name] = int(rows[f"{FIELD}{name}"]), told.theirs or ""
        return (
            f"“{FIELD_NAMES[name]}”没有保存：他人刚刚改为“{told.theirs or '空'}”，您填的是“{typed}”。"
            "再点一次“保存”即以您填的为准。"
        )
    return None


def _unreadable(changed: dict[str, str]) -> str | None:
    """Return what is wrong with a date or a 密级 that was typed; None where nothing is."""
    if (typed := changed.get("secrecy")) and not SECRECY.fullmatch(typed):
        return f"没有保存：“{FIELD_NAMES['secrecy']}”{typed}无法识别，应写作 秘密★1年 这样的形式；没有密级的不填。"
    for name in DATES:
        try:
            if changed.get(name):
                date.fromisoformat(changed[name])
        except ValueError:
            return f"没有保存：“{FIELD_NAMES[name]}”{changed[name]}无法识别，应写作 2022-12-26 这样的形式。"
    return None
