"""The least anybody could wait for: an empty Streamlit page, and the overview's charts as a static vega-embed page.

Our own overview is measured in the same rounds, one after the other, so that the ratios hold on a busy machine.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import pyarrow as pa
import vl_convert
from playwright.sync_api import Browser

from tests.benchmark.browsing import DRAWN
from tests.benchmark.measures import RUNS, Measure, collected
from tests.benchmark.sessions import run_once
from tests.pages.opening import open_page
from tests.serving import OFFICE, ROOT, Server, running_chromium, running_dashboard

_BARE = 'import streamlit as st\n\nst.title("总览")\n'
_BARE_DRAWN = """() => document.querySelector('h1')
    && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && performance.now() / 1000"""
_STATIC_DRAWN = """() => document.querySelectorAll('svg .mark-shape, svg .mark-rect').length >= 4
    && document.querySelectorAll('svg.marks').length === window.charts && performance.now() / 1000"""


def measure_baselines(url: str) -> list[Measure]:
    """Return script and drawing times of the overview, of a bare page and of a static page, and the ratios."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_dashboard(url, Path(folder) / "log") as ours,
        _running_bare(url, Path(folder)) as bare,
        _serving_charts(Path(folder)) as static,
        running_chromium() as browser,
    ):
        run_once(ours, "/", "")
        run_once(bare, "/", "")
        scripts = [(run_once(ours, "/", ""), run_once(bare, "/", "")) for _ in range(RUNS * 2)]
        drawn = [
            (
                _open(browser, ours.address, DRAWN),
                _open(browser, bare.address, _BARE_DRAWN),
                _open(browser, static, _STATIC_DRAWN),
            )
            for _ in range(RUNS + 1)
        ][1:]
    our_script, bare_script = zip(*scripts, strict=True)
    our_page, bare_page, static_page = zip(*drawn, strict=True)
    return [
        collected("对照：总览的脚本，新访客", "ms", None, our_script),
        collected("对照：空白Streamlit页的脚本，新访客", "ms", None, bare_script),
        collected("对照：总览绘出，新访客", "s", None, our_page),
        collected("对照：空白Streamlit页绘出，新访客", "s", None, bare_page),
        collected("对照：同样四幅图的静态vega-embed页绘出，新访客", "s", None, static_page),
        collected("总览绘出为空白Streamlit页的倍数", "×", None, [median(our_page) / median(bare_page)]),
        collected("总览绘出为静态vega-embed页的倍数", "×", None, [median(our_page) / median(static_page)]),
    ]


def _open(browser: Browser, address: str, drawn: str) -> float:
    """Return the seconds from a new visitor's request until the page says that it is drawn."""
    visitor = browser.new_context(locale="zh-CN", viewport=OFFICE)
    page = visitor.new_page()
    page.goto(address, wait_until="commit")
    seconds = float(page.wait_for_function(drawn, timeout=60_000).json_value())
    visitor.close()
    return seconds


@contextmanager
def _running_bare(url: str, folder: Path) -> Iterator[Server]:
    """Serve the bare page with the dashboard's own settings."""
    script = folder / "bare.py"
    script.write_text(_BARE, encoding="utf-8")
    with running_dashboard(url, folder / "bare_log", script=script) as server:
        yield server


@contextmanager
def _serving_charts(folder: Path) -> Iterator[str]:
    """Serve the overview's charts, as the overview sends them, in a page without Streamlit; gives its address."""
    site = folder / "site"
    (site / "app").mkdir(parents=True)
    (site / "app" / "static").symlink_to(ROOT / "static")
    charts = [_whole(chart.proto) for chart in open_page().get("vega_lite_chart")]
    (site / "vega.js").write_text(vl_convert.javascript_bundle(), encoding="utf-8")
    (site / "index.html").write_text(_page_of(charts), encoding="utf-8")
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


def _whole(chart: object) -> dict[str, object]:
    """Return a chart's specification with its rows in it."""
    rows = pa.ipc.open_stream(chart.data.data).read_all().to_pylist()
    return json.loads(chart.spec) | {"data": {"values": rows}}


def _page_of(charts: list[dict[str, object]]) -> str:
    places = "".join(f'<div id="chart_{number}"></div>' for number in range(len(charts)))
    script = f"""import './vega.js';
        const charts = {json.dumps(charts, ensure_ascii=False, default=str)};
        charts.forEach((chart, place) => vegaEmbed('#chart_' + place, chart, {{renderer: 'svg', actions: false}}));
        window.charts = charts.length;"""
    return f'<!doctype html><meta charset="utf-8">{places}<script type="module">{script}</script>'
