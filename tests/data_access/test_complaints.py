"""Complaints for their page: the cases that decide what the words mean, and lists as long as their numbers."""

from datetime import date

import pytest

from data_access.shared.assessments import read_assessment
from data_access.shared.complaints import (
    NUMBERS,
    CaseList,
    read_cases,
    read_complaint_numbers,
    read_first_received,
    read_received,
)
from data_access.shared.counts import read_closing_days
from data_access.shared.counts.window import Window
from data_access.shared.tables import complaint
from supervision.assessment import State
from supervision.complaint_numbers import compare_places, facets, numbers_by_place, sum_facet, totals_of
from supervision.complaint_states import limit_of, state_at
from supervision.periods import Quarter
from supervision.printing import print_value
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, on

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)
WINDOW = Window(QUARTER, CUTOFF, SCHEME)
COUNTY, OTHER = "410102", "410103"

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def totals(connection):
    """Return a function that gives the numbers of some areas."""
    return lambda *codes: totals_of(
        facets(read_complaint_numbers(connection, WINDOW), SCHEME), codes or [COUNTY, OTHER]
    )


@pytest.fixture
def figure(connection):
    """Return a function that gives an indicator of a place as the assessment has it."""
    return lambda indicator_id, code=COUNTY: read_assessment(connection, QUARTER, CUTOFF).indicator(code, indicator_id)


def test_only_overdue_open_cases_are_none_on_time_and_neither_blank_nor_all(write, figure):
    write(complaint, *[a_complaint(f"c{n}", "2022-08-01 02:00:00", due_on=on("2022-09-30")) for n in range(12)])
    write(complaint, a_complaint("decoy: elsewhere, in the quarter", "2022-10-10 01:00:00", area_code=OTHER))
    found = figure("12.1")
    assert (found.numerator, found.denominator, found.value, found.state) == (0, 12, 0.0, State.AVAILABLE)
    assert print_value(found) == "0.0%"


def test_one_case_closed_in_four_minutes_never_ranks_first(write, connection):
    slow = [
        a_complaint(
            f"s{n}", "2022-10-10 01:00:00", area_code=OTHER, closed_on=on("2022-11-10"), due_on=on("2022-12-09")
        )
        for n in range(12)
    ]
    write(complaint, *slow, a_complaint("quick", "2022-10-10 01:00:00", closed_on=on("2022-10-10")))
    assessment = read_assessment(connection, QUARTER, CUTOFF)
    quick, usual = (assessment.indicator(code, "12.2") for code in (COUNTY, OTHER))
    assert (quick.value, quick.state, quick.rank) == (0.0, State.SMALL_SAMPLE, None)
    assert (usual.value, usual.state, usual.rank) == (31.0, State.AVAILABLE, 1)
    assert assessment.indicator(COUNTY, "12.1").rank is None
    table = compare_places(assessment, [COUNTY, OTHER]).set_index("area_code")
    assert table["median_days"].isna().tolist() == [True, False]
    assert table["order"].isna().tolist() == [True, False]


def test_a_case_closed_on_its_due_day_is_on_time_and_a_day_later_it_is_not(write, totals):
    write(
        complaint,
        a_complaint("on the day", "2022-10-01 02:00:00", due_on=on("2022-11-30"), closed_on=on("2022-11-30")),
        a_complaint("a day later", "2022-10-01 02:00:00", due_on=on("2022-11-30"), closed_on=on("2022-12-01")),
        # Without a due day the sixtieth day after 1 October, in Shanghai, is the last one.
        a_complaint("by the limit", "2022-09-30 16:00:00", closed_on=on("2022-11-30")),
        a_complaint("past the limit", "2022-09-30 15:59:59", closed_on=on("2022-11-30")),
    )
    assert (totals()["closed"], totals()["on_time"]) == (4, 2)


def test_a_case_transferred_twice_is_one_row_or_a_duplicate_and_counts_once(write, totals):
    write(
        complaint,
        # Handed on inside the place: the register keeps one row and one day.
        a_complaint("inside", "2022-10-10 01:00:00", transferred_on=on("2022-10-12")),
        # Handed on to another place: its row there is a duplicate of the first.
        a_complaint("first", "2022-10-11 01:00:00", transferred_on=on("2022-10-12")),
        a_complaint(
            "second",
            "2022-10-11 01:00:00",
            area_code=OTHER,
            transferred_on=on("2022-10-20"),
            duplicate_of="first",
        ),
    )
    both, other = totals(), totals(OTHER)
    assert (both["received"], both["raw"], both["transferred"], both["open"]) == (2, 3, 2, 2)
    assert (other["received"], other["raw"], other["transferred"], other["open"]) == (0, 1, 0, 0)


