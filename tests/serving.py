"""The dashboard really running, and Chromium looking at it: for the journeys, the benchmark and the screenshots."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
OFFICE: ViewportSize = {"width": 1920, "height": 1080}
"""The size of an office's screen."""


def _pages() -> dict[str, str]:
    """Return the title of every page of app.py by its address, so that a new page is looked at by every test."""
    pattern = r'st\.Page\("[^"]+", title="([^"]+)", url_path="([^"]+)"(, default=True)?'
    found = re.findall(pattern, (ROOT / "app.py").read_text(encoding="utf-8"))
    return {"/" if default else f"/{path}": title for title, path, default in found}


PAGES = _pages()
# On every deep link Streamlit's page first asks for these below its own address, then at the root: a known 404.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it is, and the process that serves it."""

    address: str
    process: int

    def memory(self, figure: str = "VmRSS") -> int:
        """Return the process's memory in bytes: VmRSS now, VmHWM at its highest."""
        for line in Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(f"{figure}:"):
                return int(line.split()[1]) * 1024
        raise LookupError(figure)


@contextmanager
def running_dashboard(
    database_url: str, log: Path, *options: str, port: int | None = None, script: Path | str = "app.py"
) -> Iterator[Server]:
    """Start `streamlit run app.py` on a free port with its own process and empty caches; stop it afterwards."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
    workspace_url = f"sqlite:///{log.with_suffix('.workspace.sqlite')}"
    own = {"DASHBOARD_WORKSPACE_URL": workspace_url, "DASHBOARD_LAST_GOOD": str(log.with_suffix(".last_good"))}
    settings = os.environ | {"DASHBOARD_DATABASE_URL": database_url, **own}
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=output, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, process, log)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_healthy(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"The dashboard did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start Debian's Chromium without a window; nothing of it asks the internet by itself."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("Chromium is not installed; `make test` says what to install.")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    # A test's certificate is one that nobody signed. Not Playwright's `ignore_https_errors`: it begins a request anew
    # for each, and a browser with many at once gave up on a file.
    switches.append("--ignore-certificate-errors")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=switches)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Complaints:
    """What a page did that it must not: errors in the console, and requests to another host."""

    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def open_window(browser: Browser, server: Server) -> tuple[BrowserContext, Page, Complaints]:
    """Open a fresh visitor's window of an office's screen; it notes what it complains of."""
    visitor = browser.new_context(base_url=server.address, locale="zh-CN", timezone_id="Asia/Shanghai", viewport=OFFICE)
    complaints = Complaints()
    page = visitor.new_page()
    page.set_default_timeout(40_000)

    def note_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(server.address).netloc:
            complaints.outside.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        where = (message.location or {}).get("url", "")
        if message.type == "error" and not where.endswith(HARMLESS):
            complaints.console.append(f"{message.text} ({where})")

    page.on("request", note_request)
    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.console.append(str(error)))
    return visitor, page, complaints


def wait_until_drawn(page: Page, title: str) -> None:
    """Wait until the page of that title has run to its end: no script running, no element stale, our style in force.

    Raises AssertionError with what stands there where the page shows a message in place of its title.
    """
    heading, message = page.get_by_role("heading", name=title, exact=True, level=1), page.get_by_test_id("stAlert")
    heading.or_(message).first.wait_for()
    if not heading.count():
        raise AssertionError(f"{page.url}: {message.first.inner_text()}")
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
        " && getComputedStyle(document.documentElement).getPropertyValue('--style').trim() === 'loaded'"
    )
