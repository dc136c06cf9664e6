"""核对文件: a Word file held against its own list of figures and against today's data."""

import pandas as pd
import streamlit as st

from bulletin.manifest import hash_snapshot
from bulletin.proof.describing import describe
from bulletin.proof.findings import Proof, Verdict, check_file
from bulletin.proof.opening import open_document
from bulletin.proof.today import figures_today
from bulletin.proof.words import explain_data, explain_position, summarise
from components import bulletin_store
from components.notices import explained
from supervision.assessment import Assessment

MOST_SHOWN = 500


@explained()
def show_check() -> None:
    """Show a box for a Word file, and what is found in the file that was put there."""
    st.caption(
        "选择本系统生成的 Word 文件（经 Word、WPS 等编辑保存过的也可以），逐个核对其中的数字："
        "是否与生成时一致，是否被人工改动，是否与现有数据一致，有没有没有出处的数字。文件只用于核对，不保存。"
    )
    file = st.file_uploader("要核对的 Word 文件（.docx，不超过20 MB）", type="docx", key="file_to_check")
    if file is not None:
        with explained():
            _show(*prove(file.getvalue()))


def prove(docx: bytes) -> tuple[Proof, Assessment]:
    """Return what is found in a file, and today's data; raises InputRejected where the file is not ours."""
    written = open_document(docx)
    facts = bulletin_store.facts(written.listed.quarter, written.listed.cutoff)
    proof = check_file(written, figures_today(facts, written.listed), hash_snapshot(facts.assessment))
    return proof, facts.assessment


def _show(proof: Proof, assessment: Assessment) -> None:
    st.text(summarise(proof))
    st.text("　".join(filter(None, (explain_data(proof), explain_position(proof)))))
    if not proof.findings:
        st.success("没有发现问题：文中数字均与生成时和现有数据一致，没有来历不明的数字。")
        return
    st.warning(f"发现{len(proof.findings)}处需要核实。")
    rows = findings_table(proof, assessment)
    st.dataframe(
        rows.head(MOST_SHOWN),
        hide_index=True,
        height=min(38 + 35 * min(len(rows), MOST_SHOWN), 560),
        column_config={"上下文": st.column_config.TextColumn(width="large")},
    )


def findings_table(proof: Proof, assessment: Assessment) -> pd.DataFrame:
    """Return the findings as staff read them: 问题, 数字, 文件中, 应为, 上下文, 数字名称."""
    rows = []
    for finding in proof.findings:
        is_behind = finding.verdict in (Verdict.STALE, Verdict.GONE)
        in_file, expected = (finding.was, finding.now) if is_behind else (finding.now, finding.was)
        what = str(describe(finding.name, assessment)) if finding.name else "—"
        name = finding.name or "—"
        rows.append((str(finding.verdict), what, in_file or "—", expected or "—", finding.around, name))
    return pd.DataFrame(rows, columns=["问题", "数字", "文件中", "应为", "上下文", "数字名称"])
