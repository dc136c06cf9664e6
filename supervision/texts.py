"""Words of the database before any medium: the signs nobody sees, and how a text too long to read is cut in sight."""

import re

UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, signs that turn the direction of writing or take no room, and what is no character at all.

Signs for private use stay: older systems keep rare characters of names there.
"""
LONGEST_NAME = 60
"""Signs of a name on a screen, a slide or in a document; the longest official name of a school has 40."""
LONGEST_SHORT_NAME = 20
LONGEST_TEXT = 300
"""Signs of a summary or a title in a table."""


def on_one_line(text: str) -> str:
    """Return the text with a blank in the place of every sign that nobody sees."""
    return UNSEEN.sub(" ", text)


def shorten(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text of at most so many signs; a longer one ends in …. The full one stands in the file of its list."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
