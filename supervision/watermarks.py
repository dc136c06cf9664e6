"""The watermark: where it stands and what it says; which roles' accounts get one is data (`permissions.toml`)."""

import unicodedata
from datetime import datetime
from enum import StrEnum

from supervision.texts import shorten

LONGEST_NAME = 40


class Medium(StrEnum):
    """What a mark stands on; keys of `permissions.toml`."""

    SCREEN = "screen"
    WORD = "word"
    EXCEL = "excel"
    PAGE = "page"
    """The slides as one HTML file."""


def mark_text(name: str, at: datetime) -> str:
    """Return what a mark says: who, and when to the minute; signs that turn or hide text are blanks."""
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    kept = " ".join(shown.split())
    return f"{shorten(kept, LONGEST_NAME)}　{at:%Y-%m-%d %H:%M}"
