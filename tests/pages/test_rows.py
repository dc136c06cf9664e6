"""明细: every figure of the 记分卡 leads to rows that add up to its numerator and denominator."""

from datetime import date

import pytest

from components import row_store, store
from supervision.periods import Quarter
from supervision.printing import print_count
from supervision.scheme import scheme_for
from tests.pages.opening import OVERVIEW, ROWS, SCORECARD, go_to, in_link, open_page, said, title_of

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)


@pytest.mark.parametrize("area_code", ["410000", "410100", "410102"])
def test_every_measure_of_the_scheme_leads_to_rows_that_add_up_to_its_count(demo, area_code):
    assessment = store.assessment(QUARTER, CUTOFF)
    for code in SCHEME.measures:
        listing = row_store.figure_rows(code, area_code, QUARTER, CUTOFF)
        assert listing.total == (assessment.count(area_code, code) or 0), code
        page = row_store.row_page(code, area_code, QUARTER, CUTOFF, 50, 0)
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


def test_a_page_of_rows_is_left_with_the_indicator_the_measure_and_the_place(demo):
    page = open_page(ROWS, place="410000", indicator="0.1", measure="school_months_due", quarter="2022Q4", part="2")
    page.selectbox(key="widget:measure").set_value("school_months_visited").run()
    assert in_link(page, "part") is None
    page.selectbox(key="widget:part").set_value("2").run()
    assert in_link(page, "part") == "2"
    page.selectbox(key="widget:unit_picker").set_value("410100").run()
    assert in_link(page, "part") is None
    page = open_page(ROWS, place="410000", indicator="0.1", measure="school_months_due", quarter="2022Q4", part="2")
    page.selectbox(key="widget:indicator").set_value("2.1").run()
    assert (in_link(page, "part"), in_link(page, "measure")) == (None, None)
    assert not page.caption or "无法识别" not in said(page)


def test_a_half_reported_place_is_said_under_the_figure_and_in_the_file(altered):
    county = "410302"
    altered("delete from reported_count where area_code = :code and measure = 'schools_homework_design'", code=county)
    page = open_page(ROWS, place="410300", indicator="2.1", measure="schools", quarter="2022Q4")
    assert "明细与指标不相等" in page.info[0].value
    assert "洛阳老城区" in page.info[0].value
    other = open_page(ROWS, place="410300", indicator="2.1", measure="schools_homework_design", quarter="2022Q4")
    assert not other.info


def test_the_overview_opens_the_rows_of_a_key_figure_and_of_a_matter(demo):
    page = open_page(OVERVIEW, quarter="2022Q4")
    rows = page.button(key="open_complaints_on_time").click().run()
    assert (title_of(rows), in_link(go_to(rows, ROWS), "indicator")) == ("明细", "12.1")
    page = open_page(OVERVIEW, quarter="2022Q4")
    matter = next(each for each in store.attention(QUARTER, CUTOFF) if each.indicator_id)
    button = next(each for each in page.button if each.key == f"matter:{matter.kind}:0")
    rows = go_to(button.click().run(), ROWS)
    assert (in_link(rows, "indicator"), in_link(rows, "place")) == (matter.indicator_id, matter.area_code)
    assert in_link(rows, "quarter") == "2022Q4"
