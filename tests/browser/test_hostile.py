"""Names and texts that try to do something stay letters: on every page and slide, in every file, at every width."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route

from data_access.shared.areas import read_areas
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from supervision.areas import Areas
from supervision.texts import LONGEST_NAME
from tests.bulletin.reading import lines_of
from tests.hostile import CUTOFF, MARKUP, SHORTCUTS, fill_workspace, with_hostile_texts
from tests.serving import OFFICE, PAGES, Complaints, open_window, running_dashboard, wait_until_drawn

PLACE = "410300"
MOST_HEIGHT = 10_000
"""Pixels of the longest page, 一地一档 with its events, and half as much again; one uncut text alone takes more."""
PHONE = {"width": 390, "height": 844}
VIEWS = (
    "/?shown=coverage&form=tiles",
    f"/scorecard?place={PLACE}&question=contrast",
    "/comparison?group=410300&places=410303.410305&figure=3.3",
    *(f"/coverage?topic={topic}&county=410323" for topic in ("gaps", "days", "next")),
    f"/file?place={PLACE}",
    f"/problems?place={PLACE}&view=print",
    "/summons?steps=contests",
    "/bulletin?kind=summons",
)
"""Views that show names and texts in a form which their page does not begin with."""
WIDTHS = "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(part => part.scrollWidth)"
FAULTS = (Path(__file__).parents[1] / "projection" / "faults.js").read_text(encoding="utf-8")
EMBEDDED = "img:not([src^='data:']):not([src^='/']), iframe, object, embed, [onerror]"
MADE_OF_MARKDOWN = "a, svg, em, strong, del, code, [class*=katex], [data-testid=stIconMaterial]"
JOINER = "\u2060"


@pytest.fixture(scope="module")
def hostile_url(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return with_hostile_texts(demo_url, tmp_path_factory.mktemp("hostile") / "demo.sqlite")


@pytest.fixture(scope="module")
def areas(hostile_url: str) -> Areas:
    engine = open_database(hostile_url)
    with connected(engine) as connection:
        found = read_areas(connection, CUTOFF)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def visit(
    chromium: Browser, hostile_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, Complaints]]:
    """Return one window for all tests, to a dashboard whose data and own store hold hostile texts."""
    log = tmp_path_factory.mktemp("server") / "log"
    fill_workspace(f"sqlite:///{log.with_suffix('.workspace.sqlite')}", PLACE)
    with running_dashboard(hostile_url, log) as server:
        visitor, page, complaints = open_window(chromium, server)

        def keep_inside(route: Route) -> None:
            # The request is noted by the window; it must not reach anybody's network.
            if urlsplit(route.request.url).netloc == urlsplit(server.address).netloc:
                route.continue_()
            else:
                route.abort()

        visitor.route("**/*", keep_inside)
        page.on("dialog", lambda dialog: (complaints.console.append(dialog.message), dialog.dismiss()))
        yield page, complaints
        visitor.close()


@pytest.fixture
def window(visit: tuple[Page, Complaints]) -> Iterator[Page]:
    """Return the window; at the end no text may have run, asked another host, failed or broken a page."""
    page, complaints = visit
    page.set_viewport_size(OFFICE)
    yield page
    assert page.evaluate("window.ran") is None
    assert complaints.outside == []
    assert complaints.console == []
    assert "故障编号" not in page.locator("body").inner_text()


def open_view(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_drawn(page, PAGES[address.split("?")[0]])


@pytest.mark.parametrize("address", [*PAGES, *VIEWS])
def test_no_text_runs_asks_for_anything_or_breaks_the_width(window: Page, address: str, tmp_path: Path):
    open_view(window, address)
    main = window.get_by_test_id("stMain")
    assert main.locator(f"{EMBEDDED}, a[href*='foreign'], a[href^='javascript']").count() == 0
    # The one script of ours says in which language the page is.
    assert [text for text in main.locator("script").all_text_contents() if "window.ran" in text] == []
    assert main.evaluate("main => main.scrollHeight") < MOST_HEIGHT
    check_workbooks(window, tmp_path)
    for size in (OFFICE, PHONE):
        window.set_viewport_size(size)
        # Charts and tables take their new width a moment later.
        window.wait_for_function(f"Math.max(...{WIDTHS}) <= {size['width']}")


def check_workbooks(page: Page, folder: Path) -> None:
    """Assert that every workbook of the page holds texts and numbers only: no formula, link or foreign address."""
    offered = page.locator("[data-testid=stDownloadButton] button:enabled").filter(has_text="Excel")
    for place in range(offered.count()):
        with page.expect_download() as download:
            offered.nth(place).click()
        written = folder / f"{place}.xlsx"
        download.value.save_as(written)
        cells = [cell for sheet in load_workbook(written) for line in sheet.iter_rows() for cell in line]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        with zipfile.ZipFile(written) as package:
            assert not [name for name in package.namelist() if "external" in name.lower()]
            assert not [name for name in package.namelist() if name.endswith(".rels") and leads_out(package, name)]


def leads_out(package: zipfile.ZipFile, name: str) -> bool:
    return b"foreign.test" in package.read(name) or b'TargetMode="External"' in package.read(name)


def test_names_stand_on_a_page_letter_for_letter(window: Page, areas: Areas):
    open_view(window, "/deadlines")
    listed = window.locator("table.rows").last.locator("td:first-child").all_text_contents()
    assert sorted(listed) == sorted(unit.name for unit in areas.units)


def test_names_stand_on_buttons_letter_for_letter(window: Page, areas: Areas):
    names = {" ".join(areas.full_name(area.area_code).split()) for area in areas.all}
    open_view(window, "/method")
    for sought in ("foreign", "home", "7*7", "drop", "转向", "😀", "www"):
        window.get_by_role("textbox", name="查找地区或学校").fill(sought)
        window.keyboard.press("Enter")
        found = window.locator(f".st-key-hits button p:has-text('{sought}')")
        found.first.wait_for()
        wait_until_drawn(window, "计分办法")
        said = {" ".join(text.replace(JOINER, "").split()) for text in found.all_text_contents()}
        # A school's name stands before its place.
        assert said & names
        assert [text for text in said - names if "（" not in text] == []
        assert window.locator(f".st-key-hits :is({MADE_OF_MARKDOWN}, {EMBEDDED})").count() == 0, sought


def test_a_chart_draws_names_as_text_and_its_tooltip_too(window: Page):
    open_view(window, "/coverage")
    shape = window.locator('.st-key-coverage_map path[aria-label*="<img"]').first
    shape.wait_for()
    shape.hover(force=True)
    tooltip = window.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert "<img" in tooltip.inner_text()
    assert tooltip.locator("img, script, a").count() == 0
    labels = window.locator(".st-key-coverage_map svg text").all_text_contents()
    assert max(map(len, labels)) <= LONGEST_NAME


def test_every_slide_and_every_card_asked_for_holds_the_texts_in_its_place(window: Page):
    open_view(window, "/projection")
    window.locator(".wall-number").wait_for()
    slides = int(window.locator(".wall-number").inner_text().split("／")[1])
    shown = ""
    for number in range(1, slides + 1):
        window.locator(f".wall-number:has-text('{number}／{slides}')").wait_for()
        assert window.evaluate(FAULTS) == [], number
        assert window.locator(".wall img:not([src^='data:']), .wall script").count() == 0
        shown += window.locator(".wall").inner_text()
        window.keyboard.press("PageDown")
    assert MARKUP[:10] in shown
    window.get_by_role("button", name="查地方学校").click()
    box = window.get_by_label("查找地区或学校")
    box.fill("foreign")
    box.press("Enter")
    window.locator(".st-key-wall_hit_0 button").click()
    window.get_by_role("button", name="回到投影").wait_for()
    assert window.evaluate(FAULTS) == []


def test_the_offline_file_asks_for_nothing_when_it_is_opened_from_the_disk(
    window: Page, chromium: Browser, tmp_path: Path
):
    file = tmp_path / "slides.html"
    open_view(window, "/meeting")
    with window.expect_download() as download:
        window.get_by_role("button", name="下载离线文件").click()
    download.value.save_as(file)
    visitor = chromium.new_context(offline=True, viewport=OFFICE)
    page, asked = visitor.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(file.as_uri())
    for _ in range(page.locator(".wall").count()):
        assert page.evaluate(FAULTS) == []
        page.keyboard.press("PageDown")
    assert page.locator("main script, main img:not([src^='data:']), main a[href^='http']").count() == 0
    assert page.evaluate("window.ran") is None
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    visitor.close()


def test_the_findings_of_the_check_are_letters_on_the_page_and_in_the_file(window: Page, tmp_path: Path):
    open_view(window, "/data-quality")
    window.get_by_role("button", name="开始核对").click()
    button = window.get_by_role("button", name="下载全部结果")
    button.wait_for(timeout=120_000)
    with window.expect_download(timeout=60_000) as download:
        button.click()
    written = tmp_path / "findings.xlsx"
    download.value.save_as(written)
    sheets = load_workbook(written).worksheets
    cells = [cell for sheet in sheets for line in sheet.iter_rows() for cell in line]
    assert len(cells) > 50
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize(
    ("address", "button", "said"),
    [("/meeting", "会议纪要", SHORTCUTS), ("/bulletin?kind=summons", "材料（Word）", MARKUP)],
    ids=["minutes", "material"],
)
def test_word_opens_what_a_page_hands_out(window: Page, tmp_path: Path, address: str, button: str, said: str):
    open_view(window, address)
    with window.expect_download(timeout=60_000) as download:
        window.get_by_role("button", name=re.compile(button)).first.click()
    written = tmp_path / "file.docx"
    download.value.save_as(written)
    audit = [str(Path(sys.executable).parent / "openxml-audit"), "-f", "office2019", str(written)]
    judged = subprocess.run(audit, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout
    assert said[:20] in "\n".join(lines_of(written.read_bytes()))
    with zipfile.ZipFile(written) as package:
        assert not [name for name in package.namelist() if name.endswith(".rels") and leads_out(package, name)]
        fields = re.findall(rb"<w:(?:instrText|fldSimple).*?>[^<]*", package.read("word/document.xml"))
    assert not [field for field in fields if b"INCLUDETEXT" in field or b"foreign" in field]
