"""What a visitor waits for in Chromium, what goes over the websocket, and what the server's process holds."""

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmark.measures import RUNS, Measure, collected
from tests.benchmark.sessions import measure_scripts
from tests.serving import PAGES, Server, open_window, running_chromium, running_dashboard, wait_until_drawn

# The overview is drawn when its map, its two rankings and its matrix stand and the script has ended.
DRAWN = """() => document.querySelectorAll('[data-testid=stVegaLiteChart] svg .mark-shape, '
    + '[data-testid=stVegaLiteChart] svg .mark-rect').length >= 4
    && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && performance.now() / 1000"""
MEGABYTE = 1_000_000


def measure_browsing(database_url: str) -> list[Measure]:
    """Return the times, sizes and memory of the running dashboard."""
    with running_chromium() as browser, tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        cold = []
        for _ in range(RUNS):
            with running_dashboard(database_url, log) as server:
                cold.append(_first_page(browser, server, 1)[0])
        with running_dashboard(database_url, log) as server:
            _first_page(browser, server, 1)
            new_visitors = [_first_page(browser, server, 1)[0] for _ in range(RUNS)]
            opened_again = _first_page(browser, server, RUNS + 1)[1:]
            sizes = _message_sizes(browser, server)
            scripts = measure_scripts(server)
            _make_bulletin(browser, server)
            memory = [
                collected("服务进程内存，浏览全部页面并生成通报后", "MB", 600, [server.memory() / MEGABYTE]),
                collected("服务进程内存，最高时", "MB", 600, [server.memory("VmHWM") / MEGABYTE]),
            ]
    return [
        collected("浏览器首页，服务刚启动", "s", 4.0, cold),
        collected("浏览器首页，服务已热，新访客", "s", None, new_visitors),
        collected("浏览器首页，服务已热，再次打开", "s", 1.5, opened_again),
        *scripts,
        *sizes,
        *memory,
    ]


def _first_page(browser: Browser, server: Server, times: int) -> list[float]:
    """Return the seconds from a new visitor's request to the drawn overview, for one opening after another."""
    visitor, page, _ = open_window(browser, server)
    seconds = [_open_overview(page) for _ in range(times)]
    visitor.close()
    return seconds


def _open_overview(page: Page) -> float:
    page.goto("/", wait_until="commit")
    return float(page.wait_for_function(DRAWN, timeout=60_000).json_value())


def _message_sizes(browser: Browser, server: Server) -> list[Measure]:
    """Return, per page, the largest websocket message and the sum of all, as a new visitor receives them."""
    measures = []
    for address, name in PAGES.items():
        visitor, page, _ = open_window(browser, server)
        received: list[int] = []
        session: CDPSession = visitor.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", lambda frame, into=received: into.append(_length(frame)))
        page.goto(address)
        wait_until_drawn(page, name)
        page.wait_for_timeout(500)
        visitor.close()
        measures += [
            collected(f"最大消息：{name}", "kB", 150, [max(received) / 1000]),
            collected(f"全部消息：{name}", "kB", None, [sum(received) / 1000]),
        ]
    return measures


def _length(frame: dict[str, dict[str, object]]) -> int:
    payload = str(frame["response"]["payloadData"])
    return len(base64.b64decode(payload)) if frame["response"]["opcode"] == 2 else len(payload)


def _make_bulletin(browser: Browser, server: Server) -> None:
    visitor, page, _ = open_window(browser, server)
    page.goto("/bulletin")
    wait_until_drawn(page, "季度通报")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="生成并下载通报").click()
    download.value.delete()
    visitor.close()
