"""The colours hold in grey print and for colour-blind readers; the fonts hold what the product writes."""

from itertools import combinations, pairwise

import pytest
from fontTools.ttLib import TTFont

from charts.boundaries import label_points
from charts.theme import (
    ACCENT,
    BAND_COLOURS,
    BAND_INKS,
    FONT_FAMILY,
    FONT_FOLDER,
    INK,
    MISSING_COLOUR,
    PAPER,
    QUIET_INK,
)
from supervision.periods import Quarter
from supervision.scheme import scheme_for

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
COLOUR_BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
FONT_FILES = sorted(FONT_FOLDER.glob("*.otf"))


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: list[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, luminance(rgb), z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    rows = COLOUR_BLINDNESS[sight]
    return lab([min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0), 1) for row in rows])


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_each_worse_band_is_clearly_darker_in_grey_print():
    lightness = [lab(linear(colour))[0] for colour in BAND_COLOURS]
    assert min(better - worse for better, worse in pairwise(lightness)) >= 12


@pytest.mark.parametrize("sight", COLOUR_BLINDNESS)
def test_any_two_bands_differ_for_every_kind_of_sight(sight):
    for one, other in combinations(BAND_COLOURS, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True)) ** 0.5
        # A difference of 2.3 can just be seen; 15 is seen across a room.
        assert distance >= 15, (sight, one, other)


def test_text_is_legible_on_every_band_and_on_white():
    pairs = [*zip(BAND_INKS, BAND_COLOURS, strict=True), (INK, MISSING_COLOUR), (QUIET_INK, PAPER), (ACCENT, PAPER)]
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5


@pytest.mark.parametrize("path", FONT_FILES, ids=lambda path: path.stem)
class TestFont:
    def test_is_named_as_the_charts_ask_for_it(self, path):
        assert TTFont(path)["name"].getBestFamilyName() == FONT_FAMILY

    def test_is_small_enough_for_a_slow_network(self, path):
        assert path.stat().st_size <= 4_000_000

    def test_holds_every_character_of_place_names_and_scheme(self, path):
        places = {place["name"] for layer in ("county", "unit") for place in label_points(layer).values()}
        scheme = scheme_for(Quarter(2022, 1)).model_dump_json()
        wanted = {character for text in (*places, scheme) for character in text if not character.isspace()}
        held = TTFont(path).getBestCmap()
        assert sorted(character for character in wanted if ord(character) not in held) == []

    def test_has_figures_of_one_width(self, path):
        font = TTFont(path)
        glyphs = font.getBestCmap()
        assert len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_there_is_a_regular_and_a_bold_font_with_their_licence():
    assert [path.stem.split("-")[1] for path in FONT_FILES] == ["Bold", "Regular"]
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")
