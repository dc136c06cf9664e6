"""Where a visit comes from: this computer, the office's proxy, or somewhere that proves nothing."""

import hmac
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from data_access import settings
from supervision.faults import AccessRefused

SUBJECT, SECRET = "sub", "proxy_secret"
SHORTEST_SECRET = 32
"""Characters; as 64 hexadecimal digits it is longer."""
_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
_NOT_LOCAL = (
    "本系统没有配置登录，只能在安装它的计算机上使用。请在该计算机上打开，或由系统管理员配置统一身份认证后再对外开放。"
)
_NOT_PROVEN = "登录信息未经代理服务器证明，已拒绝。请从单位公布的地址打开；仍不能打开的，请联系系统管理员。"


def has_headers_configured() -> bool:
    """Return whether a proxy is to sign people in (Streamlit's server.trustedUserHeaders)."""
    return bool(st.get_option("server.trustedUserHeaders"))


def require_local() -> None:
    """Raise AccessRefused unless server and visitor are on this computer and nothing stands between them."""
    headers = st.context.headers
    if any(name in headers for name in _OF_A_PROXY) or not _listens_here_only():
        raise AccessRefused(_NOT_LOCAL)
    # Streamlit gives no address for a visitor on this computer.
    host, visitor = headers.get("Host"), st.context.ip_address
    names = [urlsplit(f"//{host}").hostname if host is not None else None, visitor]
    if any(isinstance(name, str) and not _is_loopback(name) for name in names):
        raise AccessRefused(_NOT_LOCAL)


def proven_claims() -> dict[str, object]:
    """Return the subject that the proxy names; raises AccessRefused unless the proxy has proven itself.

    Only a subject is ever taken from a header. The server must listen on this computer only, each mapped header must
    come once, and the secret must be the one that only the proxy and this process know.
    """
    mapping = dict(st.get_option("server.trustedUserHeaders"))
    secret = settings.proxy_secret()
    is_usable = set(mapping.values()) == {SUBJECT, SECRET} and len(secret) >= SHORTEST_SECRET
    if not is_usable or not _listens_here_only():
        raise AccessRefused("代理登录的配置不完整，系统暂不对任何人开放。请联系系统管理员。")
    if any(len(st.context.headers.get_all(name)) > 1 for name in mapping):
        raise AccessRefused(_NOT_PROVEN)
    user = st.user.to_dict()
    given, subject = user.get(SECRET), user.get(SUBJECT)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), secret.encode()):
        raise AccessRefused(_NOT_PROVEN)
    if not isinstance(subject, str) or not subject:
        raise AccessRefused(_NOT_PROVEN)
    return {SUBJECT: subject}


def _listens_here_only() -> bool:
    address = st.get_option("server.address")
    return bool(address) and (str(address).startswith("unix://") or _is_loopback(str(address)))


@lru_cache(maxsize=256)
def _is_loopback(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False
