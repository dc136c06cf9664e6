"""What a question costs: the first touch of a quarter on each page, the rows behind a figure, a click on the map."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page
from sqlalchemy import Connection

from data_access.shared import counted_rows
from data_access.shared.areas import read_areas
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from supervision.scheme import scheme_for
from supervision.sensitivity import rank_ranges
from tests.benchmark.measures import RUNS, Measure, collected, timed
from tests.benchmark.reading import CUTOFF, QUARTER, read_cold
from tests.benchmark.sessions import run_once
from tests.serving import PAGES, Server, open_window, running_chromium, running_dashboard, wait_until_drawn

EARLIER = ("quarter=2022Q3&cutoff=2022-09-20", "quarter=2022Q2&cutoff=2022-06-20", "quarter=2022Q1&cutoff=2022-03-20")
SETTLED_SECONDS = 30
"""A started server has read every quarter at its usual cut-off by then."""
MEASURES = ("school_months_due", "school_months_visited", "visits", "complaints_received", "problems_due")
PAGE_ROWS = 50
_ANSWERED = """(before) => {
    const list = document.querySelector('.st-key-unvisited_list'), said = document.querySelector('h3')?.innerText;
    return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale=true]') && list && said !== before && performance.now()
}"""


def measure_answering(sqlite_url: str, postgres_url: str) -> list[Measure]:
    """Return the times of rows and ranges; call while the PostgreSQL server runs."""
    return [
        *_measure_rows("SQLite", sqlite_url),
        *_measure_rows("PostgreSQL", postgres_url),
        _measure_ranges(sqlite_url),
    ]


def _measure_rows(name: str, url: str) -> list[Measure]:
    """Return what the slowest kind of rows takes: one page, and their number and sum, of a county and the province."""
    engine = open_database(url)
    measures = []
    with connected(engine) as connection:
        areas = read_areas(connection, CUTOFF)
        for level, place in (("一县", "410102"), ("全省", areas.province.area_code)):
            codes = areas.codes_within(place)
            pages = [timed(code, None, lambda m=code, c=codes: _read_page(connection, m, c)) for code in MEASURES]
            sums = [timed(code, None, lambda m=code, c=codes: _read_sum(connection, m, c)) for code in MEASURES]
            for what, runs in (("一页明细", pages), ("明细的行数和合计", sums)):
                slowest = max(runs, key=lambda each: each.value)
                measures.append(Measure(f"{what}，{name}，{level}", "ms", 200, slowest.runs))
    engine.dispose()
    return measures


def _read_page(connection: Connection, measure: str, codes: list[str]) -> None:
    counted_rows.read_rows(connection, measure, codes, QUARTER, CUTOFF, scheme_for(QUARTER), limit=PAGE_ROWS)


def _read_sum(connection: Connection, measure: str, codes: list[str]) -> None:
    counted_rows.read_row_totals(connection, measure, codes, QUARTER, CUTOFF, scheme_for(QUARTER))


def _measure_ranges(url: str) -> Measure:
    assessment = read_cold(url, with_previous=False)
    return timed("权重敏感区间（2000次抽样，全部同类组）", 300, lambda: rank_ranges(assessment))


def measure_first_touches(url: str) -> list[Measure]:
    """Return the time of each page's script on an earlier quarter nobody looked at, at its usual and another cut-off.

    The server has been running for half a minute and every page was open on the newest quarter.
    """
    with tempfile.TemporaryDirectory() as folder, running_dashboard(url, Path(folder) / "log") as server:
        for address in PAGES:
            run_once(server, address, "")
        time.sleep(SETTLED_SECONDS)
        usual = [
            collected(f"首次查看一个季度：{name}", "s", 1.5, [run_once(server, address, EARLIER[place % 3]) / 1000])
            for place, (address, name) in enumerate(PAGES.items())
        ]
        other = [
            run_once(server, address, f"quarter=2022Q2&cutoff=2022-06-{place + 1:02d}") / 1000
            for place, address in enumerate(PAGES)
        ]
    return [*usual, collected("首次查看一个季度，另定截止日，各页", "s", None, other)]


def measure_clicks(url: str) -> list[Measure]:
    """Return what a click on the map of 督导覆盖 and a change of the month take until the answer is drawn."""
    with (
        running_chromium() as browser,
        tempfile.TemporaryDirectory() as folder,
        running_dashboard(url, Path(folder) / "log") as server,
    ):
        return _measure_coverage(browser, server)


def _measure_coverage(browser: Browser, server: Server) -> list[Measure]:
    visitor, page, _ = open_window(browser, server)
    page.goto("/coverage")
    wait_until_drawn(page, "督导覆盖")
    counties = page.locator(".st-key-coverage_map path.mark-shape, .st-key-coverage_map .mark-shape path")
    counties.first.wait_for()
    clicks = [_answer(page, lambda place=place: counties.nth(place).click(force=True)) for place in range(5, 5 + RUNS)]
    slider = page.get_by_role("slider")
    months = [_answer(page, lambda key=key: slider.press(key)) for key in ["ArrowLeft", "ArrowRight"] * 2]
    visitor.close()
    return [
        collected("点击地图一县到其学校名单", "ms", 500, clicks),
        collected("换一个月份到重新绘出", "ms", 500, months),
    ]


def _answer(page: Page, act) -> float:
    """Return the milliseconds from the act to the answer drawn: another heading, no script running, nothing stale."""
    before = page.locator("h3").first.inner_text()
    page.evaluate("window.scrollTo(0, 0)")
    started = float(page.evaluate("performance.now()"))
    act()
    return float(page.wait_for_function(_ANSWERED, arg=before, polling=20).json_value()) - started
