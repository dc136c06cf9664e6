"""The slides as one file that a browser opens from the disk: style, fonts, pictures and keys are all inside."""

from base64 import b64encode
from functools import cache

from charts.theme import FONT_FAMILY, FONT_FOLDER
from projection.canvas import Theme
from projection.drawing import HERE, Background, draw_slide, render_template, slide_style
from supervision.meeting.slides import Deck
from supervision.periods import print_date

MOST_BYTES = 10_000_000
"""What the file may weigh, so that it goes by mail and onto any stick (issue of the weekly meeting)."""


def write_offline(deck: Deck, background: Background, *, is_demo: bool, mark: str = "") -> bytes:
    """Return the deck as one HTML file, the same slides as on the wall.

    PageDown, PageUp, arrows and space turn the page; the snapshot's hash and the time of reading stand in the bar, and
    the watermark's text where one is due. The fonts are left to the computer where the file would be larger than
    `MOST_BYTES` with them.
    """
    slides = [
        draw_slide(slide, number, len(deck.slides), Theme.LIGHT, background)
        for number, slide in enumerate(deck.slides, start=1)
    ]
    words = {
        "slides": slides,
        "style": slide_style() + (HERE / "offline.css").read_text(encoding="utf-8"),
        "script": (HERE / "offline.js").read_text(encoding="utf-8"),
        "title": f"周例会　{deck.quarter.name}　数据截止{print_date(deck.cutoff)}",
        "deck": deck,
        "is_demo": is_demo,
        "mark": mark,
    }
    written = render_template("offline", **words, fonts=_fonts()).encode()
    return written if len(written) <= MOST_BYTES else render_template("offline", **words, fonts="").encode()


@cache
def _fonts() -> str:
    """Return the two weights of our font as rules of style, the fonts inside."""
    faces = ((400, "DashboardSansSC-Regular.woff2"), (700, "DashboardSansSC-Bold.woff2"))
    return "\n".join(_font_face(weight, (FONT_FOLDER / file).read_bytes()) for weight, file in faces)


def _font_face(weight: int, font: bytes) -> str:
    address = f"data:font/woff2;base64,{b64encode(font).decode()}"
    return (
        f'@font-face {{ font-family: "{FONT_FAMILY}"; font-weight: {weight}; src: url("{address}") format("woff2"); }}'
    )
