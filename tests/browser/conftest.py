"""A running dashboard and a visitor's window for each journey."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import Server, open_window, running_chromium, running_dashboard

# A busy machine is no fault of the page; what must come within a time is measured by the benchmark.
expect.set_options(timeout=20_000)


# Closed with its module: Playwright keeps an event loop running, in which other rooms' tests could not start theirs.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_dashboard(demo_url, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture
def window(chromium: Browser, server: Server) -> Iterator[Page]:
    """Return the page of a new visitor to a dashboard that others have visited before."""
    with _watched_window(chromium, server) as page:
        yield page


@pytest.fixture
def first_window(chromium: Browser, demo_url: str, tmp_path: Path) -> Iterator[Page]:
    """Return the page of the first visitor after the dashboard was started."""
    with running_dashboard(demo_url, tmp_path / "log") as fresh, _watched_window(chromium, fresh) as page:
        yield page


@contextmanager
def _watched_window(chromium: Browser, server: Server) -> Iterator[Page]:
    """Give a page that at the end must have asked no other host and complained of nothing."""
    visitor, page, complaints = open_window(chromium, server)
    try:
        yield page
    finally:
        visitor.close()
    assert complaints.outside == []
    assert complaints.console == []
