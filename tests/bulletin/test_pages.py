"""The printed pages, measured in the PDF that LibreOffice makes: grid, numbers, tables and the last page."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from bulletin.contents import compose
from bulletin.context import build_context
from bulletin.fields import open_fields
from bulletin.kinds import Kind
from bulletin.pictures import print_pictures
from bulletin.rendering import render
from bulletin.writing import TEMPLATE_FOLDER
from supervision.assessment import Assessment

MM = 72 / 25.4
FONTS = Path(__file__).parent / "fonts.conf"


@pytest.fixture(scope="module")
def pages(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    """Return the pages of a circular whose first part holds three pages of nothing but Chinese characters."""
    folder = tmp_path_factory.mktemp("pages")
    contents = compose(assessment, Kind.CIRCULAR, is_demo=True)
    context = build_context(contents, open_fields(assessment.scheme.office, 2022))
    context["cautions"] = ["督导" * 1000]
    path = folder / "circular.docx"
    path.write_bytes(render(TEMPLATE_FOLDER / "circular.docx", context, print_pictures(contents.facts)))
    with pdfplumber.open(_convert(path, folder)) as pdf:
        yield pdf.pages


def _convert(path: Path, folder: Path) -> Path:
    office = shutil.which("soffice")
    assert office, "须安装 LibreOffice Writer（libreoffice-writer）"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return path.with_suffix(".pdf")


def _number(page: Page) -> dict[str, float]:
    """Return where the dash-number-dash at the foot of a page stands, in millimetres."""
    signs = [char for char in page.chars if char["top"] / MM > 262 and char["text"].strip()]
    return {
        "left": min(c["x0"] for c in signs) / MM,
        "right": max(c["x1"] for c in signs) / MM,
        "top": min(c["top"] for c in signs) / MM,
    }


def test_full_page_of_text_has_22_lines_of_28_characters(pages: list[Page]) -> None:
    body = [char for char in pages[1].chars if 37 < (char["top"] + char["height"] / 2) / MM < 262]
    per_line = Counter(round(char["top"]) for char in body)
    assert len(per_line) == 22
    assert set(per_line.values()) == {28}


def test_margins_of_the_text_are_those_of_the_standard(pages: list[Page]) -> None:
    body = [char for char in pages[1].chars if 37 < (char["top"] + char["height"] / 2) / MM < 262]
    assert min(char["x0"] for char in body) / MM == pytest.approx(28, abs=1)
    assert max(char["x1"] for char in body) / MM == pytest.approx(184, abs=1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: list[Page]) -> None:
    odd, even = _number(pages[2]), _number(pages[1])
    assert odd["right"] == pytest.approx(184 - 4.9, abs=1.5)
    assert even["left"] == pytest.approx(28 + 4.9, abs=1.5)
    # The box of the glyphs; the ink of the dash lies 3 mm lower, 7 mm under the text.
    assert odd["top"] == pytest.approx(262 + 7 - 3.2, abs=1)


def test_office_name_is_red_on_one_line_within_the_text(pages: list[Page]) -> None:
    red = [char for char in pages[0].chars if char["non_stroking_color"] == (1, 0, 0)]
    assert "".join(char["text"] for char in red) == "河南省人民政府教育督导委员会办公室"
    assert len({round(char["top"]) for char in red}) == 1
    assert min(char["x0"] for char in red) / MM >= 27.5
    assert max(char["x1"] for char in red) / MM <= 184.5


def test_wide_table_fits_its_pages_and_repeats_its_head(pages: list[Page]) -> None:
    wide = [page for page in pages if page.width > page.height]
    assert len(wide) == 2
    for page in wide:
        assert "地方" in page.extract_text()
        assert max(char["x1"] for char in page.chars) / MM <= 297 - 37 + 1
    cities = wide[0].extract_text()
    assert "济源示范区" in cities, "18个省辖市和示范区应在一页之内"


def test_no_row_of_a_table_is_cut_by_a_page(pages: list[Page]) -> None:
    for page in pages:
        for table in page.find_tables():
            for row in table.rows:
                assert row.bbox[3] / MM <= (page.height / MM) - 25.5


def test_long_tables_repeat_their_head(pages: list[Page]) -> None:
    definitions = [page for page in pages if "计算口径" in page.extract_text() and page.find_tables()]
    assert len(definitions) >= 2


def test_last_page_is_even_and_its_last_rule_lies_on_the_lower_edge(pages: list[Page]) -> None:
    last = pages[-1]
    assert "抄送：国务院教育督导委员会办公室" in last.extract_text()
    lowest = max(edge["bottom"] for edge in last.edges) / MM
    assert lowest == pytest.approx(262, abs=1)


def test_every_page_says_draft_and_demo(pages: list[Page]) -> None:
    for page in pages:
        assert "送审稿 演示数据" in page.extract_text().replace("　", " ")


def test_pictures_are_wide_enough_to_read(pages: list[Page]) -> None:
    images = [image for page in pages for image in page.images]
    assert len(images) == 3
    for image in images:
        assert (image["x1"] - image["x0"]) / MM == pytest.approx(156, abs=1)
