"""A running dashboard and a visitor's window for each journey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import OFFICE, Complaints, Server, open_window, running_chromium, running_dashboard

# A busy machine is no fault of the page; what must come within a time is measured by the benchmark.
expect.set_options(timeout=20_000)


# Closed with its module: Playwright keeps an event loop running, in which other rooms' tests could not start theirs.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def server(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_dashboard(demo_url, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


# In a new window Chromium compiles Streamlit's own files anew, which takes three times as long as a page of ours.
@pytest.fixture(scope="module")
def visit(chromium: Browser, server: Server) -> Iterator[tuple[Page, Complaints]]:
    """Return the one window of this module's tests to a dashboard that others have visited before."""
    visitor, page, complaints = open_window(chromium, server)
    yield page, complaints
    visitor.close()


@pytest.fixture
def window(visit: tuple[Page, Complaints]) -> Iterator[Page]:
    """Return that window, empty: each address opened in it begins a session of its own."""
    page, complaints = visit
    complaints.console.clear()
    complaints.outside.clear()
    page.set_viewport_size(OFFICE)
    yield page
    page.goto("about:blank")
    check_quiet(complaints)


@pytest.fixture
def first_window(chromium: Browser, demo_url: str, tmp_path: Path) -> Iterator[Page]:
    """Return the page of the first visitor after the dashboard was started."""
    with running_dashboard(demo_url, tmp_path / "log") as fresh:
        reading, page, complaints = open_window(chromium, fresh)
        yield page
        reading.close()
    check_quiet(complaints)


def check_quiet(complaints: Complaints) -> None:
    """Fail where a page has asked another host or complained of anything."""
    assert complaints.outside == []
    assert complaints.console == []
