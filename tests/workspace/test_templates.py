"""Templates in the store: versions that stay, a second person for each, every earlier one can return."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from data_access.workspace.tables import template_version
from data_access.workspace.templates import (
    Upload,
    activate_template,
    add_template,
    read_active_templates,
    read_template,
    read_templates,
    restore_shipped,
)
from supervision.faults import ContractBroken, InputRejected, NoData
from tests.workspace.conftest import NOON

FIRST = Upload("circular", b"PK first", "首段写明依据", "督导处")
SECOND = replace(FIRST, docx=b"PK second", note="改落款")
LATER = NOON + timedelta(hours=1)


def _states(ask, kind="circular"):
    return dict(ask(read_templates, kind)[["version", "state"]].itertuples(index=False))


def test_an_uploaded_template_waits_and_is_not_in_use(ask, tell):
    assert tell(add_template, FIRST, NOON) == 1
    (row,) = ask(read_templates, "circular").to_dict("records")
    assert (row["version"], row["note"], row["uploaded_by"], row["state"]) == (1, "首段写明依据", "督导处", "待启用")
    assert row["uploaded_at"].isoformat() == "2022-12-21T12:00:00+08:00"
    assert row["activated_by"] == ""
    assert len(row["sha256"]) == 64
    assert ask(read_active_templates) == {}
    assert ask(read_template, "circular", 1).docx == b"PK first"


def test_versions_are_counted_for_each_kind(tell):
    assert [tell(add_template, each, NOON) for each in (FIRST, SECOND, replace(FIRST, kind="report"))] == [1, 2, 1]


@pytest.mark.parametrize("name", ["督导处", " 督导 处 ", "督导处\u3000"])
def test_who_uploaded_a_template_cannot_put_it_to_use(ask, tell, name):
    tell(add_template, FIRST, NOON)
    with pytest.raises(InputRejected, match="须由另一人"):
        tell(activate_template, "circular", 1, name, NOON)
    assert ask(read_active_templates) == {}


def test_width_and_case_make_no_second_person(tell):
    tell(add_template, replace(FIRST, uploaded_by="Ａ岗"), NOON)
    with pytest.raises(InputRejected, match="须由另一人"):
        tell(activate_template, "circular", 1, "a岗", NOON)


def test_a_second_person_puts_it_to_use_and_an_earlier_one_returns(ask, tell):
    tell(add_template, FIRST, NOON)
    tell(add_template, SECOND, NOON)
    tell(activate_template, "circular", 1, "办公室", NOON)
    tell(activate_template, "circular", 2, "办公室", LATER)
    assert _states(ask) == {2: "启用", 1: "停用"}
    assert ask(read_active_templates)["circular"].version == 2
    tell(activate_template, "circular", 1, "办公室", LATER)
    assert _states(ask) == {2: "停用", 1: "启用"}
    assert ask(read_active_templates)["circular"].docx == b"PK first"


def test_the_shipped_template_returns_and_versions_stay(ask, tell):
    tell(add_template, FIRST, NOON)
    tell(activate_template, "circular", 1, "办公室", NOON)
    tell(restore_shipped, "circular", "督导处", LATER)
    assert ask(read_active_templates) == {}
    assert _states(ask) == {1: "停用"}
    with pytest.raises(InputRejected, match="就是随软件附带的模板"):
        tell(restore_shipped, "circular", "督导处", LATER)


def test_kinds_do_not_touch_each_other(ask, tell):
    tell(add_template, FIRST, NOON)
    tell(add_template, replace(FIRST, kind="report", docx=b"PK report"), NOON)
    tell(activate_template, "report", 1, "办公室", NOON)
    assert {kind: kept.docx for kind, kept in ask(read_active_templates).items()} == {"report": b"PK report"}
    assert _states(ask) == {1: "待启用"}


def test_the_same_file_is_kept_once(ask, tell):
    tell(add_template, FIRST, NOON)
    with pytest.raises(InputRejected, match="与第1版完全相同"):
        tell(add_template, replace(FIRST, note="又一次"), NOON)
    assert len(ask(read_templates, "circular")) == 1


@pytest.mark.parametrize("missing", [{"note": " "}, {"uploaded_by": ""}])
def test_an_upload_names_who_and_what(ask, tell, missing):
    with pytest.raises(InputRejected, match="请填写"):
        tell(add_template, replace(FIRST, **missing), NOON)
    assert ask(read_templates, "circular").empty


def test_what_cannot_be_put_to_use_is_refused(tell):
    tell(add_template, FIRST, NOON)
    for version, name, said in ((2, "办公室", "没有第2版"), (1, " ", "请填写启用人")):
        with pytest.raises(InputRejected, match=said):
            tell(activate_template, "circular", version, name, NOON)
    tell(activate_template, "circular", 1, "办公室", NOON)
    with pytest.raises(InputRejected, match="已在使用"):
        tell(activate_template, "circular", 1, "办公室", NOON)


def test_a_template_that_is_not_there_or_not_sound_is_told(ask, tell, store):
    with pytest.raises(NoData):
        ask(read_template, "circular", 1)
    row = {"kind": "circular", "version": 1, "sha256": "other", "docx": b"PK", "note": "n", "uploaded_by": "u"}
    with store.begin() as connection:
        connection.execute(insert(template_version).values(row | {"uploaded_at": NOON}))
    with pytest.raises(ContractBroken, match="校验值不符"):
        ask(read_template, "circular", 1)
