"""Text from data is shown letter for letter, in Markdown and in HTML."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from components.escaping import cell_escape, html_cell, html_escape, md_escape
from supervision.texts import LONGEST_TEXT, on_one_line

JOINER = "\u2060"
SIGNS = set("\\`*_{}[]()<>#+-.!|~$:&^=")


def test_a_picture_a_formula_an_icon_and_a_tag_lose_their_meaning_in_markdown():
    assert md_escape("![x](tel:e)") == r"\!\[x\]\(tel\:e\)"
    assert md_escape("$z$ :red[y] <C>") == r"\$z\$ \:red\[y\] \<C\>"


@given(st.text())
def test_markdown_keeps_every_letter_and_leaves_no_sign_bare(text: str):
    escaped = md_escape(text)
    assert not [sign for sign in re.sub(r"\\.", "", escaped, flags=re.DOTALL) if sign in SIGNS]
    unescaped = re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)
    assert unescaped.replace(JOINER, "") == on_one_line(text)


def test_what_the_browser_makes_of_plain_text_is_kept_apart_by_a_sign_without_width():
    made = ("http://e", "WWW.e", "a@b.cn", ":home:", "->", "<->", "--", ">=", "~=")
    assert [text for text in made if JOINER not in md_escape(text)] == []
    plain = ("12:30", "6月1日—7月2日", "一、办理：按期", "2022-12-20", "3.5", "-1")
    assert [text for text in plain if JOINER in md_escape(text)] == []


def test_a_cell_of_a_page_says_that_it_is_cut_and_holds_the_full_text():
    assert html_cell("甲" * LONGEST_TEXT) == "甲" * LONGEST_TEXT
    cut = html_cell("<" * (LONGEST_TEXT + 1))
    assert cut == f'<span title="{"&lt;" * (LONGEST_TEXT + 1)}">{"&lt;" * (LONGEST_TEXT - 1)}…</span>'


def test_a_cell_of_a_sheet_holds_what_xml_can_hold_and_as_much_as_fits():
    assert cell_escape("甲\x00\ufffe乙") == "甲  乙"
    assert cell_escape("长" * 32_768) == "长" * 32_766 + "…"


@given(st.text())
def test_html_comes_back_to_the_same_text_but_for_control_signs(text: str):
    escaped = html_escape(text)
    assert not re.search(r"[<>\"']", escaped)
    assert len(html.unescape(escaped)) == len(text)


def test_signs_that_turn_or_hide_text_become_blanks():
    assert html_escape("甲\u202e乙\u200b丙\x00丁") == "甲 乙 丙 丁"
    assert md_escape("甲\u2066乙\n丙") == "甲 乙 丙"
