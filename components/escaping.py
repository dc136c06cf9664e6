"""Text from data made safe for where it is shown: one function per medium."""

import html
import re

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def md_escape(text: str) -> str:
    """Return text that Markdown shows letter for letter: no link, image, formula, icon or HTML can come of it."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", _CONTROL.sub(" ", text))


def html_escape(text: str) -> str:
    """Return text for an HTML element or a quoted attribute; direction and control characters become blanks."""
    return html.escape(_CONTROL.sub(" ", text), quote=True)


def header_escape(text: str) -> str:
    """Return text for the header or footer of a sheet, where & begins a command; 200 signs of the 255 it may hold."""
    return _CONTROL.sub(" ", text)[:100].replace("&", "&&")
