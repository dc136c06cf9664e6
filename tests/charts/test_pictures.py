"""Every chart in every size: a valid spec that does not depend on figures, and a PNG with legible Chinese."""

import dataclasses
import io
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import altair
import numpy as np
import pytest
from PIL import Image

from charts.coverage import draw_coverage_bars, draw_coverage_map
from charts.map import draw_unit_map
from charts.matrix import draw_band_matrix
from charts.picture import draw_nothing
from charts.png import render_png
from charts.ranking import draw_ranking
from charts.shades import share_shades
from charts.theme import BAND_COLOURS, PAPER, PAPER_LOOK, SCREEN, SLIDE, Look
from charts.tile_grid import draw_tile_grid
from charts.trend import draw_sparkline, draw_trends
from supervision.areas import Areas, PeerGroup
from supervision.periods import Quarter
from tests.charts.building import build_assessment, build_coverage
from tests.hostile import TEXTS

ROOT = Path(__file__).resolve().parents[2]
QUARTERS = (Quarter(2022, 2), Quarter(2022, 3), Quarter(2022, 4))


def history(assessment):
    return [dataclasses.replace(assessment, quarter=quarter) for quarter in QUARTERS]


CHARTS = {
    "unit_map": lambda a, c, look: draw_unit_map(a, look=look),
    "unit_map_of_a_category": lambda a, c, look: draw_unit_map(a, "3", look=look),
    "unit_map_of_a_share": lambda a, c, look: draw_unit_map(a, "0.1", look=look),
    "tile_grid": lambda a, c, look: draw_tile_grid(a, look=look),
    "matrix": lambda a, c, look: draw_band_matrix(a, a.areas.units, look),
    "ranking_of_cities": lambda a, c, look: draw_ranking(a, PeerGroup.CITIES, look=look),
    "ranking_of_direct": lambda a, c, look: draw_ranking(a, PeerGroup.DIRECT, "0.1", look=look),
    "coverage_map": lambda a, c, look: draw_coverage_map(c, a.areas, share_shades(a.scheme), look=look),
    "coverage_map_of_a_city": lambda a, c, look: draw_coverage_map(c, a.areas, share_shades(a.scheme), "410300", look),
    "coverage_bars": lambda a, c, look: draw_coverage_bars(c, a.areas, share_shades(a.scheme), look=look),
    "sparkline": lambda a, c, look: draw_sparkline(history(a), "410100", look=look),
    "trends": lambda a, c, look: draw_trends(history(a), "410100", look=look),
}
each_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS.keys())


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


@each_chart
@pytest.mark.parametrize("look", [SCREEN, SLIDE, PAPER_LOOK], ids=["screen", "slide", "paper"])
def test_spec_is_valid_vega_lite(draw, look, assessment, coverage):
    picture = draw(assessment, coverage, look)
    rows = {"data": {"values": picture.values.head(1).astype(str).to_dict("records")}}
    read = altair.Chart.from_dict(picture.spec | rows, validate=True)
    assert read.to_dict(validate=True)["$schema"] == picture.spec["$schema"]


@each_chart
def test_spec_is_the_same_for_other_figures(draw, assessment, coverage):
    other = build_assessment(assessment.areas, scores={"410100": 12.0, "410200": None}, seed=3)
    more = build_coverage(assessment.areas).assign(schools_visited=lambda counts: counts["schools_due"])
    assert draw(other, more, SCREEN).spec == draw(assessment, coverage, SCREEN).spec
    assert not draw(other, more, SCREEN).values.equals(draw(assessment, coverage, SCREEN).values)


@each_chart
def test_a_name_is_drawn_from_the_rows_and_is_nowhere_in_the_spec(draw, assessment, coverage):
    # A text of the spec may be an expression, an address or a link; what stands in the rows is only drawn.
    texts = cycle(TEXTS)
    areas = Areas(tuple(replace(area, name=next(texts), short_name=next(texts)) for area in assessment.areas.all))
    picture = draw(replace(assessment, areas=areas), coverage, SCREEN)
    assert picture.spec == draw(assessment, coverage, SCREEN).spec
    # Vega follows a row's `href`, and a tooltip shows the picture that a row's `image` names.
    assert set(picture.values.columns).isdisjoint({"href", "url", "image"})
    assert '"href"' not in json.dumps(picture.spec)


