"""What a leader and a staff member do, in a real browser against a freshly started server."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_access.shared.coverage import read_coverage
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from tests.serving import PAGES, wait_until_drawn

NAMES = {"henan", "geocn", "fast", "Excel", "Word"}
"""Names that have no Chinese form: the scheme's, the map's source, file formats."""
CUTOFF = date(2022, 12, 20)
READ_AT = re.compile(r"读取时间[-\d: ]+")


def test_a_deep_link_on_a_fresh_server_shows_the_card_it_names(first_window: Page):
    first_window.goto("/scorecard?place=410300&quarter=2022Q3")
    wait_until_drawn(first_window, "记分卡")
    expect(first_window.locator(".card-name")).to_have_text("洛阳市")
    expect(first_window.get_by_role("combobox", name="季度")).to_have_value("2022年第三季度")
    expect(first_window.locator(".tile")).to_have_count(12)
    expect(first_window.get_by_role("dialog")).to_have_count(0)
    assert "not found" not in first_window.locator("body").inner_text()


@pytest.mark.parametrize(
    ("link", "refused"),
    [("/lost/<b>page</b>?place=410300", "lost/<b>page</b>"), ("/overview?quarter=2022Q3", None)],
)
def test_an_address_that_is_no_pages_leads_to_the_first_page_and_is_named(window: Page, link: str, refused: str | None):
    window.goto(link)
    wait_until_drawn(window, "总览")
    told = window.get_by_text(re.compile("链接中的“.*”无法识别"))
    if refused:
        expect(told).to_contain_text(f"“{refused}”")
    else:
        expect(window.get_by_role("combobox", name="季度")).to_have_value("2022年第三季度")
        expect(told).to_have_count(0)
    expect(window.get_by_role("dialog")).to_have_count(0)
    window.reload()
    wait_until_drawn(window, "总览")
    expect(told).to_have_count(0)


# A view of every page with choices that are not its defaults, none of them the first that a fresh server shows.
LINKS = (
    "/?shown=coverage&form=tiles&quarter=2022Q3",
    "/scorecard?place=410302&category=4&question=change&quarter=2022Q3",
    "/scorecard?place=410300&question=contrast&quarter=2022Q3&cutoff=2022-08-31",
    "/comparison?group=410300&figure=3.3&places=410303.410305&quarter=2022Q3",
    "/coverage?topic=gaps&month=2022-11&county=410323",
    "/coverage?topic=next&draw=3&county=410323",
    "/school?place=410302&find=小学",
    "/rows?place=410300&indicator=12.1&quarter=2022Q3",
    "/method?quarter=2022Q3",
    "/bulletin?kind=report&quarter=2022Q3",
    "/data-quality?quarter=2022Q3",
)


def test_every_link_shows_the_same_on_a_fresh_server(window: Page, first_window: Page):
    for link in LINKS:
        shown = []
        for page in (first_window, window):
            page.goto(link)
            wait_until_drawn(page, PAGES[link.split("?")[0]])
            shown.append(READ_AT.sub("", settled_text(page)))
        assert shown[0] == shown[1], link
        assert "无法识别" not in shown[0]


def test_a_card_stands_on_one_screen_of_a_projector(window: Page):
    window.goto("/scorecard?place=410300")
    wait_until_drawn(window, "记分卡")
    # What explains the card may stand below; the head and the twelve categories need no scrolling.
    lowest = window.locator(".tile").last.evaluate("tile => tile.getBoundingClientRect().bottom")
    assert lowest <= 1080


def test_from_the_overview_down_to_schools_and_on_to_the_bulletin(first_window: Page, demo_url: str, tmp_path: Path):
    first_window.goto("/")
    wait_until_drawn(first_window, "总览")
    first_window.locator('.st-key-ranking_CITIES path[aria-label*="地区: 郑州;"]').click()
    wait_until_drawn(first_window, "记分卡")
    expect(first_window.locator(".card-name")).to_have_text("郑州市")

    first_window.get_by_role("link", name="督导覆盖").click()
    wait_until_drawn(first_window, "督导覆盖")
    assert listed_and_said(first_window) == unvisited(demo_url, first_window, date(2022, 12, 1))
    first_window.get_by_role("slider", name="月份").press("ArrowLeft")
    expect(first_window.locator("h3")).to_contain_text("2022年11月")
    wait_until_drawn(first_window, "督导覆盖")
    assert listed_and_said(first_window) == unvisited(demo_url, first_window, date(2022, 11, 1))

    first_window.get_by_role("link", name="季度通报").click()
    wait_until_drawn(first_window, "季度通报")
    with first_window.expect_download(timeout=60_000) as download:
        first_window.get_by_role("button", name="生成并下载通报").click()
    assert download.value.suggested_filename.endswith(".docx")
    written = tmp_path / "bulletin.docx"
    download.value.save_as(written)
    audit = [str(Path(sys.executable).parent / "openxml-audit"), "-f", "office2019", str(written)]
    judged = subprocess.run(audit, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout


def _choose_by_typing(window: Page, box: str, begins: str) -> None:
    window.get_by_role("combobox", name=box).fill(begins)
    window.get_by_role("combobox", name=box).press("Enter")


def test_from_the_province_down_to_a_school_and_back_with_the_quarter_kept(window: Page):
    window.goto("/scorecard?place=410000&quarter=2022Q3&category=3")
    wait_until_drawn(window, "记分卡")
    _choose_by_typing(window, "报送单位", "洛阳")
    expect(window.locator(".card-name")).to_have_text("洛阳市")
    # What is typed into a box while a page is still being drawn, Streamlit's box drops.
    wait_until_drawn(window, "记分卡")
    _choose_by_typing(window, "县（市、区）", "老城")
    expect(window.locator(".card-name")).to_have_text("老城区")

    window.get_by_role("button", name="› 所辖学校").click()
    wait_until_drawn(window, "学校")
    window.get_by_role("combobox", name="打开学校").click()
    window.get_by_role("option").first.click()
    expect(window.get_by_role("button", name="‹ 返回学校名单")).to_be_visible()
    wait_until_drawn(window, "学校")
    assert "school=410302" in window.url
    heading, link = window.get_by_role("heading", level=3).inner_text(), window.url

    window.get_by_role("button", name="‹ 返回学校名单").click()
    expect(window.get_by_role("combobox", name="打开学校")).to_be_visible()
    window.get_by_role("button", name="洛阳市 ›").click()
    expect(window.get_by_role("button", name="下一个：平顶山市")).to_be_visible()
    window.get_by_role("link", name="记分卡").click()
    wait_until_drawn(window, "记分卡")
    expect(window.locator(".card-name")).to_have_text("洛阳市")
    window.get_by_role("button", name="河南省 ›").click()
    expect(window.locator(".card-name")).to_have_text("河南省")
    for kept in ("place=410000", "quarter=2022Q3", "category=3"):
        assert kept in window.url

    # The school's link alone shows the same to a new visitor.
    window.goto(link)
    wait_until_drawn(window, "学校")
    expect(window.get_by_role("heading", level=3)).to_have_text(heading)


def test_a_search_by_initials_opens_a_card_by_keyboard_alone(window: Page):
    window.goto("/method")
    wait_until_drawn(window, "计分办法")
    window.get_by_role("textbox", name="查找地区或学校").focus()
    window.keyboard.type("zmx")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="郑州中牟县", exact=True)).to_be_visible()
    wait_until_drawn(window, "计分办法")
    for _ in range(4):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.innerText") == "郑州中牟县":
            break
    window.keyboard.press("Enter")
    wait_until_drawn(window, "记分卡")
    expect(window.locator(".card-name")).to_have_text("中牟县")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_by_its_address_without_a_word_of_english(window: Page, address: str):
    window.goto(address)
    wait_until_drawn(window, PAGES[address])
    # "Skip to main content", Streamlit's link for the keyboard, stands outside both and cannot be set.
    said = " ".join(window.get_by_test_id(part).inner_text() for part in ("stMain", "stSidebar"))
    # An icon's name is the text of its element, and drawn as the icon.
    for icon in window.get_by_test_id("stIconMaterial").all_inner_texts():
        said = said.replace(icon, "")
    assert set(re.findall(r"[A-Za-z]{3,}", said)) <= NAMES


def settled_text(page: Page) -> str:
    """Return the words of a page once nothing is added to them any more: a widget's code comes after its script."""
    page.evaluate("window.lastWords = ''")
    page.wait_for_function(
        """() => {
            const words = document.querySelector('[data-testid=stMain]').innerText
            const settled = words === window.lastWords
            window.lastWords = words
            return settled
        }""",
        polling=700,
    )
    return page.get_by_test_id("stMain").inner_text()


def listed_and_said(page: Page) -> tuple[int, int]:
    """Return how many schools the list under the map shows, and how many its heading says."""
    said = re.search(r"未到校学校 (\d+) 所", page.locator("h3").inner_text())
    assert said
    return page.locator("table.rows tbody tr").count(), int(said[1])


def unvisited(database_url: str, page: Page, month: date) -> tuple[int, int]:
    """Return, twice, the number of schools not visited that the month's coverage counts in the county chosen."""
    county = re.search(r"county=(\w+)", page.url)
    engine = open_database(database_url)
    with connected(engine) as connection:
        counted = read_coverage(connection, month, CUTOFF).set_index("area_code")
    engine.dispose()
    gaps = counted["schools_due"] - counted["schools_visited"]
    # A county that is the default has no place in the link: it is the one with most schools not visited.
    gap = int(gaps.max() if county is None else gaps[county[1]])
    return gap, gap
