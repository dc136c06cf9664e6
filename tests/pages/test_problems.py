"""问题清单: every view from its link, figures equal to scorecard and 明细, lists as long as their numbers."""

import io
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from components import problem_store, row_store, store
from components.download import write_workbook
from components.frame import Selected
from components.problems_figures import TOPICS, ProblemsPlace, figures_of
from components.problems_list import HEADINGS, list_numbers, listed_problems
from data_access.shared.problems import ProblemList
from supervision.periods import Quarter
from supervision.printing import print_count, print_value
from supervision.problem_states import LISTED
from supervision.scheme import scheme_for
from tests.pages.conftest import Alter
from tests.pages.opening import html_of, in_link, open_page, said, title_of

PROBLEMS = "screens/leaders/problems.py"
QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
PROVINCE, CITY, COUNTY = "410000", "410300", "410323"


def place_of(area_code: str) -> ProblemsPlace:
    selected = Selected(QUARTER, CUTOFF, scheme_for(QUARTER))
    return ProblemsPlace(selected, store.areas(CUTOFF), area_code)


def button_of(app: AppTest, label: str) -> Button:
    (button,) = [each for each in app.button if each.label == label]
    return button


@pytest.mark.parametrize("place", [PROVINCE, CITY, COUNTY])
@pytest.mark.parametrize("view", TOPICS)
def test_every_view_opens_from_its_link_for_a_province_a_city_and_a_county(demo: str, view: str, place: str):
    app = open_page(PROBLEMS, view=view, place=place)
    assert not app.error
    assert not app.exception
    assert in_link(app, "place") == place
    assert "在册问题" in html_of(app)


@pytest.mark.parametrize("view", TOPICS)
def test_every_view_shows_a_database_without_problems(altered: Alter, view: str):
    altered("delete from problem")
    app = open_page(PROBLEMS, view=view, place=CITY)
    assert not app.error
    assert not app.exception
    assert "问题登记中没有截止日以前交办的问题" in said(app)


@pytest.mark.parametrize("area_code", [PROVINCE, CITY, COUNTY])
def test_figures_equal_the_scorecard_and_the_rows_behind_them(demo: str, area_code: str):
    place = place_of(area_code)
    shown = {name: value for name, value, _ in figures_of(place)}
    card = {
        value.indicator.id: value
        for part in place.assessment.scorecard(area_code).categories
        for value in part.indicators
    }
    for indicator_id in ("11.1", "11.3", "11.4"):
        assert shown[card[indicator_id].indicator.name] == print_value(card[indicator_id])
        for measure, number in (("numerator", "numerator"), ("denominator", "denominator")):
            code = getattr(card[indicator_id].indicator, measure)[0]
            listing = row_store.figure_rows(code, area_code, QUARTER, CUTOFF)
            assert listing.rows == listing.total == getattr(card[indicator_id], number)
    overdue = row_store.figure_rows("problems_open_overdue", area_code, QUARTER, CUTOFF).rows
    assert shown["超期未整改"] == f"{print_count(overdue)}个"
    assert place.totals["超期未整改"] == overdue


@pytest.mark.parametrize("which", [each for each in ProblemList if each is not ProblemList.HELD])
def test_every_list_has_as_many_problems_as_its_number_says(demo: str, which: ProblemList):
    place = place_of(CITY)
    every = problem_store.listed(which, CITY, QUARTER, CUTOFF, {}, limit=10**6)
    assert len(every) == list_numbers(place)[which.value] == problem_store.size(which, CITY, QUARTER, CUTOFF, {})
    assert every["problem_id"].is_unique


def test_states_add_up_and_cities_are_the_sums_of_their_counties(demo: str):
    place = place_of(PROVINCE)
    totals = place.totals
    assert sum(totals[state.value] for state in LISTED) == totals["total"] > 0
    assert totals["open"] == sum(place_of(unit.area_code).totals["open"] for unit in place.areas.units)


@pytest.mark.parametrize("indicator_id", ["11.1", "11.3", "11.4"])
def test_a_click_on_a_figure_opens_the_rows_behind_it(demo: str, indicator_id: str):
    value = place_of(COUNTY).assessment.indicator(COUNTY, indicator_id)
    app = open_page(PROBLEMS, place=COUNTY)
    button_of(app, f"查看“{value.indicator.name}”的明细").click().run()
    assert (title_of(app), in_link(app, "indicator"), in_link(app, "place")) == ("明细", indicator_id, COUNTY)
    assert f"：{print_value(value)}**" in said(app)


