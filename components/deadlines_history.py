"""期限: which unit handed in late how often, paper by paper, with the file of it."""

import pandas as pd
import streamlit as st

from components import store
from components.deadlines_view import Board
from components.download import offer_workbook
from components.notices import explained
from supervision.periods import Quarter, print_date
from supervision.submission_states import SubmissionState, lateness

COUNTS = {"due": "应报", "on_time": "已报", "late": "迟报", "missing": "未报", "returned": "退回"}


def history_table(board: Board) -> pd.DataFrame:
    """Return the history as people read it: place, the counts, then a column per paper; most lapses first."""
    found = lateness(board.papers, board.codes, board.selected.cutoff)
    papers = [name for name in found.columns if name not in ("area_code", *COUNTS)]
    shown = pd.DataFrame({"报送单位": [board.areas[code].name for code in found["area_code"]]})
    for name, heading in COUNTS.items():
        shown[heading] = found[name]
    for name in papers:
        shown[_heading(name)] = [None if pd.isna(state) else SubmissionState(state).value for state in found[name]]
    lapses = found["late"] + found["missing"] + found["returned"]
    return shown.iloc[lapses.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _heading(name: str) -> str:
    """Return the heading of a paper: 季度情况 22年一季度, 年度报告 2022年."""
    kind, period = name.split(" ", 1)
    return f"{kind} {Quarter.parse(period).short_name if 'Q' in period else f'{period}年'}"


@explained()
def show_history(board: Board) -> None:
    """Show every unit's papers due before the cut-off, and offer them as a workbook."""
    table = history_table(board)
    if len(table.columns) == 1 + len(COUNTS):
        st.markdown("截止日以前没有到期的报送事项。")
        return
    st.dataframe(
        table, key="paper_history", hide_index=True, height=min(560, 35 * (len(table) + 1) + 2), placeholder="—"
    )
    st.caption("迟报、未报、退回多的在前；“—”为登记簿没有这一期的记录。")
    title = "各报送单位历次材料报送情况"
    notes = {
        "数据截止日": print_date(board.selected.cutoff),
        "口径": "期限在截止日以前的材料；期限当日收到为已报，之后收到为迟报，退回的不算已报",
        "来源": "材料报送登记",
        "评分方案": board.selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    offer_workbook(
        f"下载（Excel，{len(table)}行）",
        lambda: table,
        {name: name for name in table.columns},
        title,
        notes,
        file_name=f"{title}（截止{board.selected.cutoff.isoformat()}）.xlsx",
        key="download_history",
        rows=len(table),
    )
