"""What a link asked for survives the way to the identity provider and back, which Streamlit would forget."""

from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "dashboard_link"
KEPT_SECONDS = 600
_LONGEST = 2000


class KeepLink:
    """Middleware: keeps path and query of the page that sends to /auth/login, and returns there after the sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; all but the two of a sign-in pass unchanged."""
        path = scope.get("path", "")
        is_leaving, is_back = path.endswith("/auth/login"), path.endswith("/oauth2callback")
        if scope["type"] != "http" or not (is_leaving or is_back):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        link = _link_of(asked) if is_leaving else _kept_link(asked)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if is_leaving and link:
                    headers.append("Set-Cookie", _cookie(link, KEPT_SECONDS))
                # A sign-out comes back here as well, but without a code, and its page is left for good.
                elif is_back and link and b"code=" in scope["query_string"] and headers.get("Location") == "/":
                    headers["Location"] = link
                if is_back:
                    headers.append("Set-Cookie", _cookie("", 0))
            await send(message)

        await self.app(scope, receive, answer)


def _link_of(headers: Headers) -> str | None:
    """Return path and query of the page that was left; None where that was not a page of ours."""
    left = urlsplit(headers.get("Referer", ""))
    if left.netloc != headers.get("Host"):
        return None
    return _safe(left.path + (f"?{left.query}" if left.query else ""))


def _kept_link(headers: Headers) -> str | None:
    return _safe(unquote(cookie_parser(headers.get("Cookie", "")).get(COOKIE, "")))


def _safe(link: str) -> str | None:
    """Return the link where it cannot lead to another host or break out of a header."""
    is_ours = link.startswith("/") and not link.startswith("//") and "\\" not in link and link.isprintable()
    return link if is_ours and link.isascii() and len(link) <= _LONGEST else None


def _cookie(link: str, seconds: int) -> str:
    return f"{COOKIE}={quote(link, safe='')}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax"


def keep_link() -> list[Middleware]:
    """Return what app.py hands to the server so that links survive a sign-in."""
    return [Middleware(KeepLink)]
