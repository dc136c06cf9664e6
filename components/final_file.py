"""A finished file that staff changed in Word: whether it may be issued, and what was changed in it by hand."""

from dataclasses import dataclass

import streamlit as st

from bulletin.context import DRAFT_MARK
from bulletin.gate.stamp import STAMP
from bulletin.kinds import Kind
from bulletin.proof.findings import Proof, check_file
from bulletin.proof.opening import WrittenFile, open_document, read_headers
from bulletin.proof.words import explain
from bulletin.watermark import unmark_pages
from components import bulletin_store
from components.frame import Selected
from components.notices import show_rejected
from supervision.faults import InputRejected

MOST_SHOWN = 8
HEAD_BLOCKS = 3
"""Paragraphs of the red head: the office, its number, and a 密级 or 份号 that staff may have put above."""


@dataclass(frozen=True)
class FinalFile:
    """A file that was put into the box, with what its proof found."""

    docx: bytes
    written: WrittenFile
    proof: Proof


def pick_final() -> FinalFile | None:
    """Draw the box for a file changed in Word and return what was put into it; None where nothing usable was."""
    file = st.file_uploader("在 Word 中改过的定稿文件（没有改过的不用选，由系统生成）", type="docx", key="final_file")
    if file is None:
        return None
    try:
        written = open_document(file.getvalue())
        # The mark says who fetched the draft; what is issued bears none.
        docx = unmark_pages(file.getvalue())
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return None
    return FinalFile(docx, written, check_file(written))


def obstacles_of(final: FinalFile, selected: Selected, kind: Kind, area_code: str, number: str) -> list[str]:
    """Return what stands against issuing a file: another document's, of other data, or without its number."""
    listed = final.written.listed
    found = []
    if (listed.kind, listed.area_code, listed.quarter) != (kind.value, area_code, selected.quarter):
        found.append("所选文件不是这一季度、这一文种（单位）的文件")
    elif listed.cutoff != selected.cutoff:
        found.append(f"所选文件的数据截止{listed.cutoff.isoformat()}，与页面所选不同")
    elif listed.snapshot != bulletin_store.snapshot(selected.quarter, selected.cutoff):
        found.append("生成所选文件后数据有变化，请重新生成后再修改")
    # Under the red name; in the text the same number may stand for another document.
    if not any(number in block.text for block in final.written.blocks[:HEAD_BLOCKS]):
        found.append(f"所选文件中没有发文字号“{number}”")
    marks = [mark for mark in (DRAFT_MARK, STAMP) if mark in read_headers(final.docx)]
    return found + [f"所选文件的页眉仍标注“{mark}”" for mark in marks]


def show_changes(final: FinalFile) -> None:
    """Say which figures of the file were changed by hand, one by one."""
    findings = final.proof.findings
    if not findings:
        st.caption("所选文件中的数字均与生成时一致。")
        return
    lines = [explain(finding) for finding in findings[:MOST_SHOWN]]
    if len(findings) > MOST_SHOWN:
        lines.append(f"另有{len(findings) - MOST_SHOWN}处，见“核对文件”")
    st.text(f"所选文件中有{len(findings)}处数字经人工改动，请逐处核实：\n" + "\n".join(lines))
