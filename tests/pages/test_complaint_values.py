"""One definition: a figure on complaints is the same on 举报, 记分卡, 明细, 分类比较 and in the Word files."""

import re
from collections import defaultdict
from datetime import date

import pytest

from bulletin.contents import Contents
from bulletin.kinds import Kind
from bulletin.writing import render_contents, render_unit
from components import bulletin_store, row_store, store
from supervision.assessment import Assessment
from supervision.periods import Quarter
from supervision.printing import print_count, print_value
from tests.bulletin.reading import lines_of
from tests.pages.opening import COMPLAINTS, ROWS, SCORECARD, html_of, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
LINK = {"quarter": str(QUARTER), "cutoff": CUTOFF.isoformat()}
PLACES = ("410000", "410300", "410323", "419001")
FIGURES = ("12.1", "12.2", "12.3")

Seen = dict[tuple[str, str], dict[str, str]]


@pytest.fixture
def truth(demo: str) -> Assessment:
    return store.assessment(QUARTER, CUTOFF)


def see_complaints(seen: Seen, assessment: Assessment) -> None:
    names = {assessment.scheme.indicator_in(each, QUARTER).name: each for each in FIGURES}
    for place in PLACES:
        page = html_of(open_page(COMPLAINTS, place=place, **LINK))
        for name, value in re.findall(r'"figure-name">(.*?)</div><div class="figure-value"[^>]*>(.*?)</div>', page):
            seen[place, names.get(name, name)]["举报"] = value


def see_cards(seen: Seen, assessment: Assessment) -> None:
    for place in PLACES:
        page = html_of(open_page(SCORECARD, place=place, category="12", **LINK))
        for head in re.findall(r'<div class="indicator-head"><span>([\d.]+)　.*?<b>(.*?)</b>', page):
            seen[place, head[0]]["记分卡"] = head[1]


def see_rows(seen: Seen, assessment: Assessment) -> None:
    """Read the figure, and the sum of the rows behind each of its counts."""
    counts = {"complaints_received": "收到举报", "complaints_closed": "办结", "complaints_open_overdue": "超期未办结"}
    for place in PLACES:
        for figure in FIGURES:
            page = said(open_page(ROWS, place=place, indicator=figure, **LINK))
            seen[place, figure]["明细"] = re.search(rf"　{re.escape(figure)}　[^：]*：(.*?)\*\*", page)[1]
        for measure, name in counts.items():
            total = row_store.figure_rows(measure, place, QUARTER, CUTOFF).total
            seen[place, name]["明细"] = f"{print_count(total)}件"


def see_documents(seen: Seen, assessment: Assessment) -> None:
    """Read the paragraph on complaints of the circular, and the overdue ones that a city's own document lists."""
    facts = bulletin_store.facts(QUARTER, CUTOFF)
    text = "\n".join(lines_of(render_contents(Contents(Kind.CIRCULAR, facts, True))))
    said_of = re.search(r"本季度收到举报([\d,]+件)（[^）]*），办结([\d,]+件)；举报按期办结率\D{0,3}([\d.]+%)", text)
    assert said_of
    for name, value in zip(("收到举报", "办结", "12.1"), said_of.groups(), strict=True):
        seen["410000", name]["通报"] = value
    own = "\n".join(lines_of(render_unit(facts, "410300", is_demo=True)))
    seen["410300", "超期未办结"]["一市一单"] = re.search(r"超期未办结举报([\d,]+件)", own)[1]


def test_every_page_and_file_says_the_one_value_of_a_figure_on_complaints(truth: Assessment):
    seen: Seen = defaultdict(dict)
    for look in (see_complaints, see_cards, see_rows, see_documents):
        look(seen, truth)
    places_of_a_figure = {key: set(found) for key, found in seen.items()}
    for place in PLACES:
        for figure in FIGURES:
            assert {"举报", "记分卡", "明细"} <= places_of_a_figure[place, figure]
            assert set(seen[place, figure].values()) == {print_value(truth.indicator(place, figure))}
    assert "通报" in seen["410000", "12.1"]
    assert {key: found for key, found in seen.items() if len(set(found.values())) > 1} == {}


def test_the_crawl_would_notice_a_second_value(truth: Assessment):
    assert print_value(truth.indicator("410000", "12.1")) != print_value(truth.indicator("410300", "12.1"))
