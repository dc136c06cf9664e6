"""How much room a text takes, so that what would not fit is known before it is drawn; in units of a 1080p screen."""

import math
import unicodedata

LINE = 1.3
"""Height of a line of text as a multiple of its size."""
# Of our font the figures are 0.56 wide and the capitals up to 0.8; a little too much never overflows.
_NARROW = 0.64
_ENDING = "…"


def ems(text: str) -> float:
    """Return the width of a text as a multiple of its size: a Chinese character is one."""
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    # "Ambiguous" signs (——, …, ▲) are as wide as a Chinese one in a Chinese font.
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else _NARROW


def count_lines(text: str, size: float, width: float) -> int:
    """Return how many lines a text takes; punctuation may not begin a line, so each but a single one loses a sign."""
    wanted = ems(text) * size
    if wanted <= width:
        return 1
    return math.ceil(wanted / max(width - size, size))


def shorten(text: str, size: float, width: float, most_lines: int) -> str:
    """Return a text that takes no more lines than that, ended by … where it was longer."""
    if count_lines(text, size, width) <= most_lines:
        return text
    room = (width if most_lines == 1 else most_lines * max(width - size, size)) / size - 1.0
    kept, used = [], 0.0
    for sign in text:
        used += _width(sign)
        if used > room:
            break
        kept.append(sign)
    return "".join(kept).rstrip("，、；：（ ") + _ENDING


def share_width(wanted: list[float], width: float) -> list[float]:
    """Return the widths of columns that together fill a width: narrow ones get what they want, wide ones the rest."""
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [each + spare for each in wanted]
    left, given = width, dict.fromkeys(range(len(wanted)), 0.0)
    for rank, column in enumerate(sorted(given, key=lambda at: wanted[at])):
        given[column] = min(wanted[column], left / (len(wanted) - rank))
        left -= given[column]
    return [given[column] for column in range(len(wanted))]
