"""问题清单 on paper and on a small laptop."""

import re
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.serving import wait_until_drawn

LAPTOP = {"width": 1280, "height": 720}
CUT = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"


def printed(window: Page, address: str, written: Path) -> list[str]:
    """Return the text of each sheet of a page as the browser prints it."""
    window.goto(address)
    wait_until_drawn(window, "问题清单")
    window.locator(".st-key-print_list h3").wait_for()
    window.pdf(path=written, format="A4")
    with pdfplumber.open(written) as paper:
        return [sheet.extract_text() for sheet in paper.pages]


def test_the_list_of_a_city_is_on_paper_alone_with_its_heads_on_every_sheet(window: Page, tmp_path: Path):
    sheets = printed(window, "/problems?place=410300&view=print", tmp_path / "list.pdf")
    text = "\n".join(sheets)
    said = re.search(r"未整改([\d,]+)个", text)
    assert said is not None
    total = int(said[1].replace(",", ""))
    assert "洛阳市“双减”督导未整改问题清单" in sheets[0]
    assert len(sheets) > 1
    assert [sheet.count("序号") for sheet in sheets] == [1] * len(sheets)
    numbers = [int(number) for number in re.findall(r"^(\d{1,3}) ", text, re.M)]
    assert numbers == list(range(1, min(total, 200) + 1))
    assert not [word for word in ("领导查看", "报送单位", "数据截止日", "下载", "在册问题") if word in text]


@pytest.mark.parametrize("view", ["list", "parts", "ages", "print"])
def test_no_figure_is_cut_on_a_small_laptop(window: Page, view: str):
    window.set_viewport_size(LAPTOP)
    window.goto(f"/problems?place=410000&view={view}")
    wait_until_drawn(window, "问题清单")
    expect(window.locator(".figure")).to_have_count(7)
    assert window.locator(".figure, .figure *").evaluate_all(CUT) == []
