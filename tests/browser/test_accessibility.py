"""Readable aloud and usable by the keyboard alone: axe finds nothing serious of ours, and Tab and Enter suffice."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.serving import PAGES, wait_until_drawn

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# Streamlit's own menu of pages is a list with headings inside, which cannot be changed.
RUN = """() => axe.run({exclude: [['[data-testid=stSidebarNav]']]}, {resultTypes: ['violations']})
    .then(found => found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200)).join(' | ')))"""
# A page just drawn may still be fading in, and half-transparent text has too little contrast.
FADED_IN = """() => document.getAnimations()
    .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime)).forEach(each => each.finish())"""
QUESTIONS = [f"/scorecard?place=410300&question={asked}" for asked in ("position", "change", "contrast", "trial")]
# The main part of the page can be reached too, to scroll it, and holds every word.
ON_A_BUTTON = "document.activeElement.tagName == 'BUTTON' ? document.activeElement.innerText : ''"
STEPS_TO_A_TILE = 60


@pytest.mark.parametrize("address", [*PAGES, *QUESTIONS])
def test_axe_finds_nothing_serious(window: Page, address: str):
    window.goto(address)
    wait_until_drawn(window, PAGES[address.split("?")[0]])
    window.evaluate(AXE)
    window.evaluate(FADED_IN)
    assert window.evaluate(RUN) == []


def test_a_tile_is_reached_and_chosen_by_the_keyboard_alone(window: Page):
    window.goto("/scorecard?place=410300&category=12")
    wait_until_drawn(window, "记分卡")
    window.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    for _ in range(STEPS_TO_A_TILE):
        window.keyboard.press("Tab")
        if "学校作业设计" in window.evaluate(ON_A_BUTTON):
            break
    expect(window.locator(":focus")).to_contain_text("查看“学校作业设计”的指标")
    window.keyboard.press("Enter")
    expect(window.locator(".indicators h3")).to_have_text("2　学校作业设计", timeout=15_000)
    assert "category=2" in window.url


def test_a_question_and_a_part_are_chosen_by_the_keyboard_alone(window: Page):
    window.goto("/scorecard?place=410300")
    wait_until_drawn(window, "记分卡")
    window.get_by_role("radio", name="同类位置").focus()
    window.keyboard.press("ArrowRight")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile("question=change"))
    wait_until_drawn(window, "记分卡")
    window.get_by_role("combobox", name="查看其中一部分").focus()
    window.keyboard.press("ArrowDown")
    expect(window.get_by_role("listbox")).to_be_visible()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile("cause="))
