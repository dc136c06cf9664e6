"""Schools one by one: listed a page at a time with counts from rows, found by name, and one with its quarter."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.shared.areas import read_areas
from data_access.shared.reported_rows import read_reported_rows
from data_access.shared.schools import (
    read_school_card,
    read_school_names,
    read_school_numbers,
    read_school_page,
    read_schools_matching,
    read_schools_named,
)
from data_access.shared.tables import complaint, problem, reported_count, school, visit
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, a_problem, a_school, a_visit, at, on

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)
COUNTY = ["410102"]


def page_of(connection, codes=COUNTY, text="", limit=50, offset=0):
    return read_school_page(connection, codes, text, QUARTER, CUTOFF, SCHEME, limit=limit, offset=offset)


def counts_of(connection, school_id):
    row = page_of(connection).set_index("school_id").loc[school_id]
    return row["visits"], row["problems_open"], row["complaints"]


def test_a_school_is_listed_with_what_was_counted_of_it(write, places, connection):
    write(
        visit,
        a_visit("1", "S410102", "2022-10-08"),
        a_visit("2", "S410102", "2022-12-20"),
        a_visit("decoy: after the cut-off", "S410102", "2022-12-21"),
        a_visit("decoy: another quarter", "S410102", "2022-09-30"),
        a_visit("decoy: another school", "S410103", "2022-10-08"),
    )
    write(
        problem,
        a_problem("open", "2022-06-01", "2022-07-01", school_id="S410102"),
        a_problem("rectified later", "2022-12-01", "2022-12-30", school_id="S410102", rectified_on=on("2022-12-25")),
        a_problem("decoy: rectified", "2022-12-01", "2022-12-30", school_id="S410102", rectified_on=on("2022-12-20")),
        a_problem("decoy: not yet raised", "2022-12-21", "2022-12-30", school_id="S410102"),
        a_problem("decoy: of no school", "2022-12-01", "2022-12-30"),
    )
    write(
        complaint,
        a_complaint("counts", "2022-10-08 02:00:00", school_id="S410102"),
        a_complaint("decoy: duplicate", "2022-10-09 02:00:00", school_id="S410102", duplicate_of="counts"),
        a_complaint("decoy: before the quarter", "2022-09-30 15:59:59", school_id="S410102"),
    )
    assert counts_of(connection, "S410102") == (2, 2, 1)
    card = read_school_card(connection, "S410102", QUARTER, CUTOFF, SCHEME)
    assert card.visits["visit_id"].to_list() == ["2", "1"]
    assert card.problems["problem_id"].to_list() == ["decoy: rectified", "rectified later", "open"]
    assert card.complaints["complaint_id"].to_list() == ["counts"]
    assert str(card.facts["last_visited_on"].iloc[0])[:10] == "2022-12-20"


def test_a_school_nothing_is_known_of_has_zeros_and_no_last_visit(places, connection):
    assert counts_of(connection, "S410102") == (0, 0, 0)
    assert page_of(connection)["last_visited_on"].isna().all()
    assert read_school_card(connection, "none", QUARTER, CUTOFF, SCHEME) is None


def test_closed_and_coming_schools_and_points_are_counted_apart(write, places, connection):
    write(
        school,
        a_school("closed", "410102", closed_on=on("2022-12-20")),
        a_school("closes tomorrow", "410102", closed_on=on("2022-12-21")),
        a_school("coming", "410102", opened_on=on("2022-12-21")),
        a_school("point", "410102", stage="教学点"),
    )
    numbers = read_school_numbers(connection, COUNTY, CUTOFF)
    assert numbers == {"open": 2, "points": 1, "closed": 1, "not_open_yet": 1}
    assert len(page_of(connection)) == 5 == read_schools_matching(connection, COUNTY, "")


def test_pages_follow_each_other_without_gap_or_repeat(write, places, connection):
    write(school, *[a_school(f"N{number:02}", "410102", name="同名小学") for number in range(7)])
    pages = [page_of(connection, limit=3, offset=start)["school_id"].to_list() for start in (0, 3, 6)]
    listed = [key for page in pages for key in page]
    assert len(listed) == len(set(listed)) == 8


@pytest.mark.parametrize(
    ("text", "found"),
    [("%", ["S%"]), ("_", ["S_"]), ("\\", ["S\\"]), ("' or '1'='1", []), ("小学", ["S%", "S_", "S\\"])],
)
def test_a_name_is_sought_letter_for_letter(write, connection, text, found):
    write(school, *[a_school(key, "410102") for key in ("S%", "S_", "S\\")])
    assert sorted(read_schools_named(connection, text, 9)["school_id"]) == sorted(found)
    assert sorted(page_of(connection, text=text)["school_id"]) == sorted(found)
    assert read_schools_matching(connection, COUNTY, text) == len(found)


def test_names_that_begin_with_the_text_come_first(write, connection):
    write(school, a_school("1", "410102", name="第二实验小学"), a_school("2", "410103", name="实验小学"))
    assert read_schools_named(connection, "实验", 9)["school_id"].to_list() == ["2", "1"]
    assert len(read_schools_named(connection, "实验", 1)) == 1
    assert set(read_school_names(connection)["name"]) == {"第二实验小学", "实验小学"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=6).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_whatever_is_sought_is_found_where_python_finds_it(demo_connection, text):
    names = read_school_names(demo_connection)["name"]
    found = read_schools_matching(demo_connection, _codes(demo_connection), text)
    # SQLite's LIKE takes the small and the capital letters of the alphabet for the same.
    assert found == sum(text.lower() in name.lower() for name in names)


def _codes(connection):
    return [area.area_code for area in read_areas(connection, CUTOFF).all]


def test_reports_say_when_they_came_and_how_they_stand(write, places, connection):
    keys = {"area_code": "410102", "quarter": "2022Q4", "measure": "schools"}
    for revision, value, status in ((1, 5, "已报"), (2, 7, "已核"), (3, 9, "退回")):
        moment = at(f"2022-12-{revision:02} 08:00:00")
        write(reported_count, keys | {"revision": revision, "value": value, "reported_at": moment, "status": status})
    areas = read_areas(connection, CUTOFF)
    rows = read_reported_rows(connection, "schools", "410100", areas, QUARTER, SCHEME)
    assert rows[["area_code", "value", "revision", "status"]].to_numpy().tolist() == [["410102", 7.0, 2, "已核"]]
    assert rows["reported_at"].iloc[0] == at("2022-12-02 08:00:00")
