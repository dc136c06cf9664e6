"""The file that needs no network: all is inside, the keys work from the disk, and it says of what data it is."""

import re
from pathlib import Path

import pytest

from projection.drawing import Background
from projection.offline import MOST_BYTES, write_offline
from supervision.meeting.slides import Deck
from tests.projection.building import with_hostile_texts
from tests.serving import running_chromium

SIZES = [(1920, 1080), (1024, 768), (1280, 720), (3840, 2160), (6656, 1792)]
# Everything that goes wrong on the slide shown: outside the sheet, over the foot, over each other, cut, or too small.
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser


def test_the_file_is_small_and_names_its_snapshot_and_the_time_of_reading(deck: Deck, background: Background):
    written = write_offline(deck, background, is_demo=True)
    page = written.decode()
    assert 2_000_000 < len(written) < MOST_BYTES
    assert deck.snapshot in page
    assert "读取时间2022-12-21 09:00" in page
    assert "演示数据" in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_the_file_says_who_took_it_and_a_hostile_name_stays_text(deck: Deck, background: Background):
    page = write_offline(deck, background, is_demo=True, mark="处</span><script>alert(1)</script>&　14:05").decode()
    assert '<span class="taken-by">处&lt;/span&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;　14:05</span>' in page
    assert 'class="taken-by"' not in write_offline(deck, background, is_demo=True).decode()


def test_every_slide_fits_every_screen_and_the_keys_turn_the_pages(
    chromium, tmp_path: Path, deck: Deck, background: Background
):
    file = tmp_path / "slides.html"
    file.write_bytes(write_offline(deck, background, is_demo=False))
    visitor = chromium.new_context(offline=True)
    page = visitor.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('27px \"Dashboard Sans SC\"', '督')")
    for key in ("PageDown", "ArrowRight", " ", "PageDown", "PageDown"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(FAULTS) == [], (page.url, width)
        page.keyboard.press(key)
    assert page.url.endswith("#5")
    for _ in range(2):
        page.keyboard.press("PageUp")
        page.keyboard.press("ArrowLeft")
    assert page.locator(".wall:visible").get_attribute("data-slide") == deck.slides[0].id
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    visitor.close()


def test_texts_that_are_markup_do_nothing_in_the_file_and_are_cut_to_their_place(
    chromium, tmp_path: Path, deck: Deck, background: Background
):
    file = tmp_path / "hostile.html"
    file.write_bytes(write_offline(with_hostile_texts(deck), background, is_demo=False))
    page = chromium.new_page(viewport={"width": 1024, "height": 768})
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    assert page.evaluate(FAULTS) == []
    assert page.locator("main script, main img").count() == 0
    assert said == []
    page.close()
