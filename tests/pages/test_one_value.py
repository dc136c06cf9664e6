"""A crawl: whatever page, picture or file says a figure of a place, says the one value of one assessment."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
from docx import Document

from bulletin.kinds import Kind
from bulletin.writing import render_bulletin
from data_access.shared.assessments import read_assessment
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from supervision.assessment import Assessment, State
from supervision.periods import Quarter
from supervision.printing import print_indicator, print_score, print_value
from tests.bulletin.reading import cell_text
from tests.pages.opening import COMPARISON, COVERAGE, OVERVIEW, ROWS, SCORECARD, html_of, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
LINK = {"quarter": str(QUARTER), "cutoff": CUTOFF.isoformat()}
PLACES = ("410000", "410300", "410181", "419001", "410302")
"""The province, a city, a province-direct county, the demonstration zone, a county of the city."""

Seen = dict[tuple[str, str], set[str]]
"""(place, indicator id or category or `total`) → every text that some view printed for it."""


@pytest.fixture
def truth(demo: str) -> Iterator[Assessment]:
    """Return the assessment read past every cache of the dashboard."""
    engine = open_database(demo)
    with connected(engine) as connection:
        yield read_assessment(connection, QUARTER, CUTOFF)
    engine.dispose()


def see_cards(seen: Seen, assessment: Assessment) -> None:
    for place in PLACES:
        for category in assessment.scheme.category:
            shown = html_of(open_page(SCORECARD, place=place, category=str(category.id), **LINK))
            for head in re.findall(r'<div class="indicator-head"><span>([\d.]+)　.*?<b>(.*?)</b>', shown):
                seen[place, head[0]].add(head[1])
        for tile in re.findall(r'<div class="tile-name"><span>(\d+)　.*?"tile-score">(.*?)</span>', shown):
            seen[place, tile[0]].add(re.sub("<.*?>|分", "", tile[1]))
        total = re.search(r'"card-score">(.*?)</span>', shown)
        seen[place, "total"].add(re.sub("<.*?>|分", "", total[1]))


def see_key_figures(seen: Seen, assessment: Assessment) -> None:
    names = {indicator.name: indicator.id for indicator in assessment.scheme.indicators(QUARTER)}
    shown = html_of(open_page(OVERVIEW, **LINK))
    for name, value in re.findall(r'"figure-name">(.*?)</div><div class="figure-value">(.*?)</div>', shown):
        seen["410000", names.get(name, "total")].add(value.removesuffix("分") if name not in names else value)


def see_comparisons(seen: Seen, assessment: Assessment) -> None:
    for group in ("CITIES", "DIRECT", "410300"):
        for figure in ("total", "3", "0.1", "3.3", "11.1"):
            for chart in open_page(COMPARISON, group=group, figure=figure, **LINK).get("vega_lite_chart"):
                drawn = rows_of(chart)
                # The page's other chart is the matrix.
                if "is_outside" in drawn:
                    for place, text in zip(drawn["code"], drawn["text"], strict=True):
                        # A value of few cases is not compared; the page says so in its place.
                        if text != State.SMALL_SAMPLE:
                            seen[place, figure].add(text.split("（")[0])


def rows_of(chart) -> pd.DataFrame:
    """Return the rows that a chart draws."""
    sent = chart.proto.datasets[0].data.data if chart.proto.datasets else chart.proto.data.data
    return pa.ipc.open_stream(sent).read_pandas()


def see_rows_pages(seen: Seen, assessment: Assessment) -> None:
    for place in PLACES:
        for indicator in ("0.1", "3.3", "11.1", "12.1"):
            page = said(open_page(ROWS, place=place, indicator=indicator, **LINK))
            found = re.search(rf"　{re.escape(indicator)}　[^：]*：(.*?)\*\*", page)
            seen[place, indicator].add(found[1])


def see_coverage(seen: Seen, assessment: Assessment) -> None:
    """Read the shares that the map of the whole quarter on 督导覆盖 draws: a county's monthly coverage."""
    for chart in open_page(COVERAGE, month=str(QUARTER), **LINK).get("vega_lite_chart"):
        drawn = rows_of(chart)
        for place, text in zip(drawn["code"], drawn["text"], strict=True):
            if place in PLACES:
                seen[place, "0.1"].add(text)


def see_bulletin(seen: Seen, assessment: Assessment) -> None:
    """Read the annex table of the circular back from the Word file."""
    document = Document(io.BytesIO(render_bulletin(assessment, Kind.CIRCULAR, is_demo=True)))
    names = {assessment.areas[code].name: code for code in PLACES} | {"全省": "410000"}
    wide = [table for table in document.tables if len(table.columns) > len(assessment.scheme.category)]
    assert wide
    for row in wide[0].rows:
        cells = [cell_text(cell) for cell in row.cells]
        place = names.get(cells[0].strip())
        if place:
            for category, text in zip(assessment.scheme.category, cells[1:], strict=False):
                seen[place, str(category.id)].add(re.sub("[●◆▲■]", "", text).strip())


def expected(assessment: Assessment, place: str, figure: str) -> str:
    """Return what the assessment says of a figure, as it is printed."""
    if "." in figure:
        return print_value(assessment.indicator(place, figure))
    card = assessment.scorecard(place)
    score = card.total if figure == "total" else next(c for c in card.categories if str(c.category.id) == figure).score
    return "" if score.score is None else print_score(score.score, assessment.scheme.band)


def without_reason(figure: str, text: str) -> str:
    """Return the text of a score, empty where words stand in its place: each view says why in its own."""
    return text if "." in figure or re.search(r"\d", text) else ""


def test_every_view_and_file_says_the_one_value_of_a_figure(truth: Assessment):
    seen: Seen = defaultdict(set)
    for look in (see_cards, see_key_figures, see_comparisons, see_rows_pages, see_coverage, see_bulletin):
        before = sum(len(texts) for texts in seen.values())
        look(seen, truth)
        assert seen, look
        assert sum(len(texts) for texts in seen.values()) >= before
    assert len(seen) > len(PLACES) * 40
    wrong = {
        (place, figure): (texts, expected(truth, place, figure))
        for (place, figure), texts in seen.items()
        if {without_reason(figure, text) for text in texts} != {expected(truth, place, figure)}
    }
    assert not wrong


def test_the_crawl_would_notice_a_second_value(truth: Assessment):
    value = truth.indicator("410300", "3.3")
    assert print_value(value) != print_indicator(value.value - 0.001, value.indicator)
