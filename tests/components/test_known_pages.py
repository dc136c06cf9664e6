"""Only who opens an address that is no page's is led to the first page; everything else passes as it is."""

import asyncio

import pytest

from components.known_pages import SERVED, KnownPages
from supervision.permissions import permissions

BROWSER = "text/html,application/xhtml+xml"


def answer(path: str, *, method: str = "GET", accept: str = BROWSER, query: bytes = b"") -> tuple[int, str]:
    """Return status and place of what a request gets; 200 where it passes to the server behind."""
    sent: list[dict] = []

    async def behind(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    headers = [(b"accept", accept.encode())] if accept else []
    scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": query}
    asyncio.run(KnownPages(behind)(scope, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]).get(b"location", b"").decode()


@pytest.mark.parametrize("path", ["/", *(f"/{page}" for page in permissions().page_names if page != "overview")])
def test_every_page_passes(path: str):
    assert answer(path) == (200, "")
    assert answer(f"{path}/") == (200, "")


@pytest.mark.parametrize(
    "path", [*(f"/{first}/any" for first in sorted(SERVED)), "/oauth2callback", "/readyz", "/favicon.png"]
)
def test_what_the_server_itself_serves_passes(path: str):
    assert answer(path) == (200, "")


@pytest.mark.parametrize(("method", "accept"), [("POST", BROWSER), ("HEAD", BROWSER), ("GET", "*/*"), ("GET", "")])
def test_who_opens_no_page_passes(method: str, accept: str):
    assert answer("/lost", method=method, accept=accept) == (200, "")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/lost", "/?lost=lost"),
        ("/a/b", "/?lost=a%2Fb"),
        ("//evil.example/x", "/?lost=evil.example%2Fx"),
        ("/x\r\nSet-Cookie: a=b", "/?lost=x%0D%0ASet-Cookie%3A%20a%3Db"),
        ("/\u5730\u65b9", "/?lost=%E5%9C%B0%E6%96%B9"),
        ("/" + "x" * 500, "/?lost=" + "x" * 40),
    ],
)
def test_an_unknown_address_leads_to_our_first_page_only(path: str, place: str):
    assert answer(path) == (303, place)


def test_the_first_page_by_its_name_keeps_what_the_link_asks_for():
    assert answer("/overview", query=b"quarter=2022Q3&shown=coverage") == (303, "/?quarter=2022Q3&shown=coverage")
