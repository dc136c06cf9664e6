"""Text from data made safe for where it is shown: one function per medium."""

import html
import re

from supervision.texts import LONGEST_TEXT, on_one_line, shorten

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# What the browser's side makes of plain text after it has read the Markdown, whatever was escaped: links of addresses,
# icons of names between colons, arrows and dashes of signs. A sign without width between two letters keeps them apart.
_MADE_LATER = re.compile(r"(?<=www)(?=\.)|(?<=@)|(?<=:)(?=//|[^\s:]+:)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_MOST_IN_A_HEADER = 100
_MOST_IN_A_CELL = 32_767


def md_escape(text: str) -> str:
    """Return text that Markdown shows letter for letter: no link, image, formula, icon or HTML can come of it."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", _MADE_LATER.sub(_WORD_JOINER, on_one_line(text)))


def html_escape(text: str) -> str:
    """Return text for an HTML element or a quoted attribute; direction and control characters become blanks."""
    return html.escape(on_one_line(text), quote=True)


def html_cell(text: str) -> str:
    """Return the HTML of a table's cell; a text too long to read is cut in sight and stands in full in its title."""
    shown = html_escape(shorten(text, LONGEST_TEXT))
    return shown if len(text) <= LONGEST_TEXT else f'<span title="{html_escape(text)}">{shown}</span>'


def cell_escape(text: str) -> str:
    """Return text for a cell of a sheet, which is written as text, never as a formula.

    What XML cannot hold would make the whole file unreadable; cut, in sight, is only what no cell can hold.
    """
    return shorten(on_one_line(text), _MOST_IN_A_CELL)


def header_escape(text: str) -> str:
    """Return text for the header or footer of a sheet, where & begins a command; 200 signs of the 255 it may hold."""
    return on_one_line(text)[:_MOST_IN_A_HEADER].replace("&", "&&")
