"""The way between two totals runs through every part; a strip keeps to the place's own peers."""

import pytest

from charts.png import render_png
from charts.strip import draw_strip, strip_rows
from charts.theme import PAPER_LOOK
from charts.waterfall import FALL, LEVEL, RISE, draw_waterfall, waterfall_rows
from supervision.explaining import Part

PARTS = (Part("作业管理", 1.5), Part("举报查处", -2.25), Part("问题整改", 0.0))
NAMES = ("2022年第三季度", "2022年第四季度")


def test_bars_start_where_the_last_one_ended_and_reach_the_new_total():
    rows = waterfall_rows(PARTS, 80.0, 79.25, NAMES)
    assert rows["name"].tolist() == [NAMES[0], "举报查处", "作业管理", "问题整改", NAMES[1]]
    assert rows["kind"].tolist() == [LEVEL, FALL, RISE, RISE, LEVEL]
    assert rows["start"].tolist()[1:4] == [80.0, 77.75, 79.25]
    assert rows["end"].iloc[3] == pytest.approx(rows["end"].iloc[4])
    assert rows["text"].tolist() == ["80.0", "−2.25", "+1.50", "0.00", "79.3"]


def test_both_pictures_can_be_drawn(assessment):
    city = assessment.areas.units[0].area_code
    for picture in (draw_waterfall(PARTS, 80.0, 79.25, NAMES, PAPER_LOOK), draw_strip(assessment, city, PAPER_LOOK)):
        assert not picture.is_empty
        assert len(render_png(picture)) > 5000


def test_without_parts_or_peers_words_stand_in_place_of_a_picture(assessment):
    assert draw_waterfall((), 80.0, 80.0, NAMES).is_empty
    assert draw_strip(assessment, assessment.areas.province.area_code).is_empty


def test_the_strip_says_score_median_and_place_in_words(assessment):
    city = assessment.areas.units[0].area_code
    row = strip_rows(assessment, city).iloc[0]
    total = assessment.total(city)
    assert row["name"] == "总分"
    assert row["score_text"] == f"{total.score:.1f}"
    assert row["place"] == f"居前的{total.rank - 1}个，共{total.rank_n}个"