@each_chart
def test_streamlit_can_write_into_the_padding(draw, assessment, coverage):
    # Its browser side fails on a plain number, and the chart stays blank.
    assert isinstance(draw(assessment, coverage, SCREEN).spec["padding"], dict)


@each_chart
def test_picture_says_in_chinese_what_it_shows(draw, assessment, coverage):
    alt = draw(assessment, coverage, SCREEN).alt
    assert re.search(r"[一-龥]{4}", alt)
    assert alt.endswith("。")
    assert "nan" not in alt.lower()


@each_chart
def test_paper_picture_has_ink_and_the_width_asked_for(draw, assessment, coverage):
    png = render_png(draw(assessment, coverage, PAPER_LOOK), width_mm=120, dpi=100)
    seen = pixels(png)
    assert (seen.min(axis=2) < 90).mean() > 0.002
    assert Image.open(io.BytesIO(png)).info["dpi"] == pytest.approx((100, 100), abs=0.1)
    if "width" in draw(assessment, coverage, PAPER_LOOK).spec:
        assert seen.shape[1] == pytest.approx(120 / 25.4 * 100, abs=3)


@pytest.mark.parametrize("draw", [CHARTS[name] for name in ("unit_map", "tile_grid", "ranking_of_cities")])
def test_a_name_of_rare_characters_too_long_for_its_place_is_drawn_on_paper(draw, assessment, coverage):
    rare = tuple(replace(area, name="𠮷" * 60, short_name=f"一{'𠮷' * 19}") for area in assessment.areas.all)
    picture = draw(replace(assessment, areas=Areas(rare)), coverage, PAPER_LOOK)
    assert (pixels(render_png(picture, dpi=72)) < 128).any()


@each_chart
def test_nothing_is_drawn_at_the_right_edge(draw, assessment, coverage):
    # Text behind a bar or in a label would be cut there.
    seen = pixels(render_png(draw(assessment, coverage, PAPER_LOOK), width_mm=140, dpi=72))
    assert (seen[:, -2:] > 200).all()


@each_chart
def test_the_same_picture_is_rendered_once(draw, assessment, coverage):
    first = render_png(draw(assessment, coverage, PAPER_LOOK), width_mm=140, dpi=72)
    assert render_png(draw(assessment, coverage, PAPER_LOOK), width_mm=140, dpi=72) is first


def test_chinese_text_leaves_ink():
    look = Look(font_size=20, row_height=30, map_height=100)
    words, blanks = (pixels(render_png(draw_nothing(text, look), width_mm=100, dpi=72)) for text in ("双减督导", "　"))
    assert (words.min(axis=2) < 128).sum() > 200
    assert (blanks.min(axis=2) < 128).sum() == 0


PRINT_INK = """
import io, numpy
from PIL import Image
from charts.picture import draw_nothing
from charts.png import render_png
from charts.theme import PAPER_LOOK
png = render_png(draw_nothing("双减督导●◆▲■", PAPER_LOOK), 100, 100)
print((numpy.asarray(Image.open(io.BytesIO(png)).convert("L")) < 128).sum())
"""


def test_chinese_text_is_the_same_on_a_computer_without_fonts():
    hide_fonts = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /usr/share/fonts && exec "$0" "$@"']
    if subprocess.run([*hide_fonts, "true"], capture_output=True, check=False).returncode:
        pytest.skip("只有 root 才能在测试中隐藏系统字体")
    program = [sys.executable, "-c", PRINT_INK]
    with_fonts, without_fonts = (
        int(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
        for command in (program, [*hide_fonts, *program])
    )
    assert without_fonts == with_fonts > 200


def test_a_picture_on_paper_is_small_enough_to_send(assessment):
    assert len(render_png(draw_unit_map(assessment, look=PAPER_LOOK))) < 300_000


def test_a_picture_on_paper_keeps_white_and_the_band_colours_exactly(areas):
    scores = dict(zip((unit.area_code for unit in areas.units), (95.0, 85.0, 70.0, 40.0), strict=False))
    seen = pixels(render_png(draw_unit_map(build_assessment(areas, scores=scores), look=PAPER_LOOK)))
    found = Counter(f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in seen.reshape(-1, 3)[::7])
    assert [colour for colour in (PAPER, *BAND_COLOURS) if found[colour] < 500] == []
