"""Text from the database made safe for a Word file: what XML cannot hold goes, marks of templates are broken."""

import logging
import re
from collections.abc import Callable
from typing import Any

from bulletin.figures import Figure, Passage
from supervision.texts import UNSEEN

_LOG = logging.getLogger(__name__)

FIRST_MARK, MIDDLE_MARK, LAST_MARK = "\ufdd0", "\ufdd1", "\ufdd2"
"""Signs around a figure on its way through a template; Unicode keeps them for such use, and no text may hold them."""

# Marks of a template, and docxtpl's own escapes for them ({_{ becomes {{ after rendering). A zero-width space between
# the two characters keeps the name as people read it, and no later pass can take it for a tag.
_MARKS = re.compile(r"\{(?=_?[{%#])|(?<=\{)_(?=\{)|[}%#](?=_?\})|(?<=\})_(?=\})")
_ZERO_WIDTH = "\u200b"
_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")


def clean_text(text: str) -> str:
    """Return the text on one line, without characters that a Word file cannot hold and without template escapes."""
    cleaned = _BREAKS.sub(" ", text)
    # Not allowed in XML 1.0, or moved by docxtpl to a new paragraph or page (bell, form feed), or turning what follows;
    # a lone surrogate would silently lose everything after it.
    cleaned = UNSEEN.sub("", cleaned)
    if cleaned != text:
        _LOG.warning("removed characters that a document cannot hold from %r", text)
    return _MARKS.sub(lambda found: found[0] + _ZERO_WIDTH, cleaned)


def clean(value: Any, mark: Callable[[Figure], str]) -> Any:
    """Return a context value as cleaned text, lists and dictionaries; other objects are left as they are.

    `mark` writes a figure so that it can be found again in the finished document.
    """
    if isinstance(value, Figure):
        return mark(value)
    if isinstance(value, Passage):
        return "".join(clean(piece, mark) for piece in value.pieces)
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: clean(part, mark) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(part, mark) for part in value]
    return value
