"""Complaints by category: the same rows as the count of those received, and which of them were found true."""

from datetime import date

import pytest

from data_access.shared.counts import read_counted
from data_access.shared.counts.complaints import read_complaints_by_category
from data_access.shared.tables import complaint
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, on

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)

pytestmark = pytest.mark.usefixtures("places")


def read(connection):
    frame = read_complaints_by_category(connection, QUARTER, CUTOFF, scheme_for(QUARTER))
    return [tuple(row) for row in frame[["area_code", "category_code", "received", "confirmed"]].to_numpy()]


def test_only_what_came_in_the_quarter_counts_and_only_what_was_found_true_by_the_cutoff(write, connection):
    write(
        complaint,
        a_complaint("c1", "2022-10-10 01:00:00", category_code="3", closed_on=on("2022-11-01"), outcome="属实"),
        a_complaint("c2", "2022-10-10 01:00:00", category_code="3", closed_on=on("2022-11-01"), outcome="部分属实"),
        a_complaint("c3", "2022-10-10 01:00:00", category_code="3", closed_on=on("2022-11-01"), outcome="不属实"),
        a_complaint("c4", "2022-10-10 01:00:00", category_code="3", closed_on=on("2022-12-21"), outcome="属实"),
        a_complaint("c5", "2022-10-10 01:00:00", category_code="4"),
        a_complaint(
            "c6",
            "2022-10-10 01:00:00",
            category_code="3",
            duplicate_of="c1",
            closed_on=on("2022-11-01"),
            outcome="属实",
        ),
        a_complaint("c7", "2022-09-30 01:00:00", category_code="3"),
    )
    assert read(connection) == [("410102", "3", 4, 2), ("410102", "4", 1, 0)]
    counted = read_counted(connection, QUARTER, CUTOFF, scheme_for(QUARTER))
    received = counted.loc[counted["measure"] == "complaints_received", "value"].sum()
    assert received == sum(row[2] for row in read(connection))


def test_no_complaints_are_no_rows(connection):
    assert read(connection) == []
