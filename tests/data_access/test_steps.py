"""Steps against a place as they stood on a day, on both engines: what came later is not known yet."""

import pandas as pd
import pytest

from data_access.shared.steps import read_accountability, read_interviews, read_warnings
from data_access.shared.tables import accountability, interview, warning_notice
from tests.data_access.conftest import on

CUTOFF = on("2022-11-30")


def an_interview(interview_id: str, held: str, **changes: object) -> dict[str, object]:
    row = {"interview_id": interview_id, "area_code": "410102", "trigger": "工作落后", "held_on": on(held)}
    return row | changes


def a_decision(accountability_id: str, decided: str, **changes: object) -> dict[str, object]:
    row = {"accountability_id": accountability_id, "area_code": "410102", "subject": "单位", "measure": "公开批评"}
    return row | {"decided_on": on(decided)} | changes


def a_warning(warning_id: str, issued: str, **changes: object) -> dict[str, object]:
    row = {"warning_id": warning_id, "area_code": "410102", "category_code": "11", "title": "预警提示"}
    return row | {"issued_on": on(issued), "audience": "市县"} | changes


def ids(frame: pd.DataFrame) -> list[str]:
    return frame.iloc[:, 0].tolist()


def test_summons_are_listed_newest_first_and_a_later_notification_is_not_known_yet(write, places, connection):
    write(
        interview,
        an_interview("1", "2022-08-01", notified_on=on("2022-11-30"), document_no="督约〔2022〕1号"),
        an_interview("2", "2022-11-30", notified_on=on("2022-12-01")),
        an_interview("3", "2022-09-01", area_code="410103"),
        an_interview("4", "2022-12-01"),  # decoy: held after the cut-off
    )
    found = read_interviews(connection, CUTOFF)
    assert ids(found) == ["2", "3", "1"]
    assert found["notified_on"].tolist() == [None, None, on("2022-11-30")]
    assert ids(read_interviews(connection, CUTOFF, ["410103"])) == ["3"]
    assert read_interviews(connection, on("2022-07-31")).empty


def test_accountability_is_listed_up_to_the_cutoff(write, places, connection):
    write(
        accountability,
        a_decision("1", "2022-10-01"),
        a_decision("2", "2022-11-30", subject="个人", measure="责令检查"),
        a_decision("3", "2022-12-01"),  # decoy: decided after the cut-off
    )
    found = read_accountability(connection, CUTOFF)
    assert ids(found) == ["2", "1"]
    assert found["measure"].tolist() == ["责令检查", "公开批评"]
    assert read_accountability(connection, CUTOFF, ["410103"]).empty


def test_a_warning_answered_after_the_cutoff_has_no_answer_yet(write, places, connection):
    write(
        warning_notice,
        a_warning("1", "2022-11-01", acknowledged_on=on("2022-11-20")),
        a_warning("2", "2022-11-25", acknowledged_on=on("2022-12-02")),
        a_warning("3", "2022-12-01"),  # decoy: issued after the cut-off
    )
    found = read_warnings(connection, CUTOFF)
    assert ids(found) == ["2", "1"]
    assert found["acknowledged_on"].tolist() == [None, on("2022-11-20")]


@pytest.mark.parametrize("read", [read_interviews, read_accountability, read_warnings])
def test_in_a_demo_nothing_after_the_cutoff_shows(demo_connection, read):
    cutoff = on("2022-09-10")
    found = read(demo_connection, cutoff)
    assert len(found) > 0
    for column in ("held_on", "notified_on", "decided_on", "issued_on", "acknowledged_on"):
        if column in found:
            assert (found[column].dropna() <= cutoff).all()
