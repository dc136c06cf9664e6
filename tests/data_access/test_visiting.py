"""Visits day by day, days since the last one, inspectors and candidates: worked by hand on both engines."""

from datetime import date

import pandas as pd
import pytest

from data_access.shared.inspectors import (
    read_inspector_reach,
    read_inspectors_of_month,
    read_loads,
    read_overloaded,
)
from data_access.shared.tables import complaint, inspector, problem, school, school_inspector, visit
from data_access.shared.visit_candidates import read_visit_candidates
from data_access.shared.visiting import read_gaps, read_school_gaps, read_visit_days, read_visits_of_county
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, a_problem, a_school, a_visit, at, on

MONTH, CUTOFF = date(2022, 11, 1), date(2022, 11, 30)
RULE = scheme_for(Quarter(2022, 4)).visiting


def an_inspector(inspector_id: str, area_code: str = "410102", **changes: object) -> dict[str, object]:
    return {"inspector_id": inspector_id, "area_code": area_code, "appointed_on": on("2020-01-01")} | changes


def a_board(school_id: str, inspector_id: str, **changes: object) -> dict[str, object]:
    return {"school_id": school_id, "inspector_id": inspector_id, "from_on": on("2020-01-01")} | changes


@pytest.fixture
def schools(write, places):
    write(
        school,
        a_school("A", "410102"),
        a_school("B", "410102"),
        a_school("new", "410102", opened_on=on("2022-11-15")),
        a_school("closed", "410102", closed_on=on("2022-11-10")),
        a_school("point", "410102", stage="教学点"),
    )
    write(
        visit,
        a_visit("1", "A", "2022-11-01", inspector_id="I1"),
        a_visit("2", "A", "2022-11-30", inspector_id="I1", recorded_at=at("2022-12-03 15:59:59")),
        # Entered in the first minute of the fourth day as Shanghai counts, still the third one by UTC.
        a_visit("3", "B", "2022-11-30", inspector_id="I2", recorded_at=at("2022-12-03 16:00:00")),
        a_visit("4", "B", "2022-11-30", level="city", unannounced=True),
        a_visit("5", "closed", "2022-11-12"),  # decoy: the school had closed
        a_visit("6", "new", "2022-11-14"),  # decoy: the school had not opened
        a_visit("7", "A", "2022-12-01"),  # decoy: after the last day
        a_visit("8", "B", "2022-11-29", recorded_at=at("2022-11-27 08:00:00")),  # decoy: entered before it was made
    )


def test_visits_count_on_their_day_and_are_timely_to_the_end_of_the_last_day_allowed(schools, connection):
    frame = read_visit_days(connection, MONTH, CUTOFF, entry_days=3)
    assert frame["area_code"].unique().tolist() == ["410102"]
    by_day = {str(row.visited_on)[8:10]: tuple(row[3:]) for row in frame.itertuples()}
    assert by_day == {"01": (1, 1, 0, 0), "29": (1, 0, 0, 0), "30": (3, 2, 1, 1)}


def test_the_visits_of_a_county_are_as_many_as_its_days_count(schools, connection):
    days = read_visit_days(connection, MONTH, CUTOFF, entry_days=3)
    rows = read_visits_of_county(connection, "410102", MONTH, CUTOFF, entry_days=3)
    assert rows["visit_id"].tolist() == ["1", "8", "2", "3", "4"]
    assert len(rows) == days["visits"].sum()
    assert rows["is_timely"].sum() == days["entered_in_time"].sum()


def test_a_month_without_visits_has_no_days(schools, connection):
    assert read_visit_days(connection, date(2022, 8, 1), date(2022, 8, 31), entry_days=3).empty


def test_gaps_run_to_the_cutoff_and_schools_never_visited_stand_apart(schools, connection):
    frame = read_gaps(connection, date(2022, 11, 20)).set_index("area_code")
    row = frame.loc["410102"]
    # A was visited on the 1st; S410102, B and the new one never (its visit came before it opened).
    assert (row["schools"], row["never_visited"], row["median_days"], row["worst_days"]) == (4, 3, 19.0, 19.0)
    assert row["worst_name"] == "A小学"
    assert pd.isna(frame.loc["410103", "median_days"])
    assert frame.loc["410103", "never_visited"] == 1


@pytest.mark.parametrize(("days", "median"), [(["01"], 29.0), (["01", "11"], 24.0), (["01", "11", "21"], 19.0)])
def test_the_median_of_gaps_is_the_middle_one_or_between_the_two_middle_ones(write, places, connection, days, median):
    for number, day in enumerate(days):
        write(school, a_school(f"X{number}", "410102"))
        write(visit, a_visit(str(number), f"X{number}", f"2022-11-{day}"))
    row = read_gaps(connection, CUTOFF).set_index("area_code").loc["410102"]
    assert (row["median_days"], row["worst_days"], row["never_visited"]) == (median, 29.0, 1)


def test_schools_by_gap_are_as_many_as_the_county_has_never_visited_first(schools, connection, write):
    write(inspector, an_inspector("I1"))
    write(school_inspector, a_board("A", "I1"))
    rows = read_school_gaps(connection, "410102", CUTOFF)
    gaps = read_gaps(connection, CUTOFF).set_index("area_code").loc["410102"]
    assert len(rows) == gaps["schools"]
    assert rows["gap_days"].isna().sum() == gaps["never_visited"]
    assert rows.set_index("school_id").loc["A", ["inspector_id", "gap_days"]].tolist() == ["I1", 0.0]
    assert rows["gap_days"].isna().tolist()[:2] == [True, True]


