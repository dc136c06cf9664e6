"""What a visitor sees of the sign-in: the page that asks for it, a refusal, and the account in the side bar."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import selection, sign_in
from components.escaping import md_escape
from components.known_pages import FIRST_PAGE
from components.notices import show_access_refused
from supervision.auditing import Kind
from supervision.faults import AccessRefused, SignInNeeded
from supervision.permissions import Account, Act, permissions

WALL = "projection"
"""The page on which nothing of ours may show beside the slides."""
PRODUCT = "双减督导看板"
Pages = Mapping[str, Sequence[StreamlitPage]]


def in_menu_of_visitor(pages: Pages) -> Pages:
    """Return the pages with those out of the menu that the visitor may not open; all of them stay registered."""
    try:
        mine = permissions().page_allows(sign_in.account())
    except AccessRefused:
        mine = frozenset()
    for each in (page for section in pages.values() for page in section):
        # Set afterwards, so that the list in app.py stays a list; Streamlit takes it at making only.
        each._visibility = "visible" if _path(each) in mine else "hidden"
    return pages


def let_in(page: StreamlitPage, pages: Pages) -> bool:
    """Return whether the page that was asked for may run; if not, say why and what to do, and show nothing else."""
    try:
        somebody = sign_in.account()
    except SignInNeeded as fault:
        _show_sign_in(fault.sentence)
        return False
    except AccessRefused as fault:
        sign_in.note(Kind.REFUSED, page.title, sign_in.refused_account())
        _show_refusal(fault.sentence)
        return False
    sign_in.note_use()
    _show_account(somebody, _path(page))
    if permissions().may_open(somebody, _path(page)):
        return True
    mine = [each for of in pages.values() for each in of if permissions().may_open(somebody, _path(each))]
    if _path(page) == FIRST_PAGE and mine:
        # Nobody asked for 总览 by name: the root leads to the first page that the account has.
        st.switch_page(mine[0])
    sign_in.note(Kind.REFUSED, page.title, somebody)
    show_access_refused(
        f"当前账号没有打开“{page.title}”的权限。请从目录选择其他页面；如工作需要，请联系系统管理员。", title="无权访问"
    )
    return False


def _path(page: StreamlitPage) -> str:
    return page.url_path or FIRST_PAGE


def _show_sign_in(sentence: str) -> None:
    with st.container(key="sign_in"):
        st.title(PRODUCT, anchor=False)
        st.markdown(md_escape(sentence))
        if sign_in.has_oidc():
            if st.button("统一身份认证登录", type="primary", key="sign_in_button", width="stretch"):
                st.login(_provider())
            st.caption("登录后将返回您要打开的页面。没有账号或无法登录的，请联系系统管理员。")
        else:
            st.caption("请刷新页面，按单位的登录方式重新登录。")


def _provider() -> str | None:
    """Return which section of secrets.toml names the provider; None where [auth] itself does."""
    section = sign_in.auth_section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return None if "client_id" in section or not named else named[0]


def _show_refusal(sentence: str) -> None:
    with st.container(key="sign_in"):
        st.title(PRODUCT, anchor=False)
        show_access_refused(sentence, title="无权使用")
        if sign_in.has_oidc() and st.user.to_dict().get("is_logged_in") is True:
            st.caption("如需改用其他账号，请先退出登录。")
            if st.button("退出登录", key="leave_button", width="stretch"):
                st.logout()


def _show_account(somebody: Account, path: str) -> None:
    """Show the account and the way out, and keep asking whether the session still stands; on the wall show nothing."""
    if not sign_in.is_configured():
        if path != WALL:
            with st.sidebar, st.container(key="account"):
                st.caption("未配置登录，仅限本机使用")
        return
    access = sign_in.access_list()
    st.fragment(_look_whether_it_stands, run_every=access.heartbeat_seconds if access else None)(somebody)
    if path == WALL:
        return
    with st.sidebar, st.container(key="account"):
        roles = "、".join(role.value for role in sorted(somebody.roles))
        st.caption(f"{md_escape(somebody.name)}（{roles}）")
        if sign_in.has_oidc():
            if st.button("退出登录", key="sign_out", width="stretch"):
                sign_in.sign_out()
        elif access and access.sign_out_address:
            st.link_button("退出登录", access.sign_out_address, width="stretch")


def _look_whether_it_stands(drawn_for: Account) -> None:
    """Run the whole page again where the session has ended or the rights are others now; no use of the session."""
    try:
        is_same = sign_in.account() == drawn_for
    except AccessRefused:
        is_same = False
    if not is_same:
        selection.start_over()


def offers(act: Act) -> bool:
    """Return whether what does an act is to be offered; where not, say in its place why."""
    if sign_in.may(act):
        return True
    st.caption(f"当前账号没有“{permissions().name_of(act)}”的权限。")
    return False


def signer_field(label: str, longest: int) -> str:
    """Return who signs: the account, shown, or where nobody signs in what is typed into a field."""
    somebody = sign_in.account()
    if somebody == sign_in.LOCAL:
        return st.text_input(label, max_chars=longest)
    st.caption(f"经办账号：{md_escape(somebody.name)}")
    return somebody.signature
