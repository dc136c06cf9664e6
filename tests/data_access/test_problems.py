"""Problems for their page: what recurs, how old open ones are, and lists as long as their numbers."""

from datetime import date, timedelta

import pytest

from data_access.shared.assessments import read_assessment
from data_access.shared.counts.window import Window
from data_access.shared.problems import (
    ProblemList,
    read_list_size,
    read_open_ages,
    read_problem_numbers,
    read_problems,
    read_recurrences,
)
from data_access.shared.tables import problem, school
from supervision.periods import Quarter
from supervision.problem_numbers import (
    ALL,
    CATEGORY,
    NUMBERS,
    SEVERITY,
    SOURCE,
    STATES,
    facets,
    numbers_by_place,
    sum_ages,
    sum_facet,
    totals_of,
)
from supervision.problem_states import ProblemState
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_problem, a_school, on

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
SCHEME = scheme_for(QUARTER)
WINDOW = Window(QUARTER, CUTOFF, SCHEME)
COUNTY, OTHER = "410102", "410103"
DAYS = SCHEME.problems.recurrence_days

pytestmark = pytest.mark.usefixtures("places")


def accepted(problem_id: str, day: str, **changes: object) -> dict[str, object]:
    """Return a problem raised long ago and accepted on a day."""
    return a_problem(
        problem_id, "2022-07-01", "2022-07-31", **({"rectified_on": on(day), "accepted_on": on(day)} | changes)
    )


@pytest.fixture
def totals(connection):
    """Return a function that gives the numbers of some areas."""
    return lambda *codes: totals_of(facets(read_problem_numbers(connection, WINDOW), SCHEME), codes or [COUNTY, OTHER])


@pytest.fixture
def listed(connection):
    """Return a function that gives the ids on a list of the county."""
    return lambda which, **filters: read_problems(connection, which, [COUNTY], WINDOW, filters, limit=100)[
        "problem_id"
    ].tolist()


def test_a_problem_raised_after_the_cutoff_does_not_exist(write, totals, listed, connection):
    write(problem, a_problem("today", "2022-12-20", "2023-01-20"), a_problem("tomorrow", "2022-12-21", "2022-12-21"))
    assert (totals()["total"], totals()["open"]) == (1, 1)
    assert listed(ProblemList.ALL) == ["today"]
    assert read_open_ages(connection, WINDOW)["problems"].sum() == 1


def test_what_happened_after_the_cutoff_is_not_known_yet(write, connection):
    write(
        problem,
        a_problem(
            "p",
            "2022-12-01",
            "2022-12-31",
            rectified_on=on("2022-12-21"),
            accepted_on=on("2022-12-22"),
            look_back_on=on("2022-12-30"),
            look_back_result="反弹",
        ),
    )
    (row,) = read_problems(connection, ProblemList.ALL, [COUNTY], WINDOW, {}, limit=10).to_dict("records")
    names = ("rectified_on", "accepted_on", "look_back_on", "look_back_result")
    assert [row[name] for name in names] == [None] * 4
    assert row["state"] == ProblemState.RECTIFYING


def test_a_relapse_stands_on_the_lists_of_open_problems_and_on_none_of_those_done(write, listed, totals):
    write(
        problem,
        accepted("again", "2022-10-10", look_back_on=on("2022-11-20"), look_back_result="反弹"),
        accepted("held", "2022-10-10", look_back_on=on("2022-11-20"), look_back_result="巩固"),
        accepted("decoy: looked back at after the cut-off", "2022-10-10", look_back_on=on("2022-12-21"),
                 look_back_result="反弹"),
    )  # fmt: skip
    assert listed(ProblemList.OPEN) == listed(ProblemList.RELAPSED) == ["again"]
    assert listed(ProblemList.HELD) == ["held"]
    assert listed(ProblemList.ACCEPTED) == ["decoy: looked back at after the cut-off"]
    assert listed(ProblemList.OVERDUE) == []
    assert (totals()["total"], totals()["open"], totals()["reopened"]) == (3, 1, 1)


