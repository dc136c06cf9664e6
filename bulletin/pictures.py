"""Pictures of a document: the map as a picture, rankings and trends as charts that Word draws and staff may edit."""

from collections.abc import Iterable, Iterator

from bulletin.annexes import row_name, tabulate_ranking
from bulletin.drawings import WIDTH_MM, PrintedPicture
from bulletin.facts import Facts
from bulletin.figures import Figure
from bulletin.native_charts import NativeChart, Series, bars, lines
from bulletin.trends import tabulate_trend
from charts.boundaries import map_settings
from charts.map import draw_unit_map
from charts.picture import Picture
from charts.png import render_png
from charts.theme import PAPER_LOOK
from charts.tile_grid import draw_tile_grid
from supervision.areas import Area
from supervision.periods import print_date

COVERAGE = "0.1"
FULL_SCORE = 100
ROOM_FOR_NUMBERS = 10
"""Points above the full score that leave room for the number at the end of the longest bar."""
LINES_SHOWN = 4
"""Lines of a trend: the total and the weakest categories; more cannot be told apart in a grey print."""


Unnumbered = tuple[str, str, str, bytes | NativeChart]
"""Caption, note, description and drawing."""


def print_pictures(facts: Facts) -> tuple[PrintedPicture, ...]:
    """Return the map of coverage, the rankings of both groups and the trend, numbered."""
    return _numbered(facts, (_draw_places(facts), *_draw_charts(facts)))


def print_charts(facts: Facts) -> tuple[PrintedPicture, ...]:
    """Return what Word draws itself: the rankings of both groups and the trend."""
    return _numbered(facts, _draw_charts(facts))


def _draw_charts(facts: Facts) -> Iterator[Unnumbered]:
    yield from _draw_rankings(facts)
    yield from _draw_trend(facts, facts.province)


def print_own_pictures(facts: Facts, area: Area) -> tuple[PrintedPicture, ...]:
    """Return the trend of one place, and nothing of any other."""
    return _numbered(facts, _draw_trend(facts, area))


def _numbered(facts: Facts, drawn: Iterable[Unnumbered]) -> tuple[PrintedPicture, ...]:
    return tuple(
        PrintedPicture(f"图{number}　{caption}", _note(facts, note), alt, drawing)
        for number, (caption, note, alt, drawing) in enumerate(drawn, 1)
    )


def _draw_places(facts: Facts) -> Unnumbered:
    """Return the map where its file may stand in a public paper, else tiles, which show no border."""
    picture, note = _map_of(facts)
    return f"{facts.assessment.quarter.name}各地学校月度督导覆盖率", note, picture.alt, render_png(picture, WIDTH_MM)


def _map_of(facts: Facts) -> tuple[Picture, str]:
    if map_settings().may_be_used("public"):
        return draw_unit_map(facts.assessment, COVERAGE, PAPER_LOOK), map_settings().caption + "。"
    tiles = draw_tile_grid(facts.assessment, COVERAGE, PAPER_LOOK)
    return tiles, "方格示意图，只示意大致方位，不表示行政区域界线和面积。"


def _draw_rankings(facts: Facts) -> Iterator[Unnumbered]:
    """Yield a chart per peer group, bar by bar what the ranking table says."""
    for group in tabulate_ranking(facts):
        rows = [row for row in group["rows"] if isinstance(row["rank"], Figure)]
        if not rows:
            continue
        labels = [f"{row['rank']}　{row['name']}" for row in rows]
        scores = tuple(printed_number(row["total"]) for row in rows)
        caption = f"{facts.assessment.quarter.name}{group['title']}综合得分"
        alt = f"{caption}排名条形图：最高{rows[0]['name']}{scores[0]}分，最低{rows[-1]['name']}{scores[-1]}分。"
        chart = bars(labels, Series("综合得分", scores), highest=FULL_SCORE + ROOM_FOR_NUMBERS)
        yield caption, "名次在前，同分并列；不排名的地方及原因见附件2。", alt, chart


def _draw_trend(facts: Facts, area: Area) -> Iterator[Unnumbered]:
    """Yield the lines of the total and the weakest categories, where there is more than one quarter to draw."""
    trend = tabulate_trend(facts, area)
    total, *categories = (
        Series(name, tuple(map(printed_number, scores))) for name, scores in zip(trend.names, trend.scores, strict=True)
    )
    series = [total, *sorted(categories, key=_newest)[: LINES_SHOWN - 1]]
    known = [number for one in series for number in one.numbers if number is not None]
    if len(trend.quarters) < 2 or not known:
        return
    caption = f"{row_name(area)}综合得分及得分较低类别历次变化"
    names = "、".join(one.name for one in series[1:])
    alt = f"{caption}折线图：{trend.quarters[0]}至{trend.quarters[-1]}，综合得分和{names}。"
    chart = lines(trend.quarters, series, lowest=max(min(known) // 10 * 10 - 10, 0), highest=FULL_SCORE)
    yield caption, "数值见历次得分表；未评的季度断开，不作零处理。", alt, chart


def _newest(series: Series) -> float:
    """Return the newest score of a line; one without it comes last."""
    number = series.numbers[-1]
    return float("inf") if number is None else number


def printed_number(cell: object) -> float | None:
    """Return the number of a table's cell as it is printed, so that chart and table cannot differ; None for a word."""
    if not isinstance(cell, Figure):
        return None
    return float("".join(sign for sign in cell.text if sign.isdigit() or sign in ".-"))


def _note(facts: Facts, note: str) -> str:
    return f"注：{note}数据截止{print_date(facts.assessment.cutoff)}。"
