"""What visitors meet at the shipped nginx configuration: headers, policy, identity, stickiness."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from docs.make_headers import headers
from tests.front import ROOT, SECRET, Front, running_front
from tests.serving import PAGES, Server, open_window, running_dashboard, wait_until_drawn

WANTED = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
)
BACK_SECONDS = 10


@pytest.fixture(scope="module")
def front(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with running_front(demo_url, tmp_path_factory.mktemp("front")) as running:
        yield running


def test_the_shipped_headers_are_those_of_the_installed_streamlit():
    assert (ROOT / "deploy" / "headers.conf").read_text(encoding="utf-8") == headers()


def test_every_page_of_a_leader_draws_under_the_policy_without_a_complaint(chromium: Browser, front: Front):
    visitor, page, complaints = open_window(chromium, Server(front.address, 0))
    for address, title in PAGES.items():
        if address in ("/bulletin", "/data-quality", "/audit"):
            continue  # Not a leader's; the refusal is a test of its own.
        page.goto(address)
        wait_until_drawn(page, title)
        if address == "/":
            page.locator("[data-testid=stVegaLiteChart] svg .mark-shape").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert complaints.outside == []
    assert complaints.console == []
    visitor.close()


def test_the_headers_come_with_pages_files_and_errors(front: Front):
    file = next(iter(re.findall(r"\./(static/js/index\.[^\"]+)", front.ask("/").text)))
    for path in ("/", "/scorecard", f"/{file}", "/app/static/nothing.png", "/media/nothing.png", "/_stcore/metrics"):
        sent = front.ask(path).headers
        assert [name for name in WANTED if name not in sent] == [], path
        assert "unsafe-eval" not in sent["Content-Security-Policy"]
        assert "HttpOnly" in sent["Set-Cookie"]
        assert "Secure" in sent["Set-Cookie"]
        assert ("no-store" in sent.get("Cache-Control", "")) == path.startswith("/media/"), path


def test_whoever_asks_is_told_whether_the_process_is_ready_and_nothing_else(front: Front, tmp_path: Path):
    ready = front.ask("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True})
    with running_dashboard("postgresql://nobody@127.0.0.1:9/nowhere", tmp_path / "log") as server:
        away = httpx.get(f"{server.address}/readyz", timeout=20)
        assert (away.status_code, away.json()) == (503, {"ready": False})


def test_what_nobody_outside_needs_is_not_there(front: Front):
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert front.ask(path).status_code == 404


def test_a_page_of_another_site_cannot_open_the_websocket(front: Front):
    address = front.address.replace("https", "wss") + "/_stcore/stream"
    for origin in ("https://elsewhere.example", "http://127.0.0.1", None):
        with pytest.raises(InvalidStatus) as refused, connect(address, ssl=front.trust, origin=origin):
            pass
        assert refused.value.response.status_code == 403
    with connect(address, ssl=front.trust, origin=front.address, subprotocols=["streamlit"]):
        pass


def test_a_visitor_cannot_name_himself(chromium: Browser, front: Front):
    forged = {"X-Dashboard-User": "administrator", "X-Dashboard-Proof": SECRET}
    visitor, page, _ = open_window(chromium, Server(front.address, 0))
    visitor.set_extra_http_headers(forged)
    page.goto("/")
    wait_until_drawn(page, "总览")
    expect(page.locator(".st-key-account")).to_contain_text("督导委员会办公室")
    page.goto("/audit")
    expect(page.get_by_test_id("stAlert")).to_contain_text("无权访问")
    visitor.close()


def test_a_browser_stays_with_its_process_and_finds_the_other_one_when_that_is_killed(chromium: Browser, front: Front):
    visitor, page, _ = open_window(chromium, Server(front.address, 0))
    page.goto("/school")
    wait_until_drawn(page, "学校")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^下载")).first.click()
    assert download.value.path().stat().st_size > 5_000
    _kill_the_one_that_serves(front, visitor.cookies())
    began = time.monotonic()
    page.goto("/scorecard?place=410300")
    wait_until_drawn(page, "记分卡")
    assert time.monotonic() - began < BACK_SECONDS
    expect(page.get_by_test_id("stMain")).to_contain_text("洛阳市")
    visitor.close()


def _kill_the_one_that_serves(front: Front, cookies: list) -> None:
    """Kill the process that holds the visitor's websocket; it is told by its established connections."""
    assert any(cookie["name"] == "dashboard_process" for cookie in cookies)
    busy = max(front.processes, key=lambda server: len(list(Path(f"/proc/{server.process}/fd").iterdir())))
    os.kill(busy.process, signal.SIGKILL)
