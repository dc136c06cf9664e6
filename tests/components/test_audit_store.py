"""What happens and its event are in the store together or not at all; what cannot be recorded does not happen."""

import logging
import zipfile
from datetime import date, datetime
from functools import partial
from io import BytesIO

import pandas as pd
import pytest
import streamlit as st
from lxml import etree
from openpyxl import load_workbook

from components import audit_store, download, issue_store, workspace_store
from components.audit_words import describe
from components.download import write_workbook
from components.sign_in import LOCAL, acting_as, for_later
from components.watermark import current_mark, mark_style
from data_access.shared.types import SHANGHAI
from data_access.workspace import contests, drafts
from data_access.workspace.auditing import Search
from data_access.workspace.contests import ContestEvent
from data_access.workspace.drafts import Draft, Edit
from supervision.auditing import Kind
from supervision.contesting import ContestStep
from supervision.faults import AccessRefused, ChangedMeanwhile, DatabaseAway
from supervision.periods import Quarter
from supervision.permissions import Account, Role
from supervision.watermarks import Medium

FOURTH = Quarter(2022, 4)
STAFF = Account("idp|7", "督导处", frozenset({Role.DRAFT}))
LEADER = Account("idp|8", "办领导", frozenset({Role.LOOK}))
KEEPER = Account("idp|9", "系统管理", frozenset({Role.ADMIN}))
EDIT = Edit(Draft(FOURTH, "circular"), "paragraph/overview/1", "改过的一段，写明李某某", 0)
HOSTILE = "处\"'</style><script>alert(1)</script>&&8&D\\\n\u202e"
AWAY = "postgresql://nobody@127.0.0.1:9/nowhere"


@pytest.fixture(autouse=True)
def _fresh():
    with acting_as(LOCAL):
        yield
    st.cache_data.clear()
    st.cache_resource.clear()


def kept() -> list[tuple[str, ...]]:
    """Return the events so far, oldest first: account, kind, what, detail, result."""
    found = workspace_store.read(audit_store.auditing.read_events, Search(), limit=99)
    columns = ["subject", "kind", "what", "detail", "result"]
    return list(found[columns].iloc[::-1].itertuples(index=False, name=None))


def test_a_write_and_its_event_say_what_but_not_a_word_that_was_typed():
    with acting_as(STAFF):
        assert issue_store.save(EDIT) == 1
    told = "季度 2022Q4；文种 circular；位置 paragraph/overview/1；登记号 1"
    assert kept() == [("idp|7", "修改", "起草通报、填写栏目", told, "允许")]


