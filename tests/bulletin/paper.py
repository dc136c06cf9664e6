"""A Word file as printed paper: what LibreOffice sets, measured in millimetres, by glyph boxes and by ink."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pdfplumber.page import Page

MM = 72 / 25.4
DOTS_PER_INCH = 200
FONTS = Path(__file__).parent / "fonts.conf"
# Blank pages count: the 版记 stands on an even page only if the empty one before it is there.
_AS_PDF = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
Mask = NDArray[np.bool_]


def convert(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return the PDFs of Word files, all made in one start of LibreOffice."""
    office = shutil.which("soffice")
    assert office, "须安装 LibreOffice Writer（libreoffice-writer）"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", _AS_PDF, "--outdir", str(folder), *map(str, paths)],
        env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [folder / f"{path.stem}.pdf" for path in paths]


def ink(page: Page) -> tuple[Mask, Mask]:
    """Return where a page is red and where it is dark, dot by dot."""
    dots = np.asarray(page.to_image(resolution=DOTS_PER_INCH).original.convert("RGB")).astype(int)
    red = (dots[:, :, 0] > 180) & (dots[:, :, 1] < 90) & (dots[:, :, 2] < 90)
    return red, (dots.sum(axis=2) < 300) & ~red


def bands(mask: Mask) -> list[tuple[float, float]]:
    """Return upper and lower edges, in millimetres, of the rows of ink, from the top of the page."""
    rows = np.flatnonzero(mask.any(axis=1))
    return _runs(rows)


def extent(mask: Mask, band: tuple[float, float]) -> tuple[float, float]:
    """Return the left and right edges of the ink inside a band of rows."""
    top, bottom = (round(edge / 25.4 * DOTS_PER_INCH) for edge in band)
    columns = np.flatnonzero(mask[top : max(bottom, top + 1)].any(axis=0))
    return millimetres(int(columns[0])), millimetres(int(columns[-1]) + 1)


def _runs(rows: NDArray[np.intp]) -> list[tuple[float, float]]:
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return [(millimetres(int(part[0])), millimetres(int(part[-1]) + 1)) for part in parts if len(part)]


def millimetres(dots: int) -> float:
    return dots * 25.4 / DOTS_PER_INCH


def line_with(page: Page, text: str) -> dict[str, float]:
    """Return left, right, top and bottom in millimetres, and the letters' size, of the line that holds a text."""
    line = next(line for line in page.extract_text_lines() if text in line["text"].replace(" ", ""))
    sides = {side: line[key] / MM for side, key in (("left", "x0"), ("right", "x1"), ("top", "top"))}
    return sides | {"bottom": line["bottom"] / MM, "size": line["chars"][0]["size"]}


@dataclass(frozen=True)
class Printed:
    """The pages of a document by its name: circular, report, short (an office with a short name)."""

    pages: dict[str, list[Page]]

    def first(self, name: str) -> Page:
        return self.pages[name][0]

    def page_with(self, name: str, text: str) -> Page:
        return next(page for page in self.pages[name] if text in page.extract_text().replace(" ", ""))
