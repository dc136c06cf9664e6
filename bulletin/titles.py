"""The title, broken into lines by meaning."""

from bulletin.kinds import Kind
from supervision.periods import Quarter
from supervision.scheme import Office

MOST_LETTERS = 19
"""Letters of 22 points that a line of the title holds with some air (20 would fill it)."""


def write_title(kind: Kind, quarter: Quarter, office: Office) -> tuple[str, ...]:
    """Return the title by lines: who, about what, genre; a name, a quarter or the genre is never split."""
    matter = f"关于{quarter.name}“双减”督导情况的" if kind.goes_down else f"关于{quarter.name}“双减”工作督导情况的"
    ending = f"{matter}{kind.word}"
    if _width(ending) <= MOST_LETTERS:
        return office.name, ending
    return office.name, f"关于{quarter.name}", ending.removeprefix(f"关于{quarter.name}")


def _width(text: str) -> float:
    """Return the width in Chinese letters; digits take half of one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)
