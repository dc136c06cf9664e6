"""The children of a place on its card: as many rows as places, counts that make its own, a way to each."""

from datetime import date

from components import store
from components.children_view import children_table
from supervision.children import sum_children, sum_sentence
from supervision.periods import Quarter
from supervision.printing import print_score
from tests.pages.opening import SCORECARD, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)


def test_a_card_lists_the_children_of_its_place_and_how_they_add_up(demo):
    page = open_page(SCORECARD, place="410300", category="3", quarter="2022Q4")
    areas = store.assessment(QUARTER, CUTOFF).areas
    (table,) = page.dataframe
    assert table.value["地方"].to_list() == [area.name for area in areas.children("410300")]
    assert "合计与本级" in said(page)
    assert "3.1　" in said(page)


def test_the_provinces_card_lists_the_28_units_and_a_countys_lists_none(demo):
    (table,) = open_page(SCORECARD, place="410000", quarter="2022Q4").dataframe
    assert len(table.value) == 28
    assert not open_page(SCORECARD, place="410302", quarter="2022Q4").dataframe


def test_scores_of_children_are_printed_as_on_their_own_cards(demo):
    assessment = store.assessment(QUARTER, CUTOFF)
    category = assessment.scorecard("410300").categories[2]
    sums = sum_children(assessment, "410300", tuple(value.indicator.id for value in category.indicators))
    table = children_table(assessment, "410300", category, sums)
    for code, row in table.iterrows():
        total = assessment.total(code)
        assert row["总分"] == float(print_score(total.score, assessment.scheme.band))
        assert (row["等次"], row["名次"]) == (total.band, total.rank)


def test_every_indicators_children_make_the_province_and_every_city_or_the_rest_is_said(demo):
    # A crawl: only material that a city hands in itself (1.4) adds to what is counted for its counties.
    assessment = store.assessment(QUARTER, CUTOFF)
    ids = tuple(indicator.id for indicator in assessment.scheme.indicators(QUARTER) if indicator.kind != "median")
    beyond = set()
    for area in (assessment.areas.province, *assessment.areas.units):
        for each in sum_children(assessment, area.area_code, ids):
            if each.has_parts and each.rest != (0.0, 0.0):
                beyond.add(each.whole.indicator.id)
                assert "另有直接记在本级的" in sum_sentence(each)
    assert beyond == {"1.4"}