def test_a_write_is_undone_where_its_event_cannot_be_kept(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> int:
        raise DatabaseAway("链不可写")

    monkeypatch.setattr(workspace_store, "append_event", fail)
    with acting_as(STAFF), pytest.raises(DatabaseAway):
        issue_store.save(EDIT)
    assert issue_store.draft(EDIT.draft).empty


def test_a_refused_write_is_recorded_as_refused_and_not_made():
    with acting_as(LEADER), pytest.raises(AccessRefused):
        issue_store.save(EDIT)
    assert issue_store.draft(EDIT.draft).empty
    assert [event[:3] + event[4:] for event in kept()] == [("idp|8", "拒绝", "起草通报、填写栏目", "拒绝")]


def test_a_write_that_belongs_to_no_act_is_refused_and_recorded():
    def write_past_the_table(connection: object) -> None:
        raise AssertionError("never called")

    with pytest.raises(AccessRefused):
        workspace_store.write(write_past_the_table)
    assert kept()[0][1:3] == ("拒绝", "write_past_the_table")


def test_a_write_that_a_rule_turns_down_is_recorded_as_not_made():
    with acting_as(STAFF):
        issue_store.save(EDIT)
        with pytest.raises(ChangedMeanwhile):
            issue_store.save(EDIT)
    assert [event[-1] for event in kept()] == ["允许", "未成功"]


def test_a_description_leaves_out_reasons_and_holds_hashes_instead_of_files():
    step = ContestEvent("问题", "P1", "410300", FOURTH, ContestStep.FILED, date(2022, 12, 1), "家长王某反映的原文")
    told = describe(contests.record_contest_event, (step, workspace_store.now()), {})
    assert told == "对象 问题；对象编号 P1；地区 410300；季度 2022Q4；步骤 提出"
    assert describe(drafts.save_draft, (EDIT,), {"at": workspace_store.now()}).endswith("位置 paragraph/overview/1")


def test_an_event_of_somebody_else_may_be_recorded_and_a_refusal_says_so():
    audit_store.record(Kind.SIGN_IN, "登录", by=LEADER)
    audit_store.record(Kind.REFUSED, "bulletin", "页面", is_allowed=False, by=LEADER)
    assert kept() == [("idp|8", "登录", "登录", "", "允许"), ("idp|8", "拒绝", "bulletin", "页面", "拒绝")]


def test_what_cannot_be_recorded_does_not_happen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", AWAY)
    with pytest.raises(DatabaseAway, match="不能记录的明细不显示、文件不导出"):
        audit_store.record(Kind.DETAIL, "明细")


def test_only_who_may_reads_the_log():
    with acting_as(STAFF):
        for read in (lambda: audit_store.events(Search(), limit=1), lambda: audit_store.number_of(Search())):
            with pytest.raises(AccessRefused):
                read()
        with pytest.raises(AccessRefused):
            audit_store.verify()
    with acting_as(KEEPER):
        # The three refusals are in it.
        assert audit_store.number_of(Search()) == 3


def handed_out(somebody: Account, made: list[str], act: download.Act = download.Act.EXPORT) -> bytes:
    def make(mark: str) -> bytes:
        made.append(mark)
        return b"file"

    with acting_as(somebody):
        later = for_later(partial(download._hand_out, make, Medium.EXCEL, "清单.xlsx", 7), act)
    return later()


def test_a_file_is_recorded_with_its_hash_and_rows_and_bears_the_account_it_was_drawn_for():
    made: list[str] = []
    assert handed_out(STAFF, made) == b"file"
    assert made[0].startswith("督导处　20")
    ((who, kind, what, detail, result),) = kept()
    assert (who, kind, what, result) == ("idp|7", "导出", "清单.xlsx", "允许")
    assert detail.startswith(
        "SHA-256 3b9c358f36f0a31b6ad3e14f309c7cf198ac9246e8316f9ce543d5b19ac02b80；7行；水印 督导处"
    )


def test_who_may_not_export_gets_no_file_and_the_refusal_is_recorded():
    made: list[str] = []
    with pytest.raises(AccessRefused):
        handed_out(KEEPER, made)
    assert made == []
    assert kept()[0][1:3] == ("拒绝", "导出文件")


def test_a_file_that_cannot_be_recorded_is_not_handed_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", AWAY)
    with pytest.raises(DatabaseAway, match="文件不导出"):
        handed_out(STAFF, [])


def test_this_computer_without_a_sign_in_gets_no_mark_and_signed_in_accounts_do():
    assert current_mark(Medium.SCREEN) == ""
    with acting_as(LEADER):
        assert current_mark(Medium.SCREEN).startswith("办领导　20")


def test_a_refusal_that_our_store_cannot_keep_is_in_the_servers_log(monkeypatch, caplog):
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", AWAY)
    with caplog.at_level(logging.ERROR, logger="dashboard"), acting_as(LEADER), pytest.raises(AccessRefused):
        issue_store.save(EDIT)
    assert "audit event not kept" in caplog.text


def test_no_sign_of_a_name_ends_the_style_or_opens_a_tag():
    style = mark_style(HOSTILE)
    address = style.split('url("')[1].split('")')[0]
    assert address.removeprefix("data:image/svg+xml;base64,").replace("+", "").replace("/", "").rstrip("=").isalnum()
    assert "<" not in style
    assert style.count("}") == 1


def test_a_workbook_bears_the_mark_on_paper_and_among_its_notes():
    rows = pd.DataFrame({"name": ["一小"]})
    written = write_workbook(rows, {"name": "学校"}, "名单", {}, f"{HOSTILE}　2022-12-20 14:05")
    book = load_workbook(BytesIO(written))
    with zipfile.ZipFile(BytesIO(written)) as package:
        sheets = [etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2)]
    # A single & would begin a command of the header, &D today's date for one.
    shown = HOSTILE.replace("&", "&&").replace("\n", " ").replace("\u202e", " ") + "　2022-12-20 14:05"
    for sheet in sheets:
        assert [part.text for part in sheet.iter("{*}oddHeader", "{*}oddFooter")] == [f"&R{shown}", f"&C{shown}"]
    assert [cell.value for cell in book["说明"]["A"]] == ["标题", "水印"]
    plain = load_workbook(BytesIO(write_workbook(rows, {"name": "学校"}, "名单", {})))
    assert plain["数据"].oddHeader.right.text is None


_LIGHTEST = ("#4A575D", "#3E4A50", "#5B6B72")


@pytest.mark.parametrize("letters", _LIGHTEST)
@pytest.mark.parametrize("ground", ["#FFFFFF", "#F3F6F7"])
def test_letters_under_the_mark_keep_a_contrast_of_4_5_to_1(letters: str, ground: str):
    assert _contrast(_under(letters), _under(ground)) >= 4.5


def _under(colour: str) -> list[float]:
    from components.watermark import _OPACITY

    return [int(colour[place : place + 2], 16) / 255 * (1 - _OPACITY) for place in (1, 3, 5)]


def _contrast(dark: list[float], light: list[float]) -> float:
    def luminance(parts: list[float]) -> float:
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    return (luminance(light) + 0.05) / (luminance(dark) + 0.05)


def test_a_moment_is_in_shanghai():
    audit_store.record(Kind.SIGN_OUT, "退出")
    found = workspace_store.read(audit_store.auditing.read_events, Search(), limit=1)
    assert abs(found["happened_at"].iloc[0] - datetime.now(SHANGHAI)).total_seconds() < 60
