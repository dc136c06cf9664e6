"""督导覆盖 by topic: each view opens from its link, and its lists are as long as its figures."""

import re
from datetime import date

import pytest

from components import coverage_store, store
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.spans import spans_of
from tests.pages.opening import COVERAGE, html_of, in_link, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
TOPICS = ("schools", "gaps", "inspectors", "days", "next")


@pytest.mark.parametrize("month", ["2022-11", "2022Q4"])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_opens_from_its_link(demo: str, topic: str, month: str):
    app = open_page(COVERAGE, topic=topic, month=month)
    assert not app.error
    assert not app.exception
    assert in_link(app, "month") == month
    assert len(app.get("download_button")) >= 1


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_shows_a_database_with_one_visit(one_visit: str, topic: str):
    app = open_page(COVERAGE, topic=topic)
    assert not app.error
    assert not app.exception


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_shows_a_database_without_visits(altered, topic: str):
    altered("delete from visit where visited_on >= '2022-10-01'")
    app = open_page(COVERAGE, topic=topic, quarter="2022Q4", cutoff="2022-12-20")
    assert not app.error
    assert not app.exception


def test_the_quarter_adds_up_its_months_and_lists_a_row_per_school_and_month(demo: str):
    whole = spans_of(QUARTER, CUTOFF)[-1]
    coverage = coverage_store.span_coverage(whole).set_index("area_code")
    assessment = store.assessment(QUARTER, CUTOFF)
    province = assessment.areas.province.area_code
    assert coverage["schools_due"].sum() == assessment.count(province, "school_months_due")
    assert coverage["schools_visited"].sum() == assessment.count(province, "school_months_visited")
    county = (coverage["schools_due"] - coverage["schools_visited"]).sort_values().index[-3]
    app = open_page(COVERAGE, month="2022Q4", county=county)
    (heading,) = (part.value for part in app.subheader)
    gap = coverage.loc[county, "schools_due"] - coverage.loc[county, "schools_visited"]
    assert int(re.search(r"(\d+) 校月$", heading)[1]) == gap
    assert len(re.findall(r"<tr><td>", html_of(app))) == gap


def test_the_inspectors_said_are_as_many_as_listed(demo: str):
    span = spans_of(QUARTER, CUTOFF)[0]
    reach = coverage_store.inspector_reach(span, points_count=False).set_index("area_code")
    county = reach["inspectors_due"].idxmax()
    app = open_page(COVERAGE, topic="inspectors", month=span.code, county=county)
    assert f"责任督学 {reach.loc[county, 'inspectors_due']} 人" in said(app)
    assert len(coverage_store.inspectors_of(county, span, False)) == reach.loc[county, "inspectors_due"]


def test_the_visits_to_download_are_as_many_as_the_days_hold(demo: str):
    rule = scheme_for(QUARTER).visiting
    days = coverage_store.visit_days(QUARTER, CUTOFF)
    for span in spans_of(QUARTER, CUTOFF):
        inside = days[[span.first <= day <= span.last for day in days["visited_on"]]]
        for county, visits in list(inside.groupby("area_code")["visits"].sum().items())[::60]:
            assert len(coverage_store.visits_of_county(county, span, rule)) == visits


def test_the_list_of_where_to_go_next_is_the_same_from_the_same_link(demo: str):
    link = {"topic": "next", "county": "410102", "draw": "2"}
    first, second = (open_page(COVERAGE, **link).dataframe[0].value for _ in range(2))
    assert first.equals(second)
    assert len(first)
    assert "抽取种子 410102-" in said(open_page(COVERAGE, **link))