@pytest.mark.parametrize(
    ("name", "which"), [("在册问题", "all"), ("未整改", "open"), ("超期未整改", "overdue"), ("90日内复发", "again")]
)
def test_a_click_on_a_number_opens_its_list_without_filters_at_the_first_page(demo: str, name: str, which: str):
    app = open_page(PROBLEMS, place=PROVINCE, view="ages", problems="accepted", leaf="2", of_severity="严重")
    button_of(app, f"查看“{name}”的清单").click().run()
    number = list_numbers(place_of(PROVINCE))[which]
    assert in_link(app, "problems") in (which, None)
    assert f"共{print_count(number)}个。" in said(app)
    assert len(app.dataframe[0].value) == min(50, number)


def test_filters_narrow_the_list_and_turn_to_its_first_page(demo: str):
    app = open_page(PROBLEMS, place=PROVINCE, problems="all", leaf="3")
    app.selectbox(key="widget:of_severity").select("严重").run()
    serious = problem_store.size(ProblemList.ALL, PROVINCE, QUARTER, CUTOFF, {"severity": "严重"})
    table = app.dataframe[0].value
    assert set(table["程度"]) == {"严重"}
    assert in_link(app, "leaf") is None
    assert f"共{print_count(serious)}个。" in said(app)
    assert 0 < serious < place_of(PROVINCE).totals["total"]
    far = open_page(PROBLEMS, place=PROVINCE, problems="all", leaf="9999")
    assert not far.exception


def test_a_problem_raised_after_the_cutoff_does_not_exist(altered: Alter):
    altered("update problem set raised_on = '2022-12-21' where area_code = '410323'")
    assert place_of(COUNTY).totals["total"] == 0
    assert "没有未整改的问题" in html_of(open_page(PROBLEMS, place=COUNTY, view="print"))


def test_a_relapse_is_open_again_and_counted_once(altered: Alter):
    altered(
        "delete from problem where area_code = '410323' and problem_id not in "
        "(select min(problem_id) from problem where area_code = '410323')",
        "update problem set raised_on='2022-09-01', due_on='2022-09-30', rectified_on='2022-09-20', "
        "accepted_on='2022-09-25', look_back_on='2022-11-01', look_back_result='反弹' where area_code='410323'",
    )
    place = place_of(COUNTY)
    assert (place.totals["total"], place.totals["open"], place.totals["reopened"]) == (1, 1, 1)
    page = html_of(open_page(PROBLEMS, place=COUNTY, view="print"))
    assert "未重定期限" in page
    (age,) = listed_problems(
        problem_store.listed(ProblemList.OPEN, COUNTY, QUARTER, CUTOFF, {}, limit=5),
        place.areas,
        place.selected.scheme,
        CUTOFF,
    )["age"]
    assert age == 49


def test_the_same_matter_raised_again_within_the_days_of_the_scheme_recurs(altered: Alter):
    rows = {
        "decoy: accepted 91 days before": ("2022-07-01", "2022-09-20", "S3"),
        "decoy: raised again too late": ("2022-12-20", None, "S3"),
        "one": ("2022-08-01", "2022-09-21", "S1"),  # accepted 90 days before the last day
        "again": ("2022-12-20", None, "S1"),
        "again at another school": ("2022-12-20", None, "S2"),
        "another school": ("2022-10-05", "2022-12-01", "S2"),
    }
    insert = (
        "insert into problem (problem_id, area_code, school_id, category_code, source, severity, summary, raised_on, "
        "due_on, rectified_on, accepted_on) values "
    )
    values = [
        f"('{key}', '410323', '{school}', '3', '自查', '一般', '甲', '{raised}', '2022-12-31', "
        + (f"'{done}', '{done}')" if done else "null, null)")
        for key, (raised, done, school) in rows.items()
    ]
    altered("delete from problem", insert + ", ".join(values))
    found = problem_store.listed(ProblemList.AGAIN, PROVINCE, QUARTER, CUTOFF, {}, limit=9)
    # The second school's problem was accepted 19 days before it was raised again, the first one's exactly 90.
    assert sorted(found["problem_id"]) == ["again", "again at another school"]
    altered_days = problem_store.listed(ProblemList.AGAIN, PROVINCE, QUARTER, date(2022, 12, 19), {}, limit=9)
    assert altered_days.empty


def test_the_file_of_a_list_holds_every_row_and_no_formula(demo: str):
    place = place_of(COUNTY)
    rows = problem_store.listed(ProblemList.OPEN, COUNTY, QUARTER, CUTOFF, {}, limit=10**6)
    shown = listed_problems(rows, place.areas, place.selected.scheme, CUTOFF)
    read = pd.read_excel(io.BytesIO(write_workbook(shown, HEADINGS, "清单", {})))
    assert len(read) == place.totals["open"]
    assert list(read.columns) == list(HEADINGS.values())
