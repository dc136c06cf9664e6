"""学校: the schools of a place, one school with its quarter, and the way there and back."""

import re
from datetime import date

import pytest

from components import school_store, store
from components.school_view import done_text
from supervision.periods import Quarter
from tests.pages.opening import COVERAGE, SCHOOL, SCORECARD, go_to, html_of, in_link, open_page, said, title_of

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
COUNTY = "410302"


@pytest.fixture
def schools(demo):
    """Return the schools of a county as the page lists them."""
    return school_store.school_page(COUNTY, "", QUARTER, CUTOFF, rows=50, page=1)[1]


def test_a_county_lists_its_schools_with_counts_that_add_up_to_the_countys(schools):
    page = open_page(SCHOOL, place=COUNTY)
    shown = page.dataframe[0].value
    assert shown["学校名称"].to_list() == schools["name"].to_list()
    visits = store.assessment(QUARTER, CUTOFF).count(COUNTY, "visits")
    assert shown["本季度到校（次）"].sum() == visits
    registered = store.assessment(QUARTER, CUTOFF).count(COUNTY, "schools_registered")
    assert f"在办学校**{registered:.0f}**所" in said(page)


def test_a_search_by_name_narrows_the_list_and_stands_in_the_link(schools):
    page = open_page(SCHOOL, place=COUNTY)
    name = schools["name"].iloc[0]
    page.text_input(key="widget:find").set_value(name).run()
    assert set(page.dataframe[0].value["学校名称"]) == {name}
    assert in_link(page, "find") == name
    assert set(open_page(SCHOOL, place=COUNTY, find=name).dataframe[0].value["学校名称"]) == {name}


@pytest.mark.parametrize("text", ["%", "_", "' or 1=1 --", "\\"])
def test_signs_of_a_query_language_find_nothing(demo, text):
    page = open_page(SCHOOL, place="410000", find=text)
    assert not page.error
    assert "没有学校" in said(page)


def test_a_school_opens_from_the_list_and_goes_back_to_it(schools):
    page = open_page(SCHOOL, place=COUNTY, quarter="2022Q3")
    page.selectbox(key="widget:school_picker").set_value(schools["school_id"].iloc[1]).run()
    page = go_to(page, SCHOOL)
    assert in_link(page, "school") == schools["school_id"].iloc[1]
    assert page.subheader[0].value
    assert in_link(page, "quarter") == "2022Q3"
    page.button(key="to_list").click().run()
    assert in_link(page, "school") is None
    assert in_link(page, "place") == COUNTY
    assert len(page.dataframe[0].value) == len(schools)


def test_a_card_of_a_school_shows_as_many_rows_as_its_counts_say(schools):
    chosen = schools.sort_values("visits").iloc[-1]
    page = open_page(SCHOOL, school=chosen["school_id"])
    assert in_link(page, "place") == COUNTY
    text = said(page)
    assert f"到校督导　{chosen['visits']}次" in text
    assert f"举报　{chosen['complaints']}件" in text
    assert html_of(page).count("<tr><td>2022-1") >= chosen["visits"] > 0
    # Most visits leave some check out: an empty result is no result.
    assert not re.search("(?<!he)nan|None", text)


def test_the_way_leads_up_to_the_city_the_province_and_beside(schools):
    page = open_page(SCHOOL, school=schools["school_id"].iloc[0], quarter="2022Q3")
    page.button(key="to:410300").click().run()
    assert (in_link(page, "place"), in_link(page, "school")) == ("410300", None)
    page.button(key="after").click().run()
    assert in_link(page, "place") == "410400"
    page.button(key="to:410000").click().run()
    assert in_link(page, "place") == "410000"
    assert in_link(page, "quarter") == "2022Q3"


def test_the_scorecard_leads_to_the_schools_of_its_place(demo):
    page = open_page(SCORECARD, place=COUNTY)
    page.button(key="to_schools").click().run()
    assert title_of(page) == "学校"
    assert in_link(go_to(page, SCHOOL), "place") == COUNTY


def test_the_coverage_leads_to_the_schools_and_the_card_of_its_county(demo):
    page = open_page(COVERAGE, county="410323", quarter="2022Q3")
    card = page.button(key="way:screens/leaders/scorecard.py").click().run()
    assert title_of(card) == "记分卡"
    assert in_link(go_to(card, SCORECARD), "place") == "410323"
    page = open_page(COVERAGE, county="410323", quarter="2022Q3")
    schools = go_to(page.button(key="way:screens/leaders/school.py").click().run(), SCHOOL)
    assert (in_link(schools, "place"), in_link(schools, "quarter")) == ("410323", "2022Q3")


def test_a_school_that_is_not_in_the_register_is_named_and_the_list_shown(demo):
    page = open_page(SCHOOL, place=COUNTY, school="<b>X</b>")
    assert "没有找到这所学校" in page.warning[0].value
    assert "<b>X</b>" not in page.warning[0].value
    assert page.dataframe


def test_closed_schools_and_teaching_points_are_marked(altered, demo_url):
    altered("update school set closed_on = '2022-11-01' where school_id = (select min(school_id) from school "
            "where area_code = :code)", code=COUNTY)  # fmt: skip
    page = open_page(SCHOOL, place=COUNTY)
    assert "已关闭（2022-11-01）" in page.dataframe[0].value["状态"].to_list()
    assert "已关闭1所" in said(page)


@pytest.mark.parametrize(
    ("done", "due", "said_so"),
    [
        (None, date(2022, 12, 19), "未整改（已逾期）"),
        (None, date(2022, 12, 20), "未整改"),
        (date(2022, 12, 10), date(2022, 12, 9), "2022-12-10整改（逾期）"),
        (date(2022, 12, 10), date(2022, 12, 10), "2022-12-10整改"),
        (date(2022, 12, 21), date(2022, 12, 10), "未整改（已逾期）"),
        (None, None, "未整改"),
    ],
)
def test_what_is_late_is_told_by_the_cutoff(done, due, said_so):
    assert done_text(done, due, CUTOFF, "整改") == said_so
