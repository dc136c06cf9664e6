"""The watermark over a page in a browser: seen, on paper too, in nobody's way, and no harm to who reads by contrast."""

import io

import numpy as np
from pdfplumber import open as open_pdf
from playwright.sync_api import Page, expect

from components.watermark import mark_style
from tests.browser.test_accessibility import AXE, FADED_IN, RUN
from tests.serving import wait_until_drawn

MARK = mark_style("督导处　2022-12-20 14:05")


def printed(page: Page) -> np.ndarray:
    """Return the grey dots of the first printed page, once two prints after each other are the same."""
    last = np.zeros(())
    for _ in range(10):
        with open_pdf(io.BytesIO(page.pdf(print_background=False))) as pdf:
            grey = np.asarray(pdf.pages[0].to_image(resolution=72).original.convert("L")).astype(int)
        if np.array_equal(last, grey):
            return grey
        last = grey
        page.wait_for_timeout(300)
    raise AssertionError("the page never stood still")


def test_a_marked_page_reads_clicks_and_prints_as_before(window: Page):
    window.goto("/method")
    wait_until_drawn(window, "计分办法")
    before = printed(window)
    window.add_style_tag(content=MARK)
    assert window.evaluate("getComputedStyle(document.body, '::after').backgroundImage").startswith(
        'url("data:image/svg'
    )
    darker = before - printed(window)
    assert (darker > 0).sum() > 500, "the mark is on paper"
    assert darker.max() <= 40, "fainter than any letter"
    window.evaluate(AXE)
    window.evaluate(FADED_IN)
    assert window.evaluate(RUN) == []
    window.get_by_role("link", name="数据质量").click()
    expect(window.get_by_role("heading", name="数据质量", level=1)).to_be_visible()
