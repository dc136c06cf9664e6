"""Data that fit no ordinary case: one place, equal figures, a quarter missing, names that are not unique."""

from datetime import date

from components import coverage_store, store
from components.coverage_parts import TOPICS
from supervision.periods import Quarter
from supervision.spans import spans_of
from tests.pages.conftest import Alter
from tests.pages.opening import COMPLAINTS, COVERAGE, DEADLINES, PAGES, SCORECARD, open_page, said, title_of

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
QUESTIONS = ("position", "change", "contrast", "trial")
VIEWS = [
    *((page, {}) for page in PAGES),
    *((COVERAGE, {"topic": topic}) for topic in TOPICS),
    *((SCORECARD, {"question": question}) for question in QUESTIONS),
    *((COMPLAINTS, {"matter": matter}) for matter in ("parts", "places", "seasons")),
    *((DEADLINES, {"papers": topic}) for topic in ("urge", "history")),
]
PLACE, COUNTY = "410600", "410602"
ONE_CITY = "delete from area where area_code <> '410000' and area_code not like '4106%'"


def wrong_views(place: str = PLACE) -> list[str]:
    """Return the views that show an error or another page, with what they say; all on one server's caches."""
    wrong = []
    for page, link in VIEWS:
        app = open_page(page, place=place, **link)
        if app.exception or app.error or title_of(app) != PAGES[page]:
            wrong.append(f"{page} {link}: {[part.value for part in (*app.exception, *app.error)]}")
    return wrong


def test_one_city_alone_is_shown_without_others_to_compare_it_with(altered: Alter):
    altered(ONE_CITY)
    assert wrong_views() == []
    assert "第1（共1）" in said(open_page(SCORECARD, place=PLACE))


def test_schools_of_places_that_are_no_more_are_in_no_sum(altered: Alter):
    altered(ONE_CITY)
    coverage = coverage_store.span_coverage(spans_of(QUARTER, CUTOFF)[-1])
    assessment = store.assessment(QUARTER, CUTOFF)
    assert coverage["schools_due"].sum() == assessment.count(assessment.areas.province.area_code, "school_months_due")


def test_figures_that_are_all_equal_tie_everywhere(altered: Alter):
    altered("update reported_count set value = 1", "delete from visit", "delete from complaint", "delete from problem")
    assert wrong_views() == []


def test_a_missing_quarter_before_is_said_and_not_read_as_zero(altered: Alter):
    altered(
        "delete from reported_count where quarter = '2022Q3'",
        "delete from visit where visited_on between '2022-07-01' and '2022-09-30'",
    )
    assert wrong_views() == []


def test_places_and_schools_of_one_name_are_kept_apart(altered: Alter):
    altered(
        "update area set name = '城关区', short_name = '城关' where level = 'county'",
        "update area set name = '同名市', short_name = '同名' where level = 'city'",
        "update school set name = '第一小学'",
    )
    assert wrong_views() == []
    assert wrong_views(COUNTY) == []
