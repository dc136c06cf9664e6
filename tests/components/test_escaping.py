"""Text from data is shown letter for letter, in Markdown and in HTML."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from components.escaping import html_escape, md_escape

SIGNS = set("\\`*_{}[]()<>#+-.!|~$:&^=")


def test_a_picture_a_formula_an_icon_and_a_tag_lose_their_meaning_in_markdown():
    assert md_escape("![x](http://e)") == r"\!\[x\]\(http\://e\)"
    assert md_escape("$z$ :red[y] <C>") == r"\$z\$ \:red\[y\] \<C\>"


@given(st.text())
def test_markdown_keeps_every_letter_and_leaves_no_sign_bare(text: str):
    escaped = md_escape(text)
    assert not [sign for sign in re.sub(r"\\.", "", escaped, flags=re.DOTALL) if sign in SIGNS]
    assert len(re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)) == len(text)


@given(st.text())
def test_html_comes_back_to_the_same_text_but_for_control_signs(text: str):
    escaped = html_escape(text)
    assert not re.search(r"[<>\"']", escaped)
    assert len(html.unescape(escaped)) == len(text)


def test_signs_that_turn_or_hide_text_become_blanks():
    assert html_escape("甲\u202e乙\u200b丙\x00丁") == "甲 乙 丙 丁"
    assert md_escape("甲\u2066乙\n丙") == "甲 乙 丙"
