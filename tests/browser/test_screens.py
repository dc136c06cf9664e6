"""How the screens behave at the sizes they are looked at: an office's screen, a small laptop, a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.serving import PAGES, wait_until_drawn

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 720}
WIDER_THAN_ITS_PLACE = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(window: Page, address: str):
    window.set_viewport_size(PHONE)
    window.goto(address)
    wait_until_drawn(window, PAGES[address])
    wide = window.evaluate(
        "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(part => part.scrollWidth)"
    )
    assert max(wide) <= PHONE["width"]


def test_the_menu_of_pages_opens_on_a_phone(window: Page):
    window.set_viewport_size(PHONE)
    window.goto("/method")
    wait_until_drawn(window, "计分办法")
    window.get_by_test_id("stExpandSidebarButton").click()
    window.get_by_role("link", name="督导覆盖").click()
    wait_until_drawn(window, "督导覆盖")


def test_no_figure_or_name_is_cut_on_a_small_laptop(window: Page):
    window.set_viewport_size(LAPTOP)
    window.goto("/")
    wait_until_drawn(window, "总览")
    expect(window.locator(".figure")).to_have_count(7)
    assert window.locator(".figure, .figure *").evaluate_all(WIDER_THAN_ITS_PLACE) == []
    window.goto("/scorecard?place=410300")
    wait_until_drawn(window, "记分卡")
    expect(window.locator(".tile")).to_have_count(12)
    assert window.locator(".tile, .tile-name, .tile-main").evaluate_all(WIDER_THAN_ITS_PLACE) == []


def test_a_click_on_a_county_shows_its_schools_without_scrolling(window: Page):
    window.goto("/coverage")
    wait_until_drawn(window, "督导覆盖")
    window.locator('.st-key-coverage_map path[aria-label*="地区: 新安;"]').click()
    expect(window.locator("h3")).to_contain_text("洛阳新安县2022年12月未到校学校 3 所")
    wait_until_drawn(window, "督导覆盖")
    assert "county=410323" in window.url
    assert window.locator(".st-key-unvisited_list").evaluate("list => list.getBoundingClientRect().bottom") <= 1080
