"""定稿印发: what still stands against issuing, the act of freezing and issuing, and what was issued before."""

import re
from datetime import date

import pandas as pd
import streamlit as st

from bulletin.contents import Contents
from bulletin.fields import FIELD_NAMES, PLACEHOLDER, PersonFields
from bulletin.kinds import Kind
from bulletin.unit_contents import UnitContents, compose_unit
from bulletin.writing import render_contents, render_unit
from components import bulletin_store, issue_store, selection, store, template_store
from components.bulletin_view import repeated_texts
from components.correction_view import show_correction
from components.final_file import obstacles_of, pick_final, show_changes
from components.frame import Selected
from components.issue_store import Sending
from components.notices import explained
from components.sign_in_view import offers
from components.word_download import offer_as_kept
from data_access.workspace.drafts import Draft
from supervision.areas import Area, Areas
from supervision.assessment import Assessment
from supervision.faults import InputRejected
from supervision.periods import Quarter, print_date
from supervision.permissions import Act

MOST_SHOWN = 5
_PRINTED_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@explained()
def show_issuing(assessment: Assessment, selected: Selected, kind: Kind, area: Area | None) -> None:
    """Show the obstacles, the button that issues, and the files issued so far."""
    st.subheader("定稿并登记印发", anchor=False)
    st.caption(
        f"登记时保存本次考评结果（截止{print_date(selected.cutoff)}，方案 {selected.scheme.id}）的全部数字"
        "和这份 Word 文件，以后不能更改，只能由新文件替代；任何时候都可以取回与登记时完全相同的文件。"
    )
    if offers(Act.ISSUE):
        _show_act(assessment, selected, kind, area)
    _show_issued(issue_store.issued(selected.quarter), assessment.areas)


def _show_act(assessment: Assessment, selected: Selected, kind: Kind, area: Area | None) -> None:
    code = area.area_code if area else ""
    fields = bulletin_store.entered_fields(selected, kind, code)
    final = pick_final()
    if final is None:
        faults: list[str] = [*bulletin_store.faults(selected, kind, code)]
    else:
        faults = obstacles_of(final, selected, kind, code, fields.document_number)
        show_changes(final)
    obstacles = [
        *_second_person(bulletin_store.typed_draft(selected.quarter, kind, code)),
        *_open_fields(fields, kind),
        *repeated_texts(bulletin_store.repeated_keys()),
        *faults,
    ]
    if obstacles:
        more = f"\n- 另有{len(obstacles) - MOST_SHOWN}项" if len(obstacles) > MOST_SHOWN else ""
        st.text("还不能登记：\n" + "\n".join(f"- {each}" for each in obstacles[:MOST_SHOWN]) + more)
    is_checked = st.checkbox("已核对全部内容，登记后不可更改", key="issue_checked", disabled=bool(obstacles))
    if st.button("定稿并登记印发", type="primary", disabled=bool(obstacles) or not is_checked, key="issue"):
        with st.spinner("正在生成文件并登记…"):
            docx = final.docx if final else _make(_document(selected, kind, area), fields)
            issued_on = read_date(fields.issue_date)
            sending = Sending(kind.value, code, fields.document_number, issued_on, docx, "")
            issue_store.freeze_and_issue(assessment, sending)
        selection.start_over()


def _document(selected: Selected, kind: Kind, area: Area | None) -> Contents | UnitContents:
    if area is None:
        return bulletin_store.contents(selected, kind)
    facts = bulletin_store.facts(selected.quarter, selected.cutoff)
    return compose_unit(facts, area.area_code, is_demo=store.is_demo())


def _open_fields(fields: PersonFields, kind: Kind) -> list[str]:
    """Return which fields nobody has filled in yet."""
    wanted = ["document_number", "issue_date", "printing_date", *([] if kind.goes_down else ["signer"])]
    return [f"“{FIELD_NAMES[name]}”尚未填写" for name in wanted if PLACEHOLDER in getattr(fields, name)]


def _second_person(of: Draft) -> list[str]:
    try:
        issue_store.refuse_own_draft(of)
    except InputRejected as fault:
        return [fault.sentence]
    return []


def _make(document: Contents | UnitContents, fields: PersonFields) -> bytes:
    """Return the file of a document; raises GateClosed where it contradicts itself."""
    templates = template_store.active()
    if isinstance(document, UnitContents):
        code, is_demo = document.area.area_code, document.is_demo
        return render_unit(document.facts, code, is_demo=is_demo, fields=fields, templates=templates)
    return render_contents(document, fields=fields, templates=templates)


def read_date(printed: str) -> date:
    """Return the day of a date as documents write it; ValueError where there is none."""
    found = _PRINTED_DATE.fullmatch(printed)
    if not found:
        raise ValueError(printed)
    return date(*map(int, found.groups()))


def _show_issued(issued: pd.DataFrame, areas: Areas) -> None:
    st.subheader("已印发", anchor=False)
    if issued.empty:
        st.info("还没有登记过印发件。")
        return
    table = issued_table(issued, areas)
    st.dataframe(table, hide_index=True, height=min(38 + 35 * len(table), 320))
    chosen = st.selectbox(
        "取回文件",
        list(issued["id"]),
        format_func=dict(zip(issued["id"], table["发文字号"] + "　" + table["文件"], strict=True)).get,
        placeholder="请选择文件",
        key="issued_file",
    )
    row = issued.loc[issued["id"] == chosen].iloc[0]
    offer_as_kept(
        "下载印发件（Word）",
        lambda: issue_store.issued_file(int(row["id"])),
        file_name=f"{row['number']}.docx",
        key="download_issued",
    )
    if row["is_current"] and Kind(row["kind"]).goes_down:
        show_correction(row)


def issued_table(issued: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the issued files as staff read them: 状态, 发文字号, 文件, 成文日期, 数据截止, 登记时间, 校验值."""
    numbers = dict(zip(issued["id"], issued["number"], strict=True))
    replaced_by = {row["supersedes"]: numbers[row["id"]] for row in issued.to_dict("records")}
    return pd.DataFrame(
        {
            "状态": [
                "● 现行" if current else f"○ 已由{replaced_by[number]}替代"
                for number, current in zip(issued["id"], issued["is_current"], strict=True)
            ],
            "发文字号": issued["number"],
            "文件": [_title(row["kind"], row["area_code"], row["quarter"], areas) for row in issued.to_dict("records")],
            "成文日期": issued["issued_on"].map(lambda day: day.isoformat()),
            "数据截止": issued["cutoff"].map(lambda day: day.isoformat()),
            "登记时间": issued["issued_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "校验值": issued["content_hash"].str[:16],
        }
    )


def _title(kind: str, area_code: str, quarter: str, areas: Areas) -> str:
    place = areas[area_code].name if area_code in areas else area_code
    return f"{Quarter.parse(quarter).name}{place}{Kind(kind).word}"
