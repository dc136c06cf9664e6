"""GB/T 9704-2012 within a millimetre, measured in the PDF that LibreOffice makes of finished documents."""

import re
from collections import Counter
from collections.abc import Iterator

import pdfplumber
import pytest
from pdfplumber.page import Page

from bulletin.background import Background
from bulletin.contents import Contents, compose
from bulletin.context import build_context
from bulletin.fields import PersonFields, open_fields
from bulletin.kinds import Kind
from bulletin.pictures import print_pictures
from bulletin.rendering import render
from bulletin.writing import TEMPLATE_FOLDER
from supervision.assessment import Assessment
from tests.bulletin.paper import DOTS_PER_INCH, MM, Printed, bands, convert, extent, ink, line_with

FIELDS = PersonFields("豫政教督办〔2022〕12号", "王小明", "2022年12月22日", "2022年12月22日")
LETTER = 16 / 72 * 25.4
LINE = 225 / 22
TOP, BOTTOM, LEFT, RIGHT = 37, 297 - 35, 28, 210 - 26
SHORT_NAME = "某省督导办"


def _filled(contents: Contents, **changed: object) -> bytes:
    """Return a finished document: nothing open, so no mark of a draft stands on its pages."""
    context = build_context(contents, FIELDS) | changed
    return render(TEMPLATE_FOLDER / f"{contents.kind}.docx", context, print_pictures(contents.facts))


@pytest.fixture(scope="module")
def printed(
    assessment: Assessment, background: Background, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Printed]:
    folder = tmp_path_factory.mktemp("paper")
    kinds = (Kind.CIRCULAR, Kind.REPORT)
    circular, report = (compose(assessment, kind, is_demo=False, background=background) for kind in kinds)
    files = {
        # Three pages of nothing but Chinese characters, for the grid.
        "circular": _filled(circular, cautions=["督导" * 1000]),
        "report": _filled(report),
        "short": _filled(circular, office_name=SHORT_NAME),
        # One page longer than the one before: of the two, one has a blank page before its 版记.
        "longer": _filled(circular, office_name=SHORT_NAME, cautions=[*circular.cautions, "督导" * 300]),
        "draft": render(
            TEMPLATE_FOLDER / "report.docx",
            build_context(compose(assessment, Kind.REPORT, is_demo=True), open_fields(assessment.scheme.office, 2022)),
            (),
        ),
    }
    for name, docx in files.items():
        (folder / f"{name}.docx").write_bytes(docx)
    opened = [pdfplumber.open(path) for path in convert([folder / f"{name}.docx" for name in files], folder)]
    yield Printed({name: pdf.pages for name, pdf in zip(files, opened, strict=True)})
    for pdf in opened:
        pdf.close()


def _body(page: Page) -> list[dict[str, float]]:
    return [char for char in page.chars if TOP < (char["top"] + char["height"] / 2) / MM < BOTTOM]


def test_a_full_page_holds_22_lines_of_28_characters(printed: Printed) -> None:
    per_line = Counter(round(char["top"]) for char in _body(printed.pages["circular"][1]))
    assert len(per_line) == 22
    assert set(per_line.values()) == {28}


def test_text_fills_the_frame_that_the_margins_leave(printed: Printed) -> None:
    _, dark = ink(printed.pages["circular"][1])
    rows = [band for band in bands(dark) if band[0] > TOP - 1 and band[1] < BOTTOM + 1]
    left, right = extent(dark, (rows[0][0], rows[-1][1]))
    assert (left, right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))
    # Characters stand in the middle of their line of 10.2 mm, so the ink starts and ends up to 3 mm inside.
    pitch = (rows[-1][0] - rows[0][0]) / 21
    assert pitch == pytest.approx(LINE, abs=0.02)
    assert (rows[0][0] + rows[0][1]) / 2 - pitch / 2 == pytest.approx(TOP, abs=1)
    assert (rows[-1][0] + rows[-1][1]) / 2 + pitch / 2 == pytest.approx(BOTTOM, abs=1)


