"""What was frozen or issued comes back byte by byte, and only a later file replaces an issued one."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from data_access.workspace.engine import open_workspace
from data_access.workspace.issuing import (
    Frozen,
    Issue,
    freeze_assessment,
    issue_bulletin,
    read_frozen,
    read_frozen_figures,
    read_issued,
    read_issued_file,
)
from data_access.workspace.migrating import migrate
from data_access.workspace.transactions import reading, writing
from supervision.faults import ContractBroken, InputRejected, NoData
from supervision.periods import Quarter
from tests.workspace.conftest import NOON

FOURTH = Quarter(2022, 4)
KEPT = Frozen(FOURTH, date(2022, 12, 20), "henan-2022-v1", "a" * 64, '{"数":1.5}'.encode() * 1000, "督导处")
DOCX = bytes(range(256)) * 500


@pytest.fixture
def issue(tell) -> Issue:
    """Return a circular to be issued, of a frozen assessment."""
    frozen_id = tell(freeze_assessment, KEPT, NOON)
    return Issue(FOURTH, KEPT.cutoff, "circular", "豫政教督办〔2022〕7号", date(2022, 12, 26), DOCX, frozen_id)


def test_a_frozen_assessment_comes_back_as_it_was(ask, tell):
    number = tell(freeze_assessment, KEPT, NOON)
    assert ask(read_frozen_figures, number) == KEPT.figures
    (row,) = ask(read_frozen, FOURTH).to_dict("records")
    assert row == {
        "id": number,
        "cutoff": KEPT.cutoff,
        "scheme_id": "henan-2022-v1",
        "snapshot": "a" * 64,
        "frozen_by": "督导处",
        "frozen_at": NOON,
    }
    assert ask(read_frozen, Quarter(2022, 3)).empty


def test_the_same_state_of_the_data_is_frozen_once(ask, tell):
    first = tell(freeze_assessment, KEPT, NOON)
    assert tell(freeze_assessment, KEPT, NOON + timedelta(days=1)) == first
    assert tell(freeze_assessment, replace(KEPT, snapshot="b" * 64), NOON) != first
    assert len(ask(read_frozen, FOURTH)) == 2


def test_an_issued_file_comes_back_byte_by_byte(ask, tell, issue):
    number = tell(issue_bulletin, replace(issue, number=f" {issue.number} ", issued_by="督导处"), NOON)
    assert ask(read_issued_file, number) == DOCX
    (row,) = ask(read_issued, FOURTH).to_dict("records")
    assert row.pop("supersedes") is None
    assert row == {
        "id": number,
        "kind": "circular",
        "area_code": "",
        "quarter": "2022Q4",
        "cutoff": KEPT.cutoff,
        "number": issue.number,
        "content_hash": hashlib.sha256(DOCX).hexdigest(),
        "frozen_id": issue.frozen_id,
        "issued_by": "督导处",
        "issued_on": date(2022, 12, 26),
        "issued_at": NOON,
        "is_current": True,
    }
    assert ask(read_issued, Quarter(2022, 3)).empty


def test_a_later_file_replaces_the_earlier_one_and_both_stay(ask, tell, issue):
    first = tell(issue_bulletin, issue, NOON)
    second = tell(issue_bulletin, replace(issue, number="豫政教督办〔2022〕8号", docx=DOCX + b"!"), NOON)
    found = ask(read_issued, FOURTH)
    assert list(zip(found["id"], found["is_current"], strict=True)) == [(second, True), (first, False)]
    assert found.loc[0, "supersedes"] == first
    assert ask(read_issued_file, first) == DOCX


def test_files_to_other_receivers_replace_none(ask, tell, issue):
    tell(issue_bulletin, issue, NOON)
    tell(issue_bulletin, replace(issue, kind="report", number="豫政教督〔2022〕3号"), NOON)
    tell(issue_bulletin, replace(issue, kind="unit", area_code="410300", number="豫政教督办〔2022〕9号"), NOON)
    assert ask(read_issued, FOURTH)["is_current"].all()


@pytest.mark.parametrize("number", ["", "  ", "豫政教督办〔2022〕×号"])
def test_a_file_without_its_number_is_not_issued(ask, tell, issue, number):
    with pytest.raises(InputRejected, match="发文字号"):
        tell(issue_bulletin, replace(issue, number=number), NOON)
    assert ask(read_issued, FOURTH).empty


def test_a_number_is_given_once(tell, issue):
    tell(issue_bulletin, issue, NOON)
    with pytest.raises(InputRejected, match="已用于"):
        tell(issue_bulletin, replace(issue, kind="report"), NOON)


def test_an_issued_file_needs_its_frozen_assessment(tell, issue):
    with pytest.raises(InputRejected):
        tell(issue_bulletin, replace(issue, frozen_id=99), NOON)


def test_of_two_who_issue_at_once_each_replaces_one_at_most(store, ask, issue):
    def send(place: int) -> int:
        with writing(store) as connection:
            return issue_bulletin(connection, replace(issue, number=f"{place}号", docx=DOCX + bytes([place])), NOON)

    with ThreadPoolExecutor(max_workers=4) as people:
        list(people.map(send, range(4)))
    found = ask(read_issued, FOURTH)
    assert found["is_current"].sum() == 1
    assert sorted(found["supersedes"].dropna().astype(int)) == sorted(found["id"])[:-1]


def test_what_is_not_there_is_said_to_be_missing(ask):
    for reader in (read_frozen_figures, read_issued_file):
        with pytest.raises(NoData):
            ask(reader, 7)


def test_bytes_that_were_changed_behind_the_store_are_noticed(tmp_path):
    engine = open_workspace(f"sqlite:///{tmp_path / 'store.sqlite'}")
    migrate(engine)
    with writing(engine) as connection:
        frozen = freeze_assessment(connection, KEPT, NOON)
        issued = issue_bulletin(
            connection, Issue(FOURTH, KEPT.cutoff, "circular", "7号", date(2022, 12, 26), DOCX, frozen), NOON
        )
    with writing(engine) as connection:
        # Whoever can write the file can also drop its triggers.
        for table in ("issued_bulletin", "frozen_assessment"):
            connection.execute(text(f"drop trigger {table}_update"))
        connection.execute(text("update issued_bulletin set docx = x'00'"))
        connection.execute(text("update frozen_assessment set figures_hash = 'x'"))
    with reading(engine) as connection:
        with pytest.raises(ContractBroken, match="校验值"):
            read_issued_file(connection, issued)
        with pytest.raises(ContractBroken, match="校验值"):
            read_frozen_figures(connection, frozen)
    engine.dispose()
