"""Lengths of GB/T 9704-2012 in the units Word writes, as measured in LibreOffice."""

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, BINDING, OUTER = 2098, 1984, 1587, 1474  # 37, 35, 28, 26 mm
TEXT_WIDTH = PAGE_WIDTH - BINDING - OUTER
LANDSCAPE_WIDTH = PAGE_HEIGHT - BOTTOM - TOP

LINE_PITCH = 579
"""22 lines a page. 580, the round 29 points, gives 21: four twips too many."""
LETTER_SPACING = -5
"""28 characters of 16 points a line; -4 misses the width by 0.2 points."""

HEADER_DISTANCE = 850
FOOTER_DISTANCE = 1440
"""25.4 mm puts the dash of the page number 7 mm under the text."""
IMPRINT_DISTANCE = 1956
"""34.5 mm puts the last rule of the 版记 on the lower edge of the text."""

MARK_TOP = 1968
"""The name of the issuing office starts 35 mm below the top of the text; its letters lie 0.3 mm inside their line."""
TALLEST_MARK = 62
"""Points of a name whose letters are 22 mm high, the most the standard's examples show."""


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def mark_half_points(letters: int) -> int:
    """Return the size of the office's name in half points: it fills one line and is not above 22 mm."""
    points = TEXT_WIDTH / 20 / max(letters, 1)
    return min(int(points), TALLEST_MARK) * 2


def mark_line(half_points: int) -> int:
    """Return the height of the line that holds a name of this size, in twips: never less than a line of text."""
    return max(LINE_PITCH, half_points * 11)
