"""Who is at the screen: the one place that knows the account of a visit and refuses what it may not do."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components import origin, visits
from data_access import settings
from data_access.access_file import read_access_list
from supervision.access_list import AccessList
from supervision.auditing import Kind
from supervision.faults import AccessRefused, DatabaseAway, SignInNeeded
from supervision.permissions import Account, Act, Role, permissions

Made = TypeVar("Made")
LOCAL = Account("local", "本机", frozenset(Role))
"""Without a configured sign-in the dashboard serves the computer it runs on, and whoever sits there is everybody."""
SERVER = Account("server", "系统", frozenset({Role.LOOK}))
"""What the server reads by itself, before anybody asks; it writes nothing."""
AHEAD_SECONDS = 300
"""How far the provider's clock may be ahead of ours."""
_IDLE = "长时间没有操作，已自动退出，请重新登录。"
_ACTING: ContextVar[Account | None] = ContextVar("acting", default=None)
_log = logging.getLogger("dashboard.access")


@dataclass(frozen=True)
class _Visit:
    """What a visitor has proven, and under which key its session is known."""

    claims: Mapping[str, object]
    key: str
    issued_at: float | None
    """When the identity provider issued the ID token; None where the proxy looks after that."""

    def account(self) -> Account:
        """Return the account as the list says now; raises AccessRefused or SignInNeeded."""
        access = _access()
        if why := visits.why_ended(self.key):
            raise SignInNeeded(why)
        if self.issued_at is not None:
            self._check_token(self.issued_at, access)
        if visits.idle_seconds(self.key) > access.idle_minutes * 60:
            visits.end(self.key, _IDLE)
            raise SignInNeeded(_IDLE)
        found = access.account_of(self.claims)
        if found is None:
            raise AccessRefused("您已通过身份认证，但没有使用本系统的权限。如工作需要，请联系系统管理员开通。")
        return found

    def _check_token(self, issued_at: float, access: AccessList) -> None:
        age = time.time() - issued_at
        # Streamlit's cookie lives thirty days and nobody there looks at the token's own end.
        if not -AHEAD_SECONDS <= age <= access.session_hours * 3600:
            raise SignInNeeded("登录已超过规定时长，请重新登录。")
        if not access.issuer or self.claims.get("iss") != access.issuer:
            raise AccessRefused("登录来源与账号权限文件不符，已拒绝。请联系系统管理员。")


def is_configured() -> bool:
    """Return whether anything of a sign-in is configured; if not, only this computer is served."""
    return has_oidc() or origin.has_headers_configured() or settings.access_file() is not None


def has_oidc() -> bool:
    """Return whether people sign in at an identity provider (secrets.toml, [auth])."""
    return bool(auth_section())


def auth_section() -> Mapping[str, object]:
    """Return what secrets.toml says of the identity provider; empty where it says nothing."""
    return st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}


def access_list() -> AccessList | None:
    """Return the office's list of accounts; None where none is set. Raises AccessRefused for a broken one."""
    return read_access_list()


def _access() -> AccessList:
    found = read_access_list()
    if found is None or has_oidc() == origin.has_headers_configured():
        raise AccessRefused("登录配置不完整，系统暂不对任何人开放。请联系系统管理员。")
    return found


def _visit() -> _Visit:
    _access()
    context = get_script_run_ctx(suppress_warning=True)
    if not has_oidc():
        claims = origin.proven_claims()
        return _Visit(claims, f"{claims['sub']}|{context.session_id if context else ''}", None)
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        raise SignInNeeded("请登录后使用。")
    issued_at = claims.get("iat")
    if not isinstance(issued_at, int | float):
        raise SignInNeeded("登录信息不完整，请重新登录。")
    told = f"{claims.get('iss')}|{claims.get('sub')}|{issued_at}"
    return _Visit(claims, hashlib.sha256(told.encode()).hexdigest(), float(issued_at))


def account() -> Account:
    """Return the account of this visit, judged anew; raises AccessRefused where there is none.

    Outside a page's run there is no visitor: what works there does so inside `acting_as` or `for_later`, or not at all.
    """
    if acting := _ACTING.get():
        return acting
    if get_script_run_ctx(suppress_warning=True) is None:
        raise AccessRefused("没有登录账号，未予办理。请刷新页面后重试。")
    if is_configured():
        return _visit().account()
    origin.require_local()
    return LOCAL


def current() -> Account | None:
    """Return the account of this visit; None where nobody has signed in."""
    try:
        return account()
    except AccessRefused:
        return None


def refused_account() -> Account | None:
    """Return whom the sign-in names, without any right, for the record of a refusal; None where it names nobody."""
    if not is_configured():
        return None
    try:
        subject = _visit().claims.get("sub")
    except AccessRefused:
        return None
    return Account(str(subject), "未获授权的账号", frozenset()) if subject else None


@contextmanager
def acting_as(somebody: Account) -> Iterator[None]:
    """Do what is inside as an account: for work outside a page's run, such as making a file after a click."""
    token = _ACTING.set(somebody)
    try:
        yield
    finally:
        _ACTING.reset(token)


def for_later(make: Callable[[], Made], act: Act = Act.EXPORT) -> Callable[[], Made]:
    """Return a function that does the work for this visitor on a later click, in whatever thread.

    The click judges the visitor anew: raises AccessRefused where the session has ended or the right was taken back.
    """
    somebody = require(act)
    visit = _visit() if is_configured() and _ACTING.get() is None else None

    def made() -> Made:
        now = visit.account() if visit else somebody
        with acting_as(now):
            require(act)
            return make()

    return made


def may(act: Act) -> bool:
    """Return whether the account of this visit may do something."""
    return permissions().may(account(), act)


def require(act: Act, told: str = "") -> Account:
    """Return the account where it may do something; raises AccessRefused otherwise, and records what was refused.

    `told`: what the act was about, for the record.
    """
    somebody = account()
    if not permissions().may(somebody, act):
        note(Kind.REFUSED, permissions().name_of(act), somebody, told)
        raise AccessRefused(f"当前账号没有“{permissions().name_of(act)}”的权限。如工作需要，请联系系统管理员。")
    return somebody


def signed_as(typed: str) -> str:
    """Return the name under which something is kept: the account's, or what was typed where nobody signs in."""
    somebody = account()
    return typed if somebody == LOCAL else somebody.signature


def note_use() -> None:
    """Note that a person did something: opened or ran a page, clicked in a part of it that runs alone, or wrote.

    A session that has ended is not used any more; `account` says so.
    """
    if _ACTING.get() is not None or not is_configured():
        return
    with suppress(AccessRefused):
        visit = _visit()
        somebody = visit.account()
        if visits.is_new(visit.key):
            note(Kind.SIGN_IN, "登录", somebody)
        visits.use(visit.key)


def sign_out() -> None:
    """End the session of this visit in all its tabs; the cookie is given back to the identity provider's sign-out."""
    note(Kind.SIGN_OUT, "退出", account())
    visits.end(_visit().key, "已退出登录，请重新登录。")
    if has_oidc():
        st.logout()


def note(kind: Kind, what: str, somebody: Account | None, detail: str = "") -> None:
    """Record a sign-in, a sign-out or a refusal; where our own store is away the server's log keeps it."""
    # Not above: the log is written through the store, which asks here who writes.
    from components import audit_store

    try:
        audit_store.record(kind, what, detail, is_allowed=kind is not Kind.REFUSED, by=somebody)
    except DatabaseAway:
        _log.exception("audit event not kept: %s %s %s", kind, somebody.subject if somebody else "-", what)
