"""The data-quality page: the check of the whole database on a click, its findings listed and downloadable."""

import re
from collections import Counter

import pandas as pd
import streamlit as st

from components import outage_store, selection, store
from components.download import offer_workbook
from components.method_view import table_html
from components.notices import explained
from data_access.shared.summary_tables import SummaryState, read_summary_state
from data_access.shared.tables import metadata
from supervision.findings import Finding, Severity

HEADINGS = {
    "severity": "性质",
    "relation": "数据表",
    "key": "主键",
    "column": "列",
    "value": "值",
    "rule": "规则或疑问",
}
MOST_SHOWN = 200
_SUMMARIES = {
    SummaryState.CURRENT: "到校督导的汇总表在用，与逐条记录一致。",
    SummaryState.FOREIGN: "到校督导的汇总表由其他版本的程序建立，未予采用，打开较慢。请数据库管理员重新建立。",
    SummaryState.OUTDATED: "到校督导的汇总表待刷新：数据已有变动，目前按逐条记录统计，打开较慢。请数据库管理员刷新。",
}


@explained()
def show_check() -> None:
    """Offer the check; show the findings of the last one made in this session on the same data."""
    version = store.data_version()
    _show_summary_state()
    if st.button("开始核对", type="primary", key="start_check"):
        with explained():
            selection.remember("findings", (version, _check()))
    kept = selection.recall("findings")
    if not isinstance(kept, tuple):
        st.markdown("点击“开始核对”，逐条核对数据库是否符合数据约定；全省数据约需一两分钟。")
        return
    if kept[0] != version:
        st.warning("上次核对以后数据已有变化，以下为旧的核对结果，请重新核对。")
    show_findings(kept[1])


@explained()
def _show_summary_state() -> None:
    """Say whether visits are counted from the summaries of a large database, where there are any."""
    if outage_store.outage() is None and (told := _SUMMARIES.get(store.read(read_summary_state))):
        st.caption(told)


def _check() -> tuple[Finding, ...]:
    bar = st.progress(0.0, text="正在核对…")
    found = store.check_findings(lambda step, share: bar.progress(min(share, 1.0), text=step))
    bar.empty()
    return found


def show_findings(found: tuple[Finding, ...]) -> None:
    """Show how many of each rule, then the findings themselves."""
    if not found:
        st.success("核对完成，没有发现问题。")
        return
    counted = Counter(finding.severity for finding in found)
    st.markdown(
        f"核对完成：错误{counted[Severity.FAULT]}项（已排除在统计之外或须更正），疑问{counted[Severity.QUESTION]}项（须核实）。"
    )
    rows = findings_frame(found)
    offer_workbook(
        "下载全部结果（Excel）",
        lambda: rows,
        HEADINGS,
        "数据核对结果",
        {"项数": f"{len(found)}项"},
        file_name="数据核对结果.xlsx",
        key="download_findings",
        rows=len(rows),
    )
    shown = rows.head(MOST_SHOWN)
    if len(rows) > MOST_SHOWN:
        st.caption(f"以下列出前{MOST_SHOWN}项，其余见下载文件。")
    st.html(table_html(tuple(HEADINGS.values()), [tuple(row) for row in shown.itertuples(index=False)]))


def findings_frame(found: tuple[Finding, ...]) -> pd.DataFrame:
    """Return one row per finding with the columns of HEADINGS, faults first."""
    ordered = sorted(found, key=lambda finding: finding.severity is not Severity.FAULT)
    rows = [(str(f.severity), relation_text(f.relation), f.key, f.column, f.value, f.rule) for f in ordered]
    return pd.DataFrame(rows, columns=list(HEADINGS))


def relation_text(relation: str) -> str:
    """Return a relation as an officer and its keeper both know it: its Chinese name, then its own."""
    table = metadata.tables.get(relation)
    if table is None or not table.comment:
        return relation
    return f"{re.split('[，。；：（]', table.comment)[0]}（{relation}）"
