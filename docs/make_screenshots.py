"""Photograph every page of the running dashboard into docs/screenshots/: `make screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from data_access import settings
from tests.serving import PAGES, open_window, running_chromium, running_dashboard, wait_until_drawn

TARGET = Path(__file__).resolve().parent / "screenshots"
# Every address names what it shows, so that a newer default does not change the picture.
WHEN = "quarter=2022Q4&cutoff=2022-12-20"
SHOWN = {"/scorecard": "&place=410300", "/coverage": "&month=2022-11"}
SETTLING_MILLISECONDS = 1500
COLOURS = 256


def photograph(page: Page, address: str) -> None:
    """Write one page as a PNG, as it stands on an office's screen."""
    page.goto(f"{address}?{WHEN}{SHOWN.get(address, '')}")
    wait_until_drawn(page, PAGES[address])
    # Charts fade in after the script has ended.
    page.wait_for_timeout(SETTLING_MILLISECONDS)
    target = TARGET / f"{address.strip('/') or 'overview'}.png"
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)
    print(f"docs/screenshots/{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    demo = f"sqlite:///{settings.DEMO_DATABASE}"
    with (
        tempfile.TemporaryDirectory() as folder,
        running_dashboard(demo, Path(folder) / "log") as server,
        running_chromium() as browser,
    ):
        visitor, window, _ = open_window(browser, server)
        for each in PAGES:
            photograph(window, each)
        visitor.close()
