"""审计记录: the audit log searched and read a page at a time, its chain walked on a click, its rows as a file."""

import math
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from components import audit_store, selection, workspace_store
from components.download import offer_workbook
from components.escaping import md_escape
from components.notices import explained
from components.sign_in import require
from data_access.workspace.auditing import Chain, Search
from supervision.auditing import Kind
from supervision.permissions import Act
from supervision.printing import print_count

TITLE = "审计记录"
PAGE_ROWS, MOST_ROWS = 50, 20_000
"""On screen at a time; in a file at most."""
USUAL_DAYS = 30
ANY = "全部"
HEADINGS = {
    "id": "编号",
    "happened_at": "时间",
    "name": "账号",
    "roles": "角色",
    "kind": "类别",
    "what": "对象",
    "detail": "说明",
    "result": "结果",
    "subject": "账号标识",
}
FILE_HEADINGS = {**HEADINGS, "hash": "校验值"}


def open_audit() -> None:
    """Draw the head of the page; raises AccessRefused where the account may not read the log.

    The page needs nothing of the shared database, so that it can be read while that is away.
    """
    require(Act.READ_AUDIT)
    st.title(TITLE, anchor=False)
    with st.container(key="as_of"):
        st.markdown(
            "谁在什么时候查看、修改、导出了什么，记录是否完整？　｜　只增不改，保存不少于180天，不含正文和举报内容"
        )


def pick_search() -> Search:
    """Draw what may be searched by; return what is, and record that the log is looked at."""
    today = workspace_store.now().date()
    since, until, account, kind, text = st.columns([1, 1, 1.3, 1, 1.7])
    with since:
        first = _pick_day("since", "自", today - timedelta(days=USUAL_DAYS), today)
    with until:
        last = _pick_day("until", "至", today, today)
    with account:
        who = _pick_text("who", "账号", "账号名称或标识中的几个字")
    with kind:
        of_kind = _pick_kind()
    with text:
        about = _pick_text("about", "对象或说明", "其中的几个字，如 导出的文件名")
    search = Search(first, last, who, of_kind, about)
    audit_store.record_view(TITLE, _words(search))
    return search


def _pick_day(name: str, label: str, usual: date, today: date) -> date:
    choice = selection.Choice(name, usual, date.isoformat, date.fromisoformat)
    day = choice.prepare()
    st.date_input(
        label, key=choice.widget_key, max_value=max(today, day), format="YYYY-MM-DD", on_change=_first_page(choice)
    )
    return day


def _pick_text(name: str, label: str, hint: str) -> str:
    choice = selection.text_choice(name)
    current = choice.prepare()
    st.text_input(label, key=choice.widget_key, max_chars=60, placeholder=hint, on_change=_first_page(choice))
    return current.strip()


def _pick_kind() -> Kind | None:
    offered = [ANY, *(kind.value for kind in Kind)]
    choice = selection.one_of("event", offered, ANY)
    chosen = choice.prepare()
    st.selectbox("类别", offered, key=choice.widget_key, on_change=_first_page(choice), placeholder="请选择类别")
    return None if chosen == ANY else Kind(chosen)


def _first_page(choice: "selection.Choice[date] | selection.Choice[str]"):
    def changed() -> None:
        choice.publish()
        selection.forget("entries")

    return changed


def _words(search: Search) -> str:
    parts = [f"{search.first} 至 {search.last}"]
    parts += [f"账号含“{search.account}”"] if search.account else []
    parts += [f"类别 {search.kind}"] if search.kind else []
    parts += [f"含“{search.text}”"] if search.text else []
    return "；".join(parts)


@explained()
def show_events(search: Search) -> None:
    """Show one page of the events looked for, newest first, and offer them as a file."""
    number = audit_store.number_of(search)
    if not number:
        st.info("按所选条件没有记录。")
        return
    page = _pick_page(number)
    found = audit_store.events(search, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS)
    shown = listed_events(found)[list(HEADINGS)].rename(columns=HEADINGS)
    st.dataframe(shown, key="audit_events", hide_index=True, height=min(560, 35 * (len(shown) + 1) + 2))
    _offer(search, number)


def _pick_page(number: int) -> int:
    """Draw the choice of the page; a page that a narrower search does not have is its last."""
    pages = math.ceil(number / PAGE_ROWS)
    choice = selection.Choice("entries", 1, str, lambda text: max(int(text), 1))
    current = min(choice.current(), pages)
    if pages > 1:
        picker = selection.Picker("entries_picker", str(current), lambda text: choice.put(_page(text, pages)))
        where, _ = st.columns([1, 4])
        with where:
            label = f"第几页（共{pages}页、{print_count(number)}行）"
            st.text_input(label, key=picker.prepare(), max_chars=7, on_change=picker.publish)
    return current


def _page(text: str, pages: int) -> int:
    return min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1


def listed_events(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events as people read them: moments in words."""
    return events.assign(happened_at=events["happened_at"].dt.strftime("%Y-%m-%d %H:%M:%S"))


def _offer(search: Search, number: int) -> None:
    kept = min(number, MOST_ROWS)
    title = f"审计记录（{search.first} 至 {search.last}）"
    notes = {
        "条件": _words(search),
        "行数": f"共{number}行，本文件{kept}行，新的在前",
        "核验": "逐行相连，可在“审计记录”页核验；系统管理员也可用命令核验",
    }
    offer_workbook(
        f"下载（Excel，{print_count(kept)}行）",
        lambda: listed_events(audit_store.events(search, limit=MOST_ROWS)),
        FILE_HEADINGS,
        title,
        notes,
        file_name=f"{title}.xlsx",
        key="download_audit",
        rows=kept,
        act=Act.READ_AUDIT,
    )


@explained()
def show_chain() -> None:
    """Offer to walk the whole chain; show what the last walk of this session found."""
    st.subheader("记录是否完整", anchor=False)
    if st.button("核验全部记录", key="verify_chain"):
        with st.spinner("正在逐行核验…"):
            selection.remember("chain", (audit_store.verify(), workspace_store.now()))
    kept = selection.recall("chain")
    if isinstance(kept, tuple):
        _show_found(*kept)
    else:
        st.caption("逐行核对校验值，能发现被改动、删去、插入或调换的记录；末尾被删须与另存的链尾校验值比对。")


def _show_found(chain: Chain, at: datetime) -> None:
    if chain.broken is not None:
        st.error(
            f"**断链**　第{print_count(chain.broken)}行：{md_escape(chain.fault)}。请立即报告系统管理员和分管负责同志。"
        )
        return
    span = f"，{chain.first_at:%Y-%m-%d} 至 {chain.last_at:%Y-%m-%d}" if chain.events else ""
    st.success(f"{at:%Y-%m-%d %H:%M} 核验完好：共{print_count(chain.events)}行{span}。")
    st.text(f"链尾校验值（请抄存在工作库以外）\n{chain.head}")
