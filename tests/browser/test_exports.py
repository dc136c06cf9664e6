"""Every Excel file a page offers, downloaded and read back: as long as its button says, of a named day, no formula."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from components.coverage_parts import TOPICS
from tests.serving import PAGES, open_window, running_dashboard, wait_until_drawn

GONE_SECONDS = 20
OFFERING = [
    *(f"/coverage?topic={topic}&county=410323&month=2022Q4" for topic in TOPICS),
    "/school?place=410302",
    "/rows?place=410300&indicator=12.1",
    "/rows?place=410300&indicator=0.1",
    "/complaints?place=410300",
    "/problems?place=410300&problems=open&of_severity=严重",
    "/problems?place=410300&view=print",
]


@pytest.mark.parametrize("address", OFFERING)
def test_a_file_holds_as_many_rows_as_its_button_says_and_no_formula(window: Page, tmp_path: Path, address: str):
    window.goto(address)
    wait_until_drawn(window, PAGES[address.split("?")[0]])
    offered = window.locator("[data-testid=stDownloadButton] button:enabled").filter(has_text="Excel")
    offered.first.wait_for()
    for place in range(offered.count()):
        button = offered.nth(place)
        said = re.search(r"([\d,]+)行", button.inner_text())
        with window.expect_download() as download:
            button.click()
        name = download.value.suggested_filename
        assert re.search(r"2022.*\.xlsx$", name), name
        written = tmp_path / f"{place}.xlsx"
        download.value.save_as(written)
        check_file(written, int(said[1].replace(",", "")) if said else None)


def check_file(written: Path, rows: int | None) -> None:
    """Assert what holds for every file; `rows`: as many as its first sheet must hold, None where nobody said."""
    book = load_workbook(written)
    first, about = book.worksheets
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in first[1] if not re.search(r"[\u4e00-\u9fff]", str(cell.value))]
    assert rows is None or first.max_row - 1 == rows
    notes = {line[0]: line[1] for line in about.iter_rows(values_only=True)}
    assert notes["标题"]
    assert "2022年" in notes["数据截止日"]
    assert "演示数据" in notes["数据性质"]


@pytest.mark.parametrize("address", ["/", "/bulletin"])
def test_streamlits_own_ways_to_save_a_table_or_a_picture_are_not_offered(window: Page, address: str):
    # They know no mark, no record and no escaping.
    window.goto(address)
    wait_until_drawn(window, PAGES[address])
    own = window.locator("[data-testid=stDataFrame], [data-testid=stVegaLiteChart]")
    own.first.wait_for()
    bars = window.get_by_test_id("stElementToolbar")
    for place in range(own.count()):
        own.nth(place).hover()
    assert bars.count(), "Streamlit calls them otherwise now"
    assert [bars.nth(place).is_visible() for place in range(bars.count())] == [False] * bars.count()
    assert window.locator(".vega-actions, .vega-embed details").count() == 0


def test_the_address_of_a_file_is_a_secret_that_ends_with_its_visit(chromium: Browser, demo_url: str, tmp_path: Path):
    with running_dashboard(demo_url, tmp_path / "log", "--server.disconnectedSessionTTL", "1") as server:
        visitor, page, _ = open_window(chromium, server)
        page.goto("/coverage?county=410323&month=2022Q4")
        button = page.locator("[data-testid=stDownloadButton] button:enabled").filter(has_text="Excel").first
        with page.expect_download() as download:
            button.click()
        address = download.value.url
        # Whoever has the address has the file: nobody guesses it.
        assert re.fullmatch(r"/media/[0-9a-f]{32,}\.xlsx", urlsplit(address).path)
        assert httpx.get(address).status_code == 200
        visitor.close()
        deadline = time.monotonic() + GONE_SECONDS
        while (left := httpx.get(address).status_code) == 200 and time.monotonic() < deadline:
            # The server looks for ended sessions when another one comes and goes.
            time.sleep(1.5)
            other, page, _ = open_window(chromium, server)
            page.goto("/method")
            wait_until_drawn(page, PAGES["/method"])
            other.close()
        assert left == 404
