"""Coverage of a month and the schools behind it: the list is always as long as the gap."""

from datetime import date

import pytest

from data_access.shared.coverage import read_coverage
from data_access.shared.rows import read_unvisited_schools
from data_access.shared.tables import school, visit
from tests.data_access.conftest import a_school, a_visit, on

MONTH, CUTOFF = date(2022, 11, 1), date(2022, 11, 20)


@pytest.fixture
def schools(write, places):
    write(
        school,
        a_school("visited", "410102"),
        a_school("long ago", "410102"),
        a_school("never", "410102"),
        a_school("point", "410102", stage="教学点"),
        a_school("decoy: opens in the month", "410102", opened_on=on("2022-11-02")),
        a_school("decoy: closes in the month", "410102", closed_on=on("2022-11-19")),
    )
    write(
        visit,
        a_visit("1", "visited", "2022-11-01"),
        a_visit("2", "visited", "2022-11-20"),
        a_visit("3", "long ago", "2022-10-31"),
        a_visit("4", "never", "2022-11-21"),  # decoy: after the cut-off
        a_visit("5", "S410102", "2022-09-01"),
    )


def test_a_month_counts_each_due_school_once(schools, connection):
    frame = read_coverage(connection, MONTH, CUTOFF).set_index("area_code")
    assert frame.loc["410102"].to_dict() == {
        "schools_due": 4,
        "schools_visited": 1,
        "points_due": 1,
        "points_visited": 0,
    }
    assert frame.loc["410103", "schools_visited"] == 0


def test_the_unvisited_schools_are_as_many_as_the_gap_longest_ago_first(schools, connection):
    frame = read_unvisited_schools(connection, "410102", MONTH, CUTOFF)
    assert frame["school_id"].tolist() == ["never", "S410102", "long ago"]
    assert [None if day is None else str(day)[:10] for day in frame["last_visited_on"]] == [
        None,
        "2022-09-01",
        "2022-10-31",
    ]


def test_every_county_of_a_demo_has_as_many_unvisited_schools_as_its_gap(demo_connection):
    month, cutoff = date(2022, 12, 1), date(2022, 12, 20)
    coverage = read_coverage(demo_connection, month, cutoff)
    assert len(coverage) > 150
    for row in coverage.iloc[::10].itertuples():
        listed = read_unvisited_schools(demo_connection, row.area_code, month, cutoff)
        assert len(listed) == row.schools_due - row.schools_visited
