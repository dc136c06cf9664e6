"""Which records are offered as examples, in which order, and what is known of a picked one; on both engines."""

from datetime import date

import pytest

from data_access.shared.counts.window import Window
from data_access.shared.engine import open_database
from data_access.shared.pick_candidates import read_candidates, read_cases
from data_access.shared.tables import problem, visit
from supervision.periods import Quarter
from supervision.picking import CaseKind, is_still
from supervision.problem_states import ProblemState
from supervision.scheme import scheme_for
from tests.data_access.conftest import Write, a_problem, a_visit, on

FOURTH = Quarter(2022, 4)
WINDOW = Window(FOURTH, date(2022, 12, 20), scheme_for(FOURTH))
COUNTIES = ["410102", "410103", "410181"]
ALL_PASSED = dict.fromkeys(("homework_design", "homework_time", "after_school", "after_school_quality"), "达标")


def _problem(problem_id: str, area_code: str, due: str, **changes: str) -> dict[str, object]:
    told = {"severity": "较重", "summary": "张三的电话13800000000", "school_id": f"S{area_code}"}
    days = {name: on(text) if name.endswith("_on") else text for name, text in changes.items()}
    return a_problem(problem_id, "2022-09-01", due, area_code=area_code, **told | days)


@pytest.fixture
def records(places: None, write: Write) -> None:
    done = {"rectified_on": "2022-09-10", "accepted_on": "2022-09-20"}
    write(
        problem,
        _problem("P1", "410102", "2022-10-01", severity="一般"),
        _problem("P2", "410102", "2022-10-09", severity="严重"),
        _problem("P3", "410103", "2022-09-20", **done, look_back_on="2022-11-02", look_back_result="反弹"),
        _problem("P4", "410181", "2022-12-31"),
        _problem("P5", "410181", "2022-12-19", rectified_on="2022-12-21"),
        _problem("P6", "410181", "2022-09-15", **done, look_back_on="2022-11-02", look_back_result="巩固"),
        _problem("P7", "410103", "2022-09-14", **done, look_back_on="2022-11-02", look_back_result="巩固"),
    )
    write(
        visit,
        a_visit("V1", "S410102", "2022-11-01", **ALL_PASSED),
        a_visit("V2", "S410102", "2022-10-08", **ALL_PASSED | {"level": "province"}),
        a_visit("V3", "S410103", "2022-11-01", **ALL_PASSED | {"homework_time": None}),
        a_visit("V4", "S410181", "2022-11-01", **ALL_PASSED | {"problems_found": 1}),
        a_visit("V5", "S410181", "2022-12-21", **ALL_PASSED),
    )


def _offered(url: str, kind: CaseKind, codes: list[str] = COUNTIES) -> list[str]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = read_candidates(connection, kind, codes, WINDOW)
    engine.dispose()
    assert all(is_still(kind, case) for case in found)
    return [case.key for case in found]


def test_open_problems_past_their_day_and_relapses_are_offered_the_gravest_of_each_county(records, contract_url):
    assert _offered(contract_url, CaseKind.PROBLEM) == ["problem:P2", "problem:P3", "problem:P5"]
    assert _offered(contract_url, CaseKind.PROBLEM, ["410103"]) == ["problem:P3"]


def test_sound_visits_and_early_rectifications_that_held_are_offered(records, contract_url):
    assert _offered(contract_url, CaseKind.PRACTICE) == ["visit:V2", "problem:P6"]


def test_a_picked_record_is_read_as_of_the_cutoff_and_a_later_one_is_not_there(records, contract_url):
    engine = open_database(contract_url)
    with engine.connect() as connection:
        found = read_cases(connection, ["problem:P5", "problem:P9", "visit:V3", "visit:V5", "nothing"], WINDOW)
    engine.dispose()
    assert set(found) == {"problem:P5", "visit:V3"}
    assert found["problem:P5"].state is ProblemState.OVERDUE
    assert found["problem:P5"].rectified_on is None
    assert not is_still(CaseKind.PRACTICE, found["visit:V3"])
    assert "张三" not in repr(found)
