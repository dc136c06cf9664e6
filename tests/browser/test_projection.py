"""会场投影 in a real browser: every slide on every screen, the keys, the timer, and a server that is gone."""

import os
import re
import shutil
import signal
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.serving import OFFICE, open_window, running_dashboard, wait_until_drawn

SIZES = [(1920, 1080), (1024, 768), (1280, 720), (3840, 2160), (6656, 1792)]
FAULTS = (Path(__file__).parents[1] / "projection" / "faults.js").read_text(encoding="utf-8")
HOOKS = ("stSidebar", "stHeader", "stToolbar", "stElementToolbar", "stStatusWidget", "stConnectionStatus")
CHROME = ", ".join(["[role=dialog]", *(f"[data-testid={hook}]" for hook in HOOKS)])
SEEN = "all => all.filter(each => each.checkVisibility()).map(each => each.dataset.testid)"
STEPS = 40
# Texts and boxes of the panel that are smaller than 20 points at 1080 lines.
SMALL = """() => [...document.querySelectorAll('.st-key-wall_panel *')]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().width > 2
        && (each.tagName === 'INPUT' || [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        && parseFloat(getComputedStyle(each).fontSize) < 27 * Math.min(innerWidth / 1920, innerHeight / 1080) - 0.05)
    .map(each => each.innerText || each.tagName)"""


def open_wall(page: Page, link: str = "") -> int:
    """Open the page and return how many slides there are."""
    page.goto(f"/projection{link}")
    wait_until_drawn(page, "会场投影")
    expect(page.locator(".st-key-wall_keys button")).to_have_count(5)
    return int(page.locator(".wall-number").inner_text().split("／")[1])


def shows(page: Page, number: int) -> None:
    """Wait until the slide of that number stands there."""
    expect(page.locator(".wall-number")).to_have_text(re.compile(rf"^{number}／"))


def test_every_slide_fits_every_screen(window: Page):
    slides = open_wall(window)
    assert slides >= 5
    for number in range(1, slides + 1):
        shows(window, number)
        for width, height in SIZES:
            window.set_viewport_size({"width": width, "height": height})
            assert window.evaluate(FAULTS) == [], (number, width)
        window.keyboard.press("PageDown")


def test_forty_steps_with_every_key_keep_the_mode_and_the_number_in_the_link(window: Page):
    slides = open_wall(window)
    number = 1
    keys = ("PageDown", "ArrowRight", "Space", "PageUp", "ArrowLeft", "PageDown", "PageUp", "Space")
    for key in (keys * STEPS)[:STEPS]:
        window.keyboard.press(key)
        number = min(max(number + (-1 if key in ("PageUp", "ArrowLeft") else 1), 1), slides)
        shows(window, number)
        assert window.locator(CHROME).evaluate_all(SEEN) == []
    expect(window).to_have_url(re.compile(rf"slide={number}\b") if number > 1 else re.compile("projection"))
    window.reload()
    wait_until_drawn(window, "会场投影")
    shows(window, number)


def test_the_dark_theme_stays_while_stepping_and_the_timer_can_be_held(window: Page):
    open_wall(window, "?slide=2")
    window.get_by_role("button", name="换底色").click()
    expect(window.locator(".wall.dark")).to_be_visible()
    window.get_by_role("button", name="计时").click()
    expect(window.locator(".wall-countdown")).to_be_visible()
    window.get_by_role("button", name="上一页").click()
    shows(window, 1)
    expect(window.locator(".wall.dark")).to_be_visible()
    window.get_by_role("button", name="暂停").click()
    expect(window.locator(".wall-status")).to_contain_text("计时已暂停")
    window.get_by_role("button", name="停止计时").click()
    expect(window.get_by_role("button", name="计时")).to_be_visible()
    window.get_by_role("button", name="退出").click()
    wait_until_drawn(window, "周例会")
    assert "stSidebar" in window.locator(CHROME).evaluate_all(SEEN)