@pytest.mark.parametrize("name", ["circular", "report", "short"])
def test_office_name_is_red_and_starts_35_mm_below_the_top_of_the_text(printed: Printed, name: str) -> None:
    red, _ = ink(printed.first(name))
    mark = bands(red)[0]
    assert mark[0] == pytest.approx(TOP + 35, abs=1)
    left, right = extent(red, mark)
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert LEFT - 1 < left < right < RIGHT + 1


def test_office_name_is_sized_by_its_length(printed: Printed) -> None:
    long, short = line_with(printed.first("circular"), "河南省人民政府"), line_with(printed.first("short"), SHORT_NAME)
    assert long["right"] - long["left"] == pytest.approx(156, abs=6)
    assert long["size"] == pytest.approx(26, abs=1)
    # Five characters would fill the line at 88 points; the tallest allowed is 22 mm.
    assert short["size"] / 72 * 25.4 == pytest.approx(22, abs=0.3)


@pytest.mark.parametrize("name", ["circular", "report"])
def test_red_rule_runs_4_mm_below_the_number_and_across_the_text(printed: Printed, name: str) -> None:
    red, dark = ink(printed.first(name))
    mark, rule = bands(red)
    number = next(band for band in bands(dark) if band[0] > mark[1])
    assert rule[0] - number[1] == pytest.approx(4, abs=1)
    assert extent(red, rule) == (pytest.approx(LEFT, abs=0.5), pytest.approx(RIGHT, abs=0.5))
    # Two blank lines lie between the name and the number.
    assert number[0] - mark[1] == pytest.approx(2 * LINE, abs=LINE / 2)