def test_a_duplicate_of_a_closed_case_opens_nothing_and_shows_in_the_raw_number(write, totals, connection):
    write(
        complaint,
        a_complaint("closed", "2022-08-01 01:00:00", due_on=on("2022-09-30"), closed_on=on("2022-09-01")),
        a_complaint("again", "2022-11-01 01:00:00", duplicate_of="closed", priority=True),
    )
    found = totals()
    assert {name: found[name] for name in found if found[name]} == {"raw": 1}
    assert all(read_cases(connection, which, [COUNTY], WINDOW, limit=10).empty for which in CaseList)


def test_a_place_without_complaints_is_not_applicable_and_not_all_on_time(write, figure, connection):
    write(complaint, a_complaint("decoy: elsewhere", "2022-10-10 01:00:00", area_code=OTHER))
    assert figure("12.1").state is State.NOT_APPLICABLE
    assert print_value(figure("12.1")) == "不适用"
    assert print_value(figure("12.2")) == "不适用"
    row = compare_places(read_assessment(connection, QUARTER, CUTOFF), [COUNTY]).iloc[0]
    assert row[["on_time_share", "plain_share", "median_days", "order"]].isna().all()
    assert row["received"] == 0


def test_what_happened_after_the_cutoff_is_not_known_yet(write, totals, connection):
    write(
        complaint,
        a_complaint(
            "c", "2022-12-01 01:00:00", transferred_on=on("2022-12-21"), closed_on=on("2022-12-21"), outcome="属实"
        ),
        a_complaint("decoy: came later", "2022-12-20 16:00:00"),
    )
    assert (totals()["received"], totals()["transferred"], totals()["closed"], totals()["open"]) == (1, 0, 0, 1)
    (case,) = read_cases(connection, CaseList.OPEN, [COUNTY], WINDOW, limit=10).to_dict("records")
    assert [case[name] for name in ("transferred_on", "closed_on", "outcome")] == [None, None, None]


def test_every_list_is_as_long_as_its_number_and_the_longest_overdue_stand_first(write, totals, connection):
    write(
        complaint,
        a_complaint("late", "2022-09-01 01:00:00", due_on=on("2022-10-31"), priority=True),
        a_complaint("later", "2022-08-01 01:00:00"),
        a_complaint("today", "2022-10-21 01:00:00", due_on=CUTOFF),
        a_complaint("in a week", "2022-10-28 01:00:00", due_on=on("2022-12-27")),
        a_complaint("in eight days", "2022-10-29 01:00:00", due_on=on("2022-12-28")),
        a_complaint("new", "2022-12-19 01:00:00"),
        a_complaint("closed", "2022-10-02 01:00:00", closed_on=on("2022-11-01"), priority=True),
        a_complaint("decoy: closed before", "2022-08-02 01:00:00", closed_on=on("2022-09-01"), priority=True),
    )
    lists = {
        which.value: read_cases(connection, which, [COUNTY], WINDOW, limit=50)["complaint_id"].tolist()
        for which in CaseList
    }
    assert lists == {
        "open": ["later", "late", "today", "in a week", "in eight days", "new"],
        "overdue": ["later", "late"],
        "soon": ["today", "in a week"],
        "urge": ["later", "late", "today", "in a week", "in eight days"],
        "priority": ["late", "closed"],
    }
    assert {name: totals()[name] for name in lists} == {name: len(rows) for name, rows in lists.items()}
    page = read_cases(connection, CaseList.OPEN, [COUNTY], WINDOW, limit=2, offset=2)
    assert page["complaint_id"].tolist() == ["today", "in a week"]


def test_a_listed_case_has_the_state_of_the_one_definition(write, connection):
    write(
        complaint,
        a_complaint("limit", "2022-10-01 01:00:00"),
        a_complaint("due", "2022-10-01 01:00:00", due_on=on("2022-12-25")),
    )
    cases = read_cases(connection, CaseList.OPEN, [COUNTY], WINDOW, limit=10).astype(object)
    rows = cases.where(cases.notna(), None).to_dict("records")
    states = {
        row["complaint_id"]: state_at(
            CUTOFF,
            received_on=row["received_on"],
            due_on=row["due_on"],
            closed_on=row["closed_on"],
            limit=limit_of(SCHEME),
        ).value
        for row in rows
    }
    assert states == {"limit": "超期未办结", "due": "在办"}
    assert {row["complaint_id"]: row["last_on"] for row in rows} == {"limit": on("2022-11-30"), "due": on("2022-12-25")}


