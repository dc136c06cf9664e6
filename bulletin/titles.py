"""The title, broken into lines by meaning."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from bulletin.kinds import Kind
from supervision.areas import Area
from supervision.periods import Quarter
from supervision.scheme import Office

MOST_LETTERS = 19
"""Letters of 22 points that a line of the title holds with some air (20 would fill it)."""


def write_title(kind: Kind, quarter: Quarter, office: Office, area: Area | None = None) -> tuple[str, ...]:
    """Return the title by lines: who, about what, genre; a name, a quarter or the genre is never split."""
    if area is not None:
        matter = (f"关于{area.name}", f"{quarter.name}“双减”", f"督导问题整改的{kind.word}")
    elif kind.goes_down:
        matter = (f"关于{quarter.name}", "“双减”", f"督导情况的{kind.word}")
    else:
        matter = (f"关于{quarter.name}", "“双减”工作", f"督导情况的{kind.word}")
    return break_title((office.name, *matter))


def break_title(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Return pieces of meaning as lines: as few as fit, shaped as a trapezium or a diamond where that can be had.

    A piece that is itself too long for a line has one of its own, and Word breaks it.
    """
    return min(_ways(pieces), key=lambda lines: (_too_long(lines), len(lines), not _is_shapely(lines), _spread(lines)))


def _ways(pieces: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every way of setting the pieces in lines."""
    places = range(1, len(pieces))
    for breaks in (chosen for number in range(len(pieces)) for chosen in combinations(places, number)):
        yield tuple("".join(pieces[start:end]) for start, end in pairwise((0, *breaks, len(pieces))))


def _too_long(lines: tuple[str, ...]) -> float:
    """Return by how much the lines together are too wide."""
    return sum(max(0.0, _width(line) - MOST_LETTERS) for line in lines)


def _is_shapely(lines: tuple[str, ...]) -> bool:
    """Return whether the lines grow, shrink, or grow and then shrink; never an hourglass (GB/T 9704-2012, 7.3.1)."""
    widths = [_width(line) for line in lines]
    widest = widths.index(max(widths))
    return widths[: widest + 1] == sorted(widths[: widest + 1]) and widths[widest:] == sorted(
        widths[widest:], reverse=True
    )


def _spread(lines: tuple[str, ...]) -> float:
    widths = [_width(line) for line in lines]
    return max(widths) - min(widths)


def _width(text: str) -> float:
    """Return the width in Chinese letters; digits take half of one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)
