"""The one look of all charts: colours, fonts, Chinese number forms, and the sizes of screen, slide and paper."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Spec = dict[str, Any]

FONT_FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
FONT_FAMILY = "Dashboard Sans SC"
FONT_STACK = f"{FONT_FAMILY}, Noto Sans CJK SC, Microsoft YaHei, SimHei, sans-serif"

ACCENT = "#0F4C5C"
INK = "#1A2429"
QUIET_INK = "#5B6B72"
RULE = "#D5DDE0"
PAPER = "#FFFFFF"

# From best to worst. Each step is at least 12 of L* darker, so that a grey print still tells them apart and the places
# that need attention stand out; blue-green against orange-brown survives red-green colour blindness. Tested.
BAND_COLOURS = ("#BFE1DC", "#7DB7C4", "#C67A2E", "#822B26")
# Text that is legible on each of them.
BAND_INKS = (INK, INK, INK, PAPER)
# Nothing to show: near white with grey stripes, a look no band has.
MISSING_COLOUR = "#F4F4F4"
MISSING_STRIPE = "#C6CCCF"
MISSING_MARK = "—"


@dataclass(frozen=True)
class Look:
    """The sizes a picture is drawn in; colours and words never depend on it."""

    font_size: float
    """Base size: pixels on a screen, points on paper."""
    row_height: float
    """Height of one bar or matrix row, same unit."""
    map_height: float
    """Height of a map; its width follows the place it stands in."""
    static_base: str = "app/static"
    """Where the browser finds the folder `static/` (with the base path of the server, if it has one)."""
    width: float | None = field(default=None)
    """Width, or None to fill the place it stands in."""

    @property
    def spec_width(self) -> float | str:
        return "container" if self.width is None else self.width


SCREEN = Look(font_size=14, row_height=26, map_height=720)
SLIDE = Look(font_size=24, row_height=38, map_height=900)
# Small four (9 pt) under a text of 16 pt; the width comes from `charts.png.render_png`.
PAPER_LOOK = Look(font_size=9, row_height=15, map_height=400)

_WEEKDAYS = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"]
_MONTHS = [f"{month}月" for month in range(1, 13)]
CHINESE_LOCALE: Spec = {
    "number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]},
    "time": {
        "dateTime": "%Y年%-m月%-d日 %X",
        "date": "%Y年%-m月%-d日",
        "time": "%H:%M:%S",
        "periods": ["上午", "下午"],
        "days": _WEEKDAYS,
        "shortDays": [day.replace("星期", "周") for day in _WEEKDAYS],
        "months": _MONTHS,
        "shortMonths": _MONTHS,
    },
}


def chart_config(look: Look) -> Spec:
    """Return the Vega-Lite config that every spec carries."""
    size, small = look.font_size, look.font_size * 0.86
    return {
        "background": PAPER,
        "font": FONT_STACK,
        "locale": CHINESE_LOCALE,
        "view": {"stroke": None},
        "text": {"font": FONT_STACK, "fontSize": size, "color": INK},
        "axis": {
            "labelFont": FONT_STACK,
            "titleFont": FONT_STACK,
            "labelFontSize": size,
            "titleFontSize": size,
            "labelColor": INK,
            "titleColor": QUIET_INK,
            "titleFontWeight": "normal",
            "labelLimit": size * 14,
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelPadding": size * 0.4,
        },
        "legend": {
            "labelFont": FONT_STACK,
            "titleFont": FONT_STACK,
            "labelFontSize": size,
            "titleFontSize": size,
            "labelColor": INK,
            "titleColor": QUIET_INK,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "titleLimit": 0,
            "orient": "bottom",
            "symbolType": "square",
            "symbolSize": size * 14,
            "symbolStrokeColor": QUIET_INK,
            "symbolStrokeWidth": 0.5,
            "columnPadding": size,
        },
        "title": {
            "font": FONT_STACK,
            "subtitleFont": FONT_STACK,
            "fontSize": small,
            "color": QUIET_INK,
            "fontWeight": "normal",
            "limit": 0,
        },
        "header": {"labelFont": FONT_STACK, "labelFontSize": size, "labelColor": INK, "labelFontWeight": "bold"},
    }


@cache
def register_fonts() -> None:
    """Make our fonts known to vl-convert, which leaves Chinese text out without a word where it finds no font."""
    # Imported here: pages that only show charts in the browser need not load it.
    import vl_convert

    vl_convert.register_font_directory(str(FONT_FOLDER))