def test_somebody_asks_for_a_place_and_for_a_school_and_the_slide_comes_back(window: Page):
    open_wall(window, "?slide=3")
    slide = window.locator(".wall h2").inner_text()
    for asked, found in (("洛阳", "洛阳市"), ("小学", "小学")):
        window.get_by_role("button", name="查地方学校").click()
        box = window.get_by_label("查找地区或学校")
        box.fill(asked)
        box.press("Enter")
        window.locator(".st-key-wall_hit_0 button").wait_for()
        assert window.evaluate(SMALL) == []
        window.locator(".st-key-wall_hit_0 button").click()
        expect(window.locator(".wall h2")).to_contain_text(found)
        assert window.locator(".wall tbody tr").count() == (12 if found == "洛阳市" else 0)
        expect(window.get_by_role("button", name="退出")).to_be_visible()
        for width, height in SIZES:
            window.set_viewport_size({"width": width, "height": height})
            assert window.evaluate(FAULTS) == [], (asked, width)
        window.set_viewport_size(OFFICE)
        window.keyboard.press("PageDown")
        expect(window.locator(".wall h2")).to_have_text(slide)
    shows(window, 3)


def test_what_was_resolved_on_the_wall_survives_a_restart_and_comes_back(
    chromium: Browser, demo_url: str, tmp_path: Path
):
    with running_dashboard(demo_url, tmp_path / "log") as server:
        visitor, page, _ = open_window(chromium, server)
        page.goto("/meeting")
        wait_until_drawn(page, "周例会")
        page.get_by_role("button", name="开始例会").click()
        expect(page.get_by_role("button", name="结束例会")).to_be_visible()
        open_wall(page)
        page.get_by_role("button", name="记议定事项").click()
        page.get_by_role("button", name="登记议定事项").wait_for()
        assert page.evaluate(SMALL) == []
        page.get_by_label("议定事项（不写个人姓名）").fill("核查超期未整改问题并报送结果")
        page.get_by_label("或责任处室、部门").fill("督导处")
        page.get_by_role("button", name="登记议定事项").click()
        expect(page.locator(".st-key-wall_panel")).to_contain_text("已登记1项")
        page.get_by_role("button", name="收起").click()
        slides = open_wall(page)
        open_wall(page, f"?slide={slides}")
        expect(page.locator(".wall h2")).to_have_text("本次议定事项")
        expect(page.locator(".wall")).to_contain_text("核查超期未整改问题并报送结果")
        page.goto("/meeting")
        wait_until_drawn(page, "周例会")
        page.get_by_role("button", name="结束例会").click()
        expect(page.get_by_role("button", name="开始例会")).to_be_visible()
        visitor.close()
    with running_dashboard(demo_url, tmp_path / "log") as server:
        visitor, page, complaints = open_window(chromium, server)
        open_wall(page, "?slide=2")
        expect(page.locator(".wall h2")).to_have_text("上次议定事项")
        expect(page.locator(".wall")).to_contain_text("核查超期未整改问题并报送结果")
        expect(page.locator(".wall")).to_contain_text("督导处")
        assert not complaints.console
        visitor.close()


def test_the_last_slide_stays_uncovered_when_the_server_is_gone(chromium: Browser, demo_url: str, tmp_path: Path):
    with running_dashboard(demo_url, tmp_path / "log") as server:
        visitor, page, _ = open_window(chromium, server)
        open_wall(page, "?slide=2")
        said = page.locator(".wall").inner_text()
        os.kill(server.process, signal.SIGKILL)
        # Streamlit's own message is there, and nobody sees it.
        page.locator("[role=dialog]").wait_for(state="attached")
        assert page.locator(CHROME).evaluate_all(SEEN) == []
        assert page.locator(".wall").inner_text() == said
        visitor.close()


def test_a_wall_whose_database_was_away_is_live_again_without_a_key(chromium: Browser, demo_url: str, tmp_path: Path):
    shared, elsewhere = tmp_path / "shared.sqlite", tmp_path / "elsewhere.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), shared)
    with running_dashboard(f"sqlite:///{shared}", tmp_path / "log") as server:
        visitor, page, complaints = open_window(chromium, server)
        open_wall(page)
        expect(page.locator(".wall-status")).to_contain_text("读取时间")
        shared.rename(elsewhere)
        page.reload()
        away = page.get_by_text("数据库暂时不可用")
        # It is noticed at the look after next, at most.
        for _ in range(10):
            wait_until_drawn(page, "会场投影")
            if away.count():
                break
            page.wait_for_timeout(2000)
            page.reload()
        expect(away.first).to_be_visible()
        elsewhere.rename(shared)
        expect(page.locator(".wall-status")).to_contain_text("读取时间", timeout=30_000)
        expect(away).to_have_count(0)
        visitor.close()
    assert complaints.console == []