def test_a_look_back_before_acceptance_changes_nothing_and_breaks_nothing(write, listed, totals):
    write(
        problem,
        accepted("early", "2022-11-20", look_back_on=on("2022-11-19"), look_back_result="反弹"),
        a_problem("never accepted", "2022-10-01", "2022-10-31", rectified_on=on("2022-10-20"),
                  look_back_on=on("2022-11-19"), look_back_result="巩固"),
    )  # fmt: skip
    assert listed(ProblemList.ACCEPTED) == ["early"]
    assert listed(ProblemList.RECTIFIED) == ["never accepted"]
    assert (totals()["open"], totals()["reopened"], totals()[ProblemState.HELD.value]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("days", "recurs"), [(0, True), (DAYS, True), (DAYS + 1, False)], ids=["the same day", "last day", "a day later"]
)
def test_the_same_matter_recurs_up_to_the_last_day_after_acceptance(write, listed, connection, days, recurs):
    raised = on("2022-11-20")
    write(problem, accepted("first", (raised - timedelta(days=days)).isoformat()))
    write(problem, a_problem("second", raised.isoformat(), "2022-12-31"))
    assert listed(ProblemList.AGAIN) == (["second"] if recurs else [])
    found = read_recurrences(connection, WINDOW)
    assert found.to_numpy().tolist() == ([[COUNTY, 1]] if recurs else [])


def test_another_county_category_or_school_is_no_recurrence_and_one_matter_counts_once(write, listed):
    write(school, a_school("A", COUNTY), a_school("B", COUNTY))
    write(
        problem,
        accepted("first", "2022-10-01", school_id="A"),
        accepted("second", "2022-10-05", school_id="A"),
        a_problem("recurs", "2022-11-01", "2022-12-31", school_id="A"),
        a_problem("decoy: other county", "2022-11-01", "2022-12-31", school_id="A", area_code=OTHER),
        a_problem("decoy: other category", "2022-11-01", "2022-12-31", school_id="A", category_code="4"),
        a_problem("decoy: other school", "2022-11-01", "2022-12-31", school_id="B"),
        a_problem("decoy: no school", "2022-11-01", "2022-12-31"),
        a_problem("decoy: not accepted before", "2022-09-30", "2022-12-31", school_id="A"),
    )
    assert listed(ProblemList.AGAIN) == ["recurs"]


@pytest.mark.parametrize("edge", SCHEME.problems.age_edges)
def test_a_class_of_age_includes_its_last_day(write, connection, edge):
    for name, days in (("on it", edge), ("past it", edge + 1)):
        write(problem, a_problem(name, (CUTOFF - timedelta(days=days)).isoformat(), "2022-12-31"))
    ages = sum_ages(read_open_ages(connection, WINDOW), [COUNTY], SCHEME)
    place = SCHEME.problems.age_edges.index(edge)
    expected = [0] * len(SCHEME.problems.age_names())
    expected[place] = expected[place + 1] = 1
    assert ages["in_time"].tolist() == expected
    assert ages[["no_term", "overdue"]].to_numpy().sum() == 0


def test_the_age_of_a_relapse_counts_from_its_look_back(write, connection):
    write(problem, accepted("again", "2022-10-10", look_back_on=on("2022-12-10"), look_back_result="反弹"))
    ages = sum_ages(read_open_ages(connection, WINDOW), [COUNTY], SCHEME)
    assert ages.iloc[0][["in_time", "no_term", "overdue"]].tolist() == [0, 1, 0]
    assert ages["no_term"].sum() == 1


def test_the_longest_overdue_stand_first_then_those_in_time_then_those_without_a_day(write, listed, connection):
    write(
        problem,
        accepted("relapse", "2022-10-10", look_back_on=on("2022-11-20"), look_back_result="反弹"),
        a_problem("late", "2022-10-01", "2022-10-31"),
        a_problem("later", "2022-10-02", "2022-10-15"),
        a_problem("today", "2022-12-01", "2022-12-20"),
        accepted("done", "2022-08-01"),
    )
    assert listed(ProblemList.ALL) == ["later", "late", "today", "relapse", "done"]
    assert listed(ProblemList.OVERDUE) == ["later", "late"]
    page = read_problems(connection, ProblemList.ALL, [COUNTY], WINDOW, {}, limit=2, offset=2)
    assert page["problem_id"].tolist() == ["today", "relapse"]


