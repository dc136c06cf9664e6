"""更正说明: whether the data behind an issued file have changed, and the letter that corrects it."""

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from bulletin.correction import Correction, render_correction
from bulletin.proof.opening import open_document
from components import bulletin_store, issue_store, selection, store, template_store
from components.notices import explained
from components.word_download import offer_word
from supervision.periods import Quarter, print_date


def show_correction(issued: Mapping[Hashable, Any]) -> None:
    """Say whether today's data are those of an issued file, a row of `issue_store.issued`, and offer its correction."""
    quarter, cutoff = Quarter.parse(issued["quarter"]), issued["cutoff"]
    now, then = bulletin_store.snapshot(quarter, cutoff), issue_store.frozen_snapshot(int(issued["frozen_id"]))
    if now == then:
        st.caption(f"现有数据（截止{print_date(cutoff)}）与印发时完全相同，没有需要更正的内容。")
        return
    st.warning("印发后数据有变化，请核对印发件中的数字是否需要更正。")
    if st.button("核对并生成更正说明", key="correct"):
        with explained():
            selection.remember("correction", (int(issued["id"]), now, _render(issued)))
    kept = selection.recall("correction")
    if not isinstance(kept, tuple) or kept[:2] != (int(issued["id"]), now):
        return
    docx: bytes = kept[2]
    offer_word(
        "下载更正说明（Word）",
        lambda: docx,
        file_name=f"关于{issued['number']}有关数据的更正说明 送审稿.docx",
        key="download_correction",
    )


def _render(issued: Mapping[Hashable, Any]) -> bytes:
    facts = bulletin_store.facts(Quarter.parse(issued["quarter"]), issued["cutoff"])
    written = open_document(issue_store.issued_file(int(issued["id"])))
    return render_correction(
        Correction(written, issued["number"], facts), is_demo=store.is_demo(), templates=template_store.active()
    )
