"""密级: on the first line of the page when it is typed, and no trace of it when it is not."""

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from bulletin.contents import compose
from bulletin.context import build_context
from bulletin.fields import fill_fields
from bulletin.kinds import Kind
from bulletin.rendering import render
from bulletin.writing import TEMPLATE_FOLDER
from supervision.assessment import Assessment
from tests.bulletin.paper import Printed, bands, convert, ink, line_with
from tests.bulletin.reading import lines_of
from tests.bulletin.test_geometry import LEFT, LINE, TOP

TYPED = "秘密★1年"


def _made(assessment: Assessment, entered: dict[str, str]) -> bytes:
    contents = compose(assessment, Kind.CIRCULAR, is_demo=False)
    fields = fill_fields(entered, assessment.scheme.office, 2022, Kind.CIRCULAR)
    return render(TEMPLATE_FOLDER / "circular.docx", build_context(contents, fields), ())


@pytest.fixture(scope="module")
def files(assessment: Assessment) -> dict[str, bytes]:
    return {"secret": _made(assessment, {"secrecy": TYPED}), "open": _made(assessment, {})}


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    folder: Path = tmp_path_factory.mktemp("secrecy")
    for name, docx in files.items():
        (folder / f"{name}.docx").write_bytes(docx)
    opened = [pdfplumber.open(path) for path in convert([folder / f"{name}.docx" for name in files], folder)]
    yield Printed({name: pdf.pages for name, pdf in zip(files, opened, strict=True)})
    for pdf in opened:
        pdf.close()


def test_what_was_typed_stands_left_on_the_first_line_in_16_points(printed: Printed) -> None:
    line = line_with(printed.first("secret"), TYPED)
    assert line["left"] == pytest.approx(LEFT, abs=1)
    assert line["size"] == pytest.approx(16, abs=0.1)
    _, dark = ink(printed.first("secret"))
    first = next(band for band in bands(dark) if band[0] > TOP - 1)
    assert (first[0] + first[1]) / 2 == pytest.approx(TOP + LINE / 2, abs=1.5)


def test_the_office_name_stays_where_it_is(printed: Printed) -> None:
    for name in ("secret", "open"):
        red, _ = ink(printed.first(name))
        assert bands(red)[0][0] == pytest.approx(TOP + 35, abs=1)
    assert len(printed.pages["secret"]) == len(printed.pages["open"])


def test_a_document_without_it_has_no_line_for_it(files: dict[str, bytes]) -> None:
    assert lines_of(files["secret"])[0] == TYPED
    assert lines_of(files["open"])[0] == "河南省人民政府教育督导委员会办公室"
    assert lines_of(files["secret"])[1:] == lines_of(files["open"])