def test_filters_narrow_a_list_and_its_number_alike(write, listed, connection):
    write(
        problem,
        a_problem("both", "2022-10-01", "2022-10-31", severity="严重", source="举报"),
        a_problem("one", "2022-10-01", "2022-10-31", severity="严重"),
        a_problem("none", "2022-10-01", "2022-10-31"),
    )
    for filters, found in (({"severity": "严重"}, ["both", "one"]), ({"severity": "严重", "source": "举报"}, ["both"])):
        assert listed(ProblemList.OVERDUE, **filters) == found
        assert read_list_size(connection, ProblemList.OVERDUE, [COUNTY], WINDOW, filters) == len(found)


def test_categories_written_as_keys_and_as_numbers_are_one_in_numbers_and_in_the_filter(write, listed, connection):
    write(
        problem,
        a_problem("number", "2022-10-01", "2022-10-31", category_code="3"),
        a_problem("key", "2022-10-01", "2022-10-31", category_code="homework"),
    )
    parts = facets(read_problem_numbers(connection, WINDOW), SCHEME)
    assert sum_facet(parts, CATEGORY, [COUNTY])["total"].to_dict() == {"3": 2}
    assert sorted(listed(ProblemList.OVERDUE, category_code="3")) == ["key", "number"]


def test_numbers_are_those_of_the_scheme_and_add_up_by_every_facet(demo_connection):
    parts = facets(read_problem_numbers(demo_connection, WINDOW), SCHEME)
    assessment = read_assessment(demo_connection, QUARTER, CUTOFF)
    for place in ("410000", "410100", "410300", "410102"):
        codes = assessment.areas.codes_within(place)
        whole = totals_of(parts, codes)
        assert whole[ProblemState.OVERDUE.value] == assessment.count(place, "problems_open_overdue")
        assert sum(whole[state] for state in STATES) == whole["total"] > 0
        for facet in (SEVERITY, CATEGORY, SOURCE, ALL):
            assert sum_facet(parts, facet, codes)[list(NUMBERS)].sum().to_dict() == dict(whole), (place, facet)


def test_every_list_of_the_demo_is_as_long_as_its_number(demo_connection):
    parts = facets(read_problem_numbers(demo_connection, WINDOW), SCHEME)
    codes = read_assessment(demo_connection, QUARTER, CUTOFF).areas.codes_within("410000")
    whole = totals_of(parts, codes)
    expected = {
        ProblemList.OPEN: whole["open"],
        ProblemList.OVERDUE: whole[ProblemState.OVERDUE.value],
        ProblemList.RELAPSED: whole["reopened"],
        ProblemList.RECTIFIED: whole[ProblemState.RECTIFIED.value],
        ProblemList.ACCEPTED: whole[ProblemState.ACCEPTED.value],
        ProblemList.HELD: whole[ProblemState.HELD.value],
        ProblemList.AGAIN: int(read_recurrences(demo_connection, WINDOW)["problems"].sum()),
        ProblemList.ALL: whole["total"],
    }
    assert {which: read_list_size(demo_connection, which, codes, WINDOW, {}) for which in ProblemList} == expected
    ages = sum_ages(read_open_ages(demo_connection, WINDOW), codes, SCHEME)
    assert ages[["in_time", "no_term", "overdue"]].to_numpy().sum() == whole["open"]
    assert ages["overdue"].sum() == whole[ProblemState.OVERDUE.value]


def test_places_side_by_side_add_up_to_the_place_above_them(demo_connection):
    parts = facets(read_problem_numbers(demo_connection, WINDOW), SCHEME)
    areas = read_assessment(demo_connection, QUARTER, CUTOFF).areas
    units = numbers_by_place(parts, {unit.area_code: areas.codes_within(unit.area_code) for unit in areas.units})
    assert units.sum().to_dict() == dict(totals_of(parts, areas.codes_within("410000")))
