"""The shipped nginx configuration, really running in front of two dashboards: headers, policy, identity, stickiness."""

import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from docs.make_headers import headers
from tests.postgres import free_port
from tests.serving import PAGES, Server, open_window, running_dashboard, wait_until_drawn

ROOT = Path(__file__).resolve().parents[2]
SECRET = "0123456789abcdef" * 4
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
ACCESS = """
[[account]]
subject = "leader"
name = "督导委员会办公室"
roles = ["看"]
[[account]]
subject = "administrator"
roles = ["管"]
"""


@dataclass(frozen=True)
class Front:
    """nginx, and the two dashboards behind it."""

    address: str
    processes: tuple[Server, Server]

    trust: ssl.SSLContext

    def ask(self, path: str) -> httpx.Response:
        return httpx.get(self.address + path, verify=self.trust, timeout=10)


@pytest.fixture(scope="module")
def front(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    access, port, ports = folder / "access.toml", free_port(), (free_port(), free_port())
    access.write_text(ACCESS, encoding="utf-8")
    mapping = json.dumps({"X-Dashboard-User": "sub", "X-Dashboard-Proof": "proxy_secret"})
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("STREAMLIT_SERVER_TRUSTED_USER_HEADERS", mapping)
        patch.setenv("DASHBOARD_PROXY_SECRET", SECRET)
        patch.setenv("DASHBOARD_ACCESS_FILE", str(access))
        servers = [
            stack.enter_context(running_dashboard(demo_url, folder / f"log{number}", port=each))
            for number, each in enumerate(ports)
        ]
        _write_configuration(folder, port, ports)
        nginx = subprocess.Popen([_nginx(), "-p", str(folder), "-c", str(folder / "main.conf")])
        stack.callback(nginx.wait, 10)
        stack.callback(nginx.terminate)
        trust = ssl.create_default_context(cafile=folder / "certificate.pem")
        found = Front(f"https://127.0.0.1:{port}", (servers[0], servers[1]), trust)
        _wait_for(found)
        yield found


def _nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert found, "nginx is not installed; `make test` says what to install."
    return found


def _write_configuration(folder: Path, port: int, ports: tuple[int, int]) -> None:
    """Put the shipped files in place, with ports, certificate and paths of this test, and a proxy that signs in."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("127.0.0.1:8501", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{ports[1]}"),
        ("/etc/ssl/dashboard/", f"{folder}/"),
        ("/etc/nginx/dashboard/", f"{folder}/"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
    ):
        assert old in shipped
        shipped = shipped.replace(old, new)
    (folder / "dashboard.conf").write_text(shipped, encoding="utf-8")
    shutil.copy(ROOT / "deploy" / "headers.conf", folder)
    identity = (ROOT / "deploy" / "identity.conf").read_text(encoding="utf-8")
    identity = identity.replace('User ""', 'User "leader"').replace('Proof ""', f'Proof "{SECRET}"')
    (folder / "identity.conf").write_text(identity, encoding="utf-8")
    # The worker's folders lie in a test's, which only we may read.
    user = "user root;" if os.geteuid() == 0 else ""
    main = f"""{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/p;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
include {folder}/dashboard.conf; }}"""
    (folder / "main.conf").write_text(main, encoding="utf-8")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    keys = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run([*made, *keys], check=True, capture_output=True)


def _wait_for(front: Front) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if front.ask("/_stcore/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("nginx did not start.")


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