def test_numbers_add_up_to_the_counts_of_the_scheme_by_channel_and_by_category(demo_connection):
    parts = facets(read_complaint_numbers(demo_connection, WINDOW), SCHEME)
    assessment = read_assessment(demo_connection, QUARTER, CUTOFF)
    measures = {"raw": "received_raw", "overdue": "open_overdue"}
    for place in ("410000", "410100", "410300", "410102"):
        codes = assessment.areas.codes_within(place)
        for facet in ("channel", "category_code", "all"):
            summed = sum_facet(parts, facet, codes).sum()
            for name in ("received", "raw", "closed", "on_time", "overdue"):
                assert summed[name] == assessment.count(place, f"complaints_{measures.get(name, name)}"), (place, name)
    assert set(NUMBERS) <= set(parts.columns)


def test_categories_written_as_keys_and_as_numbers_are_one(write, connection):
    write(
        complaint,
        a_complaint("number", "2022-10-10 01:00:00", category_code="3"),
        a_complaint("key", "2022-10-10 01:00:00", category_code="homework"),
    )
    parts = facets(read_complaint_numbers(connection, WINDOW), SCHEME)
    assert sum_facet(parts, "category_code", [COUNTY])["received"].to_dict() == {"3": 2}


def test_a_seasons_complaints_are_those_of_its_days_in_shanghai_without_duplicates(write, connection):
    write(
        complaint,
        a_complaint("first moment", "2022-01-15 16:00:00", category_code="7"),
        a_complaint("last moment", "2022-02-15 15:59:59", category_code="7"),
        a_complaint("decoy: before", "2022-01-15 15:59:59"),
        a_complaint("decoy: after", "2022-02-15 16:00:00"),
        a_complaint("decoy: again", "2022-02-01 01:00:00", duplicate_of="first moment"),
    )
    found = read_received(connection, date(2022, 1, 16), date(2022, 2, 15))
    assert found.to_numpy().tolist() == [[COUNTY, "7", 2]]
    assert read_first_received(connection, date(2015, 1, 1)) == date(2022, 1, 15)
    assert read_first_received(connection, date(2023, 1, 1)) is None


def test_places_side_by_side_add_up_to_the_place_above_them(demo_connection):
    parts = facets(read_complaint_numbers(demo_connection, WINDOW), SCHEME)
    areas = read_assessment(demo_connection, QUARTER, CUTOFF).areas
    units = numbers_by_place(parts, areas, [unit.area_code for unit in areas.units])
    whole = totals_of(parts, areas.codes_within("410000"))
    assert {name: int(units[name].sum()) for name in NUMBERS} == {name: whole[name] for name in NUMBERS}
    assert units.loc["410100"].to_dict() == dict(totals_of(parts, areas.codes_within("410100")))


def test_a_day_begins_at_midnight_in_shanghai(write, totals):
    write(
        complaint,
        a_complaint("first moment", "2022-09-30 16:00:00"),
        a_complaint("last moment", "2022-12-20 15:59:59"),
        a_complaint("decoy: a second before", "2022-09-30 15:59:59"),
        a_complaint("decoy: a second after", "2022-12-20 16:00:00"),
    )
    assert totals()["received"] == 2


def test_closing_days_leave_out_duplicates_and_impossible_ones(write, connection):
    write(
        complaint,
        a_complaint("same day", "2022-10-01 16:30:00", closed_on=on("2022-10-02")),
        a_complaint("ten days", "2022-10-01 02:00:00", closed_on=on("2022-10-11")),
        a_complaint("ten days too", "2022-10-02 02:00:00", closed_on=on("2022-10-12")),
        a_complaint("decoy: duplicate", "2022-10-01 02:00:00", closed_on=on("2022-10-21"), duplicate_of="ten days"),
        a_complaint("decoy: closed before it came", "2022-10-11 02:00:00", closed_on=on("2022-10-02")),
    )
    frame = read_closing_days(connection, QUARTER, CUTOFF, SCHEME)
    assert frame[["days", "cases"]].to_numpy().tolist() == [[0, 1], [10, 2]]
