"""A slide as text: everything is escaped, every cell says its band, and what does not fit is counted."""

import re
from dataclasses import replace

import pytest

from projection.canvas import Theme
from projection.drawing import Background, draw_slide
from projection.fitting import fit_matrix, fit_table
from projection.measuring import count_lines, ems, shorten
from supervision.meeting.slides import Bars, CoverageMap, Deck, Matrix, Slide, Table
from tests.projection.building import with_hostile_texts


def draw(deck: Deck, position: int, background: Background) -> str:
    return draw_slide(deck.slides[position], position + 1, len(deck.slides), Theme.LIGHT, background)


def test_texts_that_are_markup_are_shown_letter_for_letter(deck: Deck, background: Background):
    drawn = draw(with_hostile_texts(deck), 0, background)
    assert "&lt;script&gt;alert(1)" in drawn
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "49" not in re.sub(r'style="[^"]*"', "", drawn)
    assert "\u202e" not in drawn


def test_every_cell_of_the_matrix_says_its_band_and_those_without_one_have_no_colour(
    deck: Deck, background: Background
):
    drawn = draw(deck, 2, background)
    cells = re.findall(r'<td class="(band[^"]*)"([^>]*)>([^<]*)</td>', drawn)
    assert {text for _, style, text in cells if "background" in style} == {"优", "良", "中", "差"}
    assert {text for name, _, text in cells if name == "band band-none"} == {"未报", "不适用"}
    assert len({style for _, style, text in cells if style}) == 4


def test_rows_that_do_not_fit_are_counted_with_those_left_out_before(deck: Deck):
    (table,) = (block for block in deck.slides[0].blocks if isinstance(block, Table))
    low, high = (fit_table(table, 1800, height) for height in (250, 2000))
    assert len(low.rows) < len(table.rows) == len(high.rows)
    assert len(low.rows) + low.left_out == len(table.rows) + table.left_out
    assert high.left_out == table.left_out
    assert high.size > low.size


def test_eighteen_cities_with_short_names_of_categories_fit_one_slide(deck: Deck):
    (matrix,) = deck.slides[2].blocks
    assert isinstance(matrix, Matrix)
    whole = Matrix(("作业管理",) * 12, (*matrix.rows, *matrix.rows)[:18], "各省辖市分类等次")
    fitted = fit_matrix(whole, 1800, 735)
    assert len(fitted.rows) == 18
    assert fitted.left_out == 0


def test_a_bar_without_a_value_is_not_drawn_as_zero(deck: Deck, background: Background):
    (bars,) = (block for block in deck.slides[3].blocks if isinstance(block, Bars))
    nothing, zero = replace(bars.bars[-1], label="无"), replace(bars.bars[0], label="零", share=0.0, text="0%")
    slide = Slide("x", "标题", "话", (Bars((nothing, zero)),), "数据截止")
    drawn = draw_slide(slide, 1, 1, Theme.DARK, background)
    rows = re.findall(r'<tr><th scope="row">(.)</th>(.*?)</tr>', drawn, re.DOTALL)
    assert ["width:" in row for _, row in rows] == [False, True]


def test_counties_without_anything_due_are_striped_on_the_map(deck: Deck, background: Background):
    from charts.shades import share_shades
    from charts.wall_map import draw_wall_map

    (block,) = (part for part in deck.slides[1].blocks if isinstance(part, CoverageMap))
    shades = share_shades(background.scheme)
    drawn = draw_wall_map(block.shares, background.areas, shades).svg
    best = draw_wall_map([replace(share, due=4, visited=4) for share in block.shares], background.areas, shades).svg
    assert drawn.count("url(#s)") > best.count("url(#s)")
    assert best.count(shades.shades[0].colour) > 150
    assert len(drawn) < 120_000


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("八个汉字占八个位", 8, 1), ("八个汉字占八个位", 7, 2), ("12%", 2, 1)]
)
def test_lines_are_counted_by_the_width_of_the_signs(text: str, width: float, lines: int):
    assert count_lines(text, 10, width * 10) == lines


def test_a_shortened_text_says_that_it_goes_on_and_fits():
    short = shorten("督导" * 40, 10, 100, 2)
    assert short.endswith("…")
    assert count_lines(short, 10, 100) <= 2
    assert ems(short) > 15
