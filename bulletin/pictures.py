"""Pictures of a document, with caption, note and a text for those who cannot see them."""

from dataclasses import dataclass

from bulletin.facts import Facts
from charts.boundaries import map_settings
from charts.map import draw_unit_map
from charts.picture import Picture
from charts.png import render_png
from charts.ranking import draw_ranking
from charts.theme import PAPER_LOOK
from charts.tile_grid import draw_tile_grid
from supervision.areas import PeerGroup
from supervision.periods import print_date

WIDTH_MM = 156
COVERAGE = "0.1"


@dataclass(frozen=True)
class PrintedPicture:
    """One picture as the document shows it."""

    caption: str
    note: str
    alt: str
    png: bytes


def print_pictures(facts: Facts) -> tuple[PrintedPicture, ...]:
    """Return the map of coverage and the rankings of both groups, numbered."""
    quarter = facts.assessment.quarter.name
    drawn = [(f"{quarter}各地学校月度督导覆盖率", *_draw_places(facts))]
    for group, title in ((PeerGroup.CITIES, "省辖市和济源示范区"), (PeerGroup.DIRECT, "省直管县（市）")):
        if facts.in_group(group):
            ranking = draw_ranking(facts.assessment, group, look=PAPER_LOOK)
            drawn.append((f"{quarter}{title}综合得分", ranking, "同分并列；不排名的地方及原因见附件2。"))
    return tuple(
        PrintedPicture(f"图{number}　{caption}", _note(facts, note), picture.alt, render_png(picture, WIDTH_MM))
        for number, (caption, picture, note) in enumerate(drawn, 1)
    )


def _draw_places(facts: Facts) -> tuple[Picture, str]:
    """Return the map where its file may stand in a public paper, else tiles, which show no border."""
    if map_settings().may_be_used("public"):
        return draw_unit_map(facts.assessment, COVERAGE, PAPER_LOOK), map_settings().caption + "。"
    tiles = draw_tile_grid(facts.assessment, COVERAGE, PAPER_LOOK)
    return tiles, "方格示意图，只示意大致方位，不表示行政区域界线和面积。"


def _note(facts: Facts, note: str) -> str:
    return f"注：{note}数据截止{print_date(facts.assessment.cutoff)}。"
