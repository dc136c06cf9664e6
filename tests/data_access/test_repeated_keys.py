"""Keys that stand more than once are counted wherever the database itself does not keep them unique."""

import pytest
from sqlalchemy import Engine, event

from data_access.shared.repeated_keys import read_repeated_keys
from data_access.shared.tables import complaint, visit
from supervision.faults import ContractBroken
from tests.data_access.conftest import a_complaint, a_visit, alter

pytestmark = pytest.mark.usefixtures("places")

COPIED = "create table {0}_rows as select * from {0}"
AS_VIEW = "create view {0} as select * from {0}_rows"


def as_views(url: str, *repeated: str) -> None:
    """Put views in place of complaint and visit; the statements change what stands behind them."""
    for name in ("complaint", "visit"):
        alter(url, COPIED.format(name), f"drop table {name}", AS_VIEW.format(name))
    alter(url, *repeated)


@pytest.fixture
def counted(reader: Engine) -> list[str]:
    """Return where the statements go that count repeated keys."""
    asked: list[str] = []
    event.listen(reader, "before_cursor_execute", lambda *of: "HAVING" in of[2] and asked.append(of[2]))
    return asked


def test_what_the_database_keeps_unique_is_not_even_read(write, connection, counted):
    write(visit, a_visit("v", "S410102", "2022-12-01"))
    assert read_repeated_keys(connection) == {}
    assert counted == []


def test_each_key_that_stands_more_than_once_in_a_view_counts_once(contract_url, write, counted, connection):
    write(visit, *(a_visit(key, "S410102", "2022-12-01") for key in ("v", "w", "x")))
    write(complaint, a_complaint("c", "2022-12-01 01:00:00"), a_complaint("d", "2022-12-01 01:00:00"))
    as_views(contract_url)
    assert read_repeated_keys(connection) == {}
    connection.rollback()
    alter(contract_url, *["insert into visit_rows select * from visit_rows where visit_id in ('v', 'w')"] * 2)
    assert read_repeated_keys(connection) == {"visit": 2}
    assert len(counted) == 4


def test_an_index_over_a_part_of_the_rows_keeps_no_key_unique(contract_url, write, connection):
    write(visit, a_visit("v", "S410102", "2022-12-01"))
    alter(contract_url, COPIED.format("visit"), "drop table visit", "alter table visit_rows rename to visit")
    alter(contract_url, "create unique index of_some on visit (visit_id) where problems_found > 0")
    alter(contract_url, "insert into visit select * from visit")
    assert read_repeated_keys(connection) == {"visit": 1}


def test_a_relation_that_is_not_there_keeps_no_other_from_being_counted(contract_url, write, connection):
    write(visit, a_visit("v", "S410102", "2022-12-01"))
    as_views(contract_url, "drop view complaint", "insert into visit_rows select * from visit_rows")
    assert read_repeated_keys(connection) == {"visit": 1}


def test_a_key_that_is_not_there_is_named(contract_url, connection):
    as_views(contract_url, "drop view visit", "create view visit as select school_id from visit_rows")
    with pytest.raises(ContractBroken, match="visit_id"):
        read_repeated_keys(connection)
