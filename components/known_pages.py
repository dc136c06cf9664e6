"""An address that is no page's leads to the first page, which says so: Streamlit would open a box in English."""

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.selection import LOST
from supervision.permissions import permissions

SERVED = frozenset({"_stcore", "app", "auth", "component", "media", "oauth2callback", "readyz", "static"})
"""How the addresses begin at which Streamlit or we serve something else than a page."""
FIRST_PAGE = "overview"
"""The address by which the permissions name the page at the root, which Streamlit leaves without one."""
_LONGEST = 40


class KnownPages:
    """Middleware: answers who opens an unknown address with the way to the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; all but those for a page that is not there pass unchanged."""
        path = scope.get("path", "").strip("/")
        if scope["type"] == "http" and _is_of_a_page(scope, path) and path not in _addresses():
            query = scope["query_string"].decode("ascii", "replace")
            asked = query if path == FIRST_PAGE else f"{LOST}={quote(path[:_LONGEST], safe='')}"
            await RedirectResponse(f"/?{asked}", status_code=303)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _addresses() -> frozenset[str]:
    return frozenset(permissions().page_names) - {FIRST_PAGE}


def _is_of_a_page(scope: Scope, path: str) -> bool:
    """Return whether a browser asks for a page by its address; files have a dot in their names."""
    first, last = path.split("/")[0], path.split("/")[-1]
    asks_for_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    return bool(path) and asks_for_page and first not in SERVED and "." not in last


def known_pages() -> list[Middleware]:
    """Return what app.py hands to the server so that an unknown address is answered in Chinese."""
    return [Middleware(KnownPages)]
