"""The watermark on the screen, and what a file's mark says, where the rules ask for one."""

from base64 import b64encode
from html import escape
from math import cos, radians, sin

import streamlit as st

from components import workspace_store
from components.sign_in import LOCAL, current
from supervision.permissions import permissions
from supervision.watermarks import Medium, mark_text

_ANGLE, _SIZE, _GAP = 22, 15, 150
"""Degrees; the letters' size and the room between two marks in pixels."""
_OPACITY = 0.06
"""Black this thin leaves our lightest letters a contrast of 4.5 to 1 beneath it; a test holds it to the style."""
_WIDE = 0x2E80
"""From here on a sign is as wide as high; others take about half."""


def is_marked(medium: Medium) -> bool:
    """Return whether the account of this visit gets a mark on something."""
    somebody, rules = current(), permissions().watermark
    if somebody is None or (somebody == LOCAL and not rules.at_this_computer):
        return False
    return rules.is_due(somebody, medium)


def current_mark(medium: Medium) -> str:
    """Return what the mark of this visit's account says now; empty where it gets none."""
    somebody = current()
    return mark_text(somebody.name, workspace_store.now()) if somebody and is_marked(medium) else ""


def show_mark() -> None:
    """Lay the mark of the account over the page, in print too; it takes no clicks. Draws nothing where none is due."""
    if mark := current_mark(Medium.SCREEN):
        st.html(f"<style>{mark_style(mark)}</style>")


def mark_style(mark: str) -> str:
    """Return the rule of style that lays a text over the page, slanted and repeated.

    The text travels as a picture in base64, so that no sign of it can end a string of the style or open a tag.
    """
    length = _SIZE * sum(1.0 if ord(sign) >= _WIDE else 0.6 for sign in mark)
    width = round(length * cos(radians(_ANGLE)) + _GAP)
    height = round(length * sin(radians(_ANGLE)) + _GAP)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<text transform="translate({width / 2:.0f} {height / 2:.0f}) rotate(-{_ANGLE})" text-anchor="middle" '
        f"font-family=\"'Microsoft YaHei','Noto Sans CJK SC',sans-serif\" font-size=\"{_SIZE}\" "
        f'fill="#000000" fill-opacity="{_OPACITY}">{escape(mark)}</text></svg>'
    )
    address = f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
    return (
        'body::after { content: ""; position: fixed; inset: 0; z-index: 1000000; pointer-events: none; '
        f'background: url("{address}"); -webkit-print-color-adjust: exact; print-color-adjust: exact; }}'
    )
