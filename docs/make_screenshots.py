"""Photograph every page of the running dashboard into docs/screenshots/: `make screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from data_access import settings
from tests.serving import open_window, running_chromium, running_dashboard, wait_until_drawn

TARGET = Path(__file__).resolve().parent / "screenshots"
# Every address names what it shows, so that a newer default does not change the picture.
WHEN = "quarter=2022Q4&cutoff=2022-12-20"
PAGES = {
    "overview": ("总览", f"/?{WHEN}"),
    "scorecard": ("记分卡", f"/scorecard?{WHEN}&place=410300"),
    "comparison": ("分类比较", f"/comparison?{WHEN}"),
    "coverage": ("督导覆盖", f"/coverage?{WHEN}&month=2022-11"),
    "method": ("计分办法", f"/method?{WHEN}"),
    "bulletin": ("季度通报", f"/bulletin?{WHEN}"),
    "data-quality": ("数据质量", f"/data-quality?{WHEN}"),
}
SETTLING_MILLISECONDS = 1500
COLOURS = 256


def photograph(page: Page, name: str) -> None:
    """Write one page as a PNG, as it stands on an office's screen."""
    title, address = PAGES[name]
    page.goto(address)
    wait_until_drawn(page, title)
    # Charts fade in after the script has ended.
    page.wait_for_timeout(SETTLING_MILLISECONDS)
    target = TARGET / f"{name}.png"
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
