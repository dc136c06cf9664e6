"""明细: every figure of the 记分卡 leads to rows that add up to its numerator and denominator."""

from datetime import date

import pytest

from components import store
from supervision.periods import Quarter
from supervision.printing import print_count
from supervision.scheme import scheme_for
from tests.pages.opening import ROWS, SCORECARD, go_to, in_link, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)


@pytest.mark.parametrize("area_code", ["410000", "410100", "410102"])
def test_every_measure_of_the_scheme_leads_to_rows_that_add_up_to_its_count(demo, area_code):
    assessment = store.assessment(QUARTER, CUTOFF)
    for code in SCHEME.measures:
        listing = store.figure_rows(code, area_code, QUARTER, CUTOFF)
        assert listing.total == (assessment.count(area_code, code) or 0), code
        page = store.row_page(code, area_code, QUARTER, CUTOFF, 50, 0)
        assert len(page) == min(listing.rows, 50), code
        assert list(page.columns) == list(listing.headings), code


def test_the_page_says_the_same_count_for_the_link_it_was_opened_with(demo):
    page = open_page(ROWS, place="410100", indicator="0.1", measure="school_months_due", quarter="2022Q4")
    total = store.assessment(QUARTER, CUTOFF).count("410100", "school_months_due")
    assert f"合计**{print_count(total)}**校月" in said(page)
    assert in_link(page, "measure") == "school_months_due"


def test_paging_shows_the_next_fifty_rows(demo):
    first = open_page(ROWS, place="410000", indicator="0.1", measure="school_months_due", quarter="2022Q4")
    second = open_page(ROWS, place="410000", indicator="0.1", measure="school_months_due", quarter="2022Q4", part="2")
    one, two = first.dataframe[0].value, second.dataframe[0].value
    assert len(one) == 50
    assert not set(one["学校标识"]) & set(two["学校标识"])


def test_the_scorecard_opens_the_rows_of_an_indicator(demo):
    card = open_page(SCORECARD, place="410100", category="3", quarter="2022Q4")
    button = next(each for each in card.button if each.key == "rows:3.1")
    after = button.click().run()
    assert after.title[0].value == "明细"
    assert in_link(go_to(after, ROWS), "indicator") == "3.1"