@pytest.fixture
def inspectors(schools, write):
    write(
        inspector,
        an_inspector("I1"),
        an_inspector("I2"),
        an_inspector("late", appointed_on=on("2022-11-02")),
        an_inspector("left", ended_on=on("2022-11-29")),
    )
    write(
        school_inspector,
        a_board("A", "I1"),
        a_board("new", "I1"),  # decoy: opens in the month, not due
        a_board("closed", "I1"),  # decoy: closes in the month, not due
        a_board("point", "I1"),
        a_board("A", "I2"),  # visited, but by I1
        a_board("B", "I2"),
        a_board("B", "I1", from_on=on("2022-11-02")),  # decoy: not theirs from the month's first day
        a_board("B", "late"),
        a_board("B", "left"),
    )


def test_an_inspector_has_reached_all_their_schools_only_by_their_own_visits(inspectors, connection):
    reach = read_inspector_reach(connection, MONTH, CUTOFF, points_count=False)
    assert reach.to_dict("records") == [{"area_code": "410102", "inspectors_due": 2, "inspectors_reached": 1}]
    rows = read_inspectors_of_month(connection, "410102", MONTH, CUTOFF, points_count=False)
    assert rows.to_dict("records") == [
        {"inspector_id": "I2", "due": 2, "reached": 1},
        {"inspector_id": "I1", "due": 1, "reached": 1},
    ]


def test_teaching_points_count_for_inspectors_where_the_scheme_says_so(inspectors, connection):
    reach = read_inspector_reach(connection, MONTH, CUTOFF, points_count=True)
    assert reach["inspectors_reached"].tolist() == [0]


def test_inspectors_over_the_limit_are_as_many_as_counted(inspectors, connection):
    loads = read_loads(connection, CUTOFF, 2, points_count=False)
    # I1 has A, the new school and B; the closed one is gone. I2 has exactly the limit. "late" has one.
    assert loads.to_dict("records") == [
        {"area_code": "410102", "inspectors": 3, "inspectors_over": 1, "most_schools": 3}
    ]
    over = read_overloaded(connection, "410102", CUTOFF, 2, points_count=False)
    assert over.to_dict("records") == [{"inspector_id": "I1", "schools": 3}]


def test_candidates_are_schools_due_with_the_counts_of_their_reasons(inspectors, connection, write):
    write(
        complaint,
        a_complaint("1", "2022-11-30 15:59:59", school_id="A", subject="学校"),
        a_complaint("2", "2022-11-30 16:00:00", school_id="A"),  # decoy: the next day in Shanghai
        a_complaint("3", "2022-11-20 08:00:00", school_id="A", duplicate_of="1"),  # decoy: a repeated one
        a_complaint("4", "2022-09-01 15:59:59", school_id="A"),  # decoy: a day too early
        a_complaint("5", "2022-09-01 16:00:00", school_id="A"),
    )
    write(
        problem,
        a_problem("1", "2022-10-01", "2022-11-29", school_id="B"),
        a_problem("2", "2022-10-01", "2022-11-30", school_id="B"),  # decoy: its last day has not passed
        a_problem("3", "2022-10-01", "2022-11-01", school_id="B", rectified_on=on("2022-11-30")),  # decoy: done
        a_problem("4", "2022-10-01", "2022-11-01", school_id="B", rectified_on=on("2022-12-01")),
    )
    rows = read_visit_candidates(connection, ["410102"], CUTOFF, RULE).set_index("school_id")
    assert rows.index.tolist() == ["A", "B", "S410102"]
    names = ["inspector_id", "inspector_unvisited", "complaints", "overdue", "gap_days"]
    assert rows.loc["A", names].tolist() == ["I1", 0, 2, 0, 0.0]
    assert rows.loc["B", names].tolist()[1:] == [0, 0, 2, 0.0]
    assert rows.loc["S410102", ["inspector_unvisited", "complaints", "overdue"]].tolist() == [0, 0, 0]


def test_in_a_demo_every_list_of_a_county_is_as_long_as_its_figure(demo_connection):
    month, cutoff = date(2022, 12, 1), date(2022, 12, 20)
    reach = read_inspector_reach(demo_connection, month, cutoff, points_count=False)
    loads = read_loads(demo_connection, cutoff, 5, points_count=False).set_index("area_code")
    gaps = read_gaps(demo_connection, cutoff).set_index("area_code")
    assert len(reach) > 100
    for row in reach.iloc[::25].itertuples():
        listed = read_inspectors_of_month(demo_connection, row.area_code, month, cutoff, points_count=False)
        assert len(listed) == row.inspectors_due
        assert (listed["reached"] == listed["due"]).sum() == row.inspectors_reached
        over = read_overloaded(demo_connection, row.area_code, cutoff, 5, points_count=False)
        assert len(over) == loads.loc[row.area_code, "inspectors_over"]
        schools = read_school_gaps(demo_connection, row.area_code, cutoff)
        assert schools["gap_days"].median() == gaps.loc[row.area_code, "median_days"]
        assert schools["gap_days"].max() == gaps.loc[row.area_code, "worst_days"]
