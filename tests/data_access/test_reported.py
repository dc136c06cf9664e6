"""Which revision of a report counts, and which values never do."""

import pytest
from sqlalchemy import text

from data_access.shared.engine import open_writer
from data_access.shared.reported import Reports, read_reported
from data_access.shared.tables import reported_count
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import at

QUARTER = Quarter(2022, 4)

pytestmark = pytest.mark.usefixtures("places")


def a_report(value, revision=1, quarter="2022Q4", measure="schools", status="已报", area_code="410102"):
    row = {"area_code": area_code, "quarter": quarter, "measure": measure, "revision": revision, "value": value}
    return row | {"reported_at": at("2022-12-10 01:00:00"), "status": status}


def read(connection):
    frame = read_reported(connection, QUARTER, scheme_for(QUARTER))
    rows = frame[["area_code", "quarter", "measure", "revision", "value"]].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).to_numpy()]


def test_the_highest_revision_that_was_not_returned_counts(write, connection):
    write(reported_count, a_report(10), a_report(11, 2, status="已核"), a_report(99, 3, status="退回"))
    assert read(connection) == [("410102", "2022Q4", "schools", 2, 11.0)]


def test_the_quarter_before_comes_along_and_no_older_one(write, connection):
    write(reported_count, a_report(10, quarter="2022Q3"), a_report(9, quarter="2022Q2"))
    assert read(connection) == [("410102", "2022Q3", "schools", 1, 10.0)]


def test_an_empty_cell_stays_missing_and_zero_stays_zero(write, connection):
    write(reported_count, a_report(None), a_report(0, measure="pupils"))
    assert read(connection) == [("410102", "2022Q4", "pupils", 1, 0.0), ("410102", "2022Q4", "schools", 1, None)]


def test_unknown_measures_and_negative_numbers_never_count(write, connection):
    write(reported_count, a_report(5, measure="nonsense"), a_report(-5))
    assert read(connection) == []


def test_text_where_a_number_belongs_never_counts_and_stops_nothing(write, contract_url, connection):
    if contract_url.startswith("postgresql"):
        pytest.skip("PostgreSQL refuses text in a number column by itself")
    write(reported_count, a_report(7, measure="pupils"), a_report(1))
    engine = open_writer(contract_url)
    with engine.begin() as writing:
        writing.execute(text("update reported_count set value = '很多' where measure = 'schools'"))
        writing.execute(text("update reported_count set reported_at = '昨天' where measure = 'schools'"))
    engine.dispose()
    assert read(connection) == [("410102", "2022Q4", "pupils", 1, 7.0)]


def late(row, day="2023-01-08 16:30:00"):
    """Return a report that came on the 9th of January in Shanghai: the deadline is the end of the 7th."""
    return row | {"reported_at": at(day)}


@pytest.mark.parametrize(
    ("which", "kept"),
    [(Reports.ALL, [12.0, 20.0, 33.0]), (Reports.UNREVISED, [11.0, 20.0, 31.0]), (Reports.ON_TIME, [11.0, 31.0])],
)
def test_late_reports_and_late_revisions_can_be_left_out(write, connection, which, kept):
    write(
        reported_count,
        a_report(10),
        a_report(11, 2),
        late(a_report(12, 3)),
        late(a_report(20, measure="counties")),
        # The last minute of the 7th of January in Shanghai is in time, the next is not.
        late(a_report(31, measure="pupils"), "2023-01-07 15:59:00"),
        late(a_report(33, 2, measure="pupils"), "2023-01-07 16:00:00"),
    )
    frame = read_reported(connection, QUARTER, scheme_for(QUARTER), which)
    assert sorted(frame["value"]) == kept