def test_number_stands_in_the_middle_downwards_and_left_upwards(printed: Printed) -> None:
    down, up = (line_with(printed.first(name), "豫政教督办〔2022〕12号") for name in ("circular", "report"))
    assert (down["left"] + down["right"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert up["left"] == pytest.approx(LEFT + LETTER, abs=1)
    for name in ("circular", "report"):
        text = printed.first(name).extract_text().replace(" ", "")
        assert re.search(r"〔2022〕[1-9]\d*号", text)
        assert not re.search(r"[\[（(【]2022[\]）)】]|第12号", text)


def test_signer_stands_on_the_line_of_the_number_upwards_only(printed: Printed) -> None:
    line = line_with(printed.first("report"), "签发人：王小明")
    assert line["right"] == pytest.approx(RIGHT - LETTER, abs=1)
    assert line["top"] == pytest.approx(line_with(printed.first("report"), "〔2022〕12号")["top"], abs=0.1)
    assert "签发人" not in printed.first("circular").extract_text()


@pytest.mark.parametrize("name", ["circular", "report"])
def test_title_is_of_22_points_centred_and_broken_by_meaning(printed: Printed, name: str) -> None:
    page = printed.first(name)
    lines = [line for line in page.extract_text_lines() if line["chars"][0]["size"] == pytest.approx(22, abs=0.1)]
    texts = [line["text"].replace(" ", "") for line in lines]
    ending = "通报" if name == "circular" else "报告"
    assert texts[0] == "河南省人民政府教育督导委员会办公室"
    assert texts[1].startswith("关于2022年第四季度“双减”")
    assert texts[-1].endswith(f"督导情况的{ending}")
    for line in lines:
        assert (line["x0"] + line["x1"]) / 2 / MM == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    red, dark = ink(page)
    rule = bands(red)[-1]
    first = next(band for band in bands(dark) if band[0] > rule[1])
    assert first[0] - rule[1] == pytest.approx(2 * LINE, abs=LINE / 2)


@pytest.mark.parametrize(("name", "text"), [("circular", "各省辖市、济源示范区"), ("report", "省委、省政府：")])
def test_recipients_stand_flush_left_a_line_below_the_title(printed: Printed, name: str, text: str) -> None:
    page = printed.first(name)
    line, title = line_with(page, text), line_with(page, "督导情况的")
    assert line["left"] == pytest.approx(LEFT, abs=1)
    assert line["top"] - title["bottom"] == pytest.approx(LINE, abs=LINE)
    assert line["size"] == pytest.approx(16, abs=0.1)


def test_body_is_of_16_points_indented_by_two_characters(printed: Printed) -> None:
    line = line_with(printed.first("report"), "按照“双减”督导工作部署")
    assert line["size"] == pytest.approx(16, abs=0.1)
    assert line["left"] == pytest.approx(LEFT + 2 * LETTER, abs=1)


@pytest.mark.parametrize("name", ["circular", "report"])
def test_list_of_annexes_hangs_under_its_first_name(printed: Printed, name: str) -> None:
    page = printed.page_with(name, "附件：1．各地")
    first, second = line_with(page, "附件：1．"), line_with(page, "2．综合得分排名表")
    assert first["left"] == pytest.approx(LEFT + 2 * LETTER, abs=1)
    assert second["left"] == pytest.approx(LEFT + 5 * LETTER, abs=1)
    assert not re.search(r"排名表[。；，]", page.extract_text())


@pytest.mark.parametrize("name", ["circular", "report"])
def test_date_ends_four_characters_before_the_edge_without_leading_zeros(printed: Printed, name: str) -> None:
    line = line_with(printed.page_with(name, "2022年12月22日"), "2022年12月22日")
    assert line["right"] == pytest.approx(RIGHT - 4 * LETTER, abs=1)
    text = "".join(page.extract_text() for page in printed.pages[name]).replace(" ", "")
    assert not re.search(r"年0\d月|月0\d日", text)


def test_every_annex_starts_a_page_with_its_mark_and_its_title_on_the_third_line(printed: Printed) -> None:
    for number in range(1, 7):
        page = printed.page_with("circular", f"附件{number}\n")
        # On a wide page the number stands at the left edge and is read first.
        first, second, *_ = [line for line in page.extract_text_lines() if line["x0"] / MM > LEFT - 1]
        assert first["text"].replace(" ", "") == f"附件{number}"
        is_wide = page.width > page.height
        assert first["x0"] / MM == pytest.approx(35 if is_wide else LEFT, abs=1)
        top = 28 if is_wide else TOP
        assert first["top"] / MM == pytest.approx(top + 2, abs=2)
        assert (second["top"] + second["bottom"]) / 2 / MM == pytest.approx(top + 2.5 * LINE, abs=2)


def _dash(page: Page) -> tuple[tuple[float, float], float]:
    """Return left and right edge of the page number, and where its dashes lie."""
    _, dark = ink(page)
    foot = dark.copy()
    foot[: round((BOTTOM + 1) / 25.4 * DOTS_PER_INCH)] = False
    rows = bands(foot)
    left, right = extent(foot, (rows[0][0], rows[-1][1]))
    # Only the dash is at the left edge of "— 7 —".
    column = foot[:, round(left / 25.4 * DOTS_PER_INCH) + 2]
    return (left, right), bands(column[:, None])[0][0]


def test_page_number_lies_7_mm_under_the_text_right_on_odd_left_on_even_pages(printed: Printed) -> None:
    (_, right), odd_dash = _dash(printed.pages["circular"][2])
    (left, _), even_dash = _dash(printed.pages["circular"][1])
    assert right == pytest.approx(RIGHT - 14 / 72 * 25.4, abs=1)
    assert left == pytest.approx(LEFT + 14 / 72 * 25.4, abs=1)
    assert (odd_dash, even_dash) == (pytest.approx(BOTTOM + 7, abs=1), pytest.approx(BOTTOM + 7, abs=1))


def test_numbers_of_wide_pages_stand_where_they_are_when_the_sheet_is_upright(printed: Printed) -> None:
    wide: list[int] = []
    for number, page in enumerate(printed.pages["circular"], 1):
        if page.width < page.height:
            continue
        _, dark = ink(page)
        strip = dark[:, : round(34 / 25.4 * DOTS_PER_INCH)]
        rows = bands(strip)
        # The foot of the upright sheet is the left of the turned one: odd numbers near its lower edge.
        assert (sum(map(sum, rows)) / 2 / len(rows) > 210 / 2) is (number % 2 == 1)
        _, dash = extent(strip, rows[0])
        assert dash == pytest.approx(35 - 7, abs=1)
        wide.append(number % 2)
    assert set(wide) == {0, 1}


@pytest.mark.parametrize("name", ["circular", "report", "short"])
def test_imprint_ends_on_the_lower_edge_of_an_even_unnumbered_last_page(printed: Printed, name: str) -> None:
    pages = printed.pages[name]
    assert len(pages) % 2 == 0
    lowest = max(edge["bottom"] for edge in pages[-1].edges) / MM
    assert lowest == pytest.approx(BOTTOM, abs=1)
    assert not re.search(r"—\s*\d+\s*—", pages[-1].extract_text())
    assert ("抄送" in pages[-1].extract_text()) is (name != "report")
    sides = {(round(edge["x0"] / MM), round(edge["x1"] / MM)) for edge in pages[-1].horizontal_edges}
    assert sides == {(LEFT, RIGHT)}


def test_only_pages_with_text_carry_a_number(printed: Printed) -> None:
    blank = 0
    for pages in printed.pages.values():
        for page in (page for page in pages[:-1] if page.width < page.height):
            text = page.extract_text()
            assert bool(re.search(r"—\s*\d+\s*—", text)) is bool(text.strip())
            blank += not text.strip()
    assert blank, "其中一份文件的版记前应有空白页，否则本项没有检查到"


def test_heads_of_tables_are_repeated_and_no_row_is_cut(printed: Printed) -> None:
    for page in printed.pages["circular"]:
        for table in page.find_tables():
            cells = [cell or "" for cell in table.extract()[0]]
            assert {"地方", "名次", "编号", "类别"} & set(cells) or "抄送" in cells[0], cells
            margin = 26 if page.width > page.height else 35
            assert max(row.bbox[3] for row in table.rows) / MM <= page.height / MM - margin + 0.5


def test_wide_table_has_the_cities_on_one_page(printed: Printed) -> None:
    wide = [page for page in printed.pages["circular"] if page.width > page.height]
    assert len(wide) == 2
    assert "济源示范区" in wide[0].extract_text()


def test_charts_and_map_fill_the_width_of_the_text(printed: Printed) -> None:
    images = [image for page in printed.pages["circular"] for image in page.images]
    assert [(image["x1"] - image["x0"]) / MM for image in images] == [pytest.approx(156, abs=1)]
    page = printed.page_with("circular", "图2")
    bars = [rect for rect in page.rects if rect["width"] / MM > 30]
    assert len(bars) == 17 + 10


def test_every_page_of_a_draft_of_invented_figures_says_so(printed: Printed) -> None:
    for page in printed.pages["draft"]:
        if page.extract_text().strip():
            assert "送审稿 演示数据" in page.extract_text().replace("　", " ")
    assert not any("送审稿" in page.extract_text() for page in printed.pages["report"])


@pytest.mark.parametrize("name", ["circular", "report", "short", "longer", "draft"])
def test_name_and_date_never_stand_alone_on_a_page(printed: Printed, name: str) -> None:
    dated = [
        page
        for page in printed.pages[name]
        if re.search(r"\n2022年[\d×]+月[\d×]+日\n", page.extract_text().replace(" ", ""))
    ]
    assert len(dated) == 1
    assert "附件：1．" in dated[0].extract_text().replace(" ", "")
