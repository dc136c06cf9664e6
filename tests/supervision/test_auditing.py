"""Events of the audit log: on one line, without hidden signs, and hashed with every column and the event before."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from supervision.auditing import FIRST_PREVIOUS, KIND_OF, LONGEST, Event, Kind, Result, chain_hash, event_of, visible
from supervision.permissions import Account, Act, Role, permissions
from supervision.watermarks import LONGEST_NAME, Medium, mark_text

SHANGHAI = timezone(timedelta(hours=8))
NOON = datetime(2022, 12, 21, 12, 0, 0, 700_000, tzinfo=SHANGHAI)
STAFF = Account("idp|7", "督导处", frozenset({Role.SIGN, Role.LOOK}))


def event(somebody: Account | None = STAFF, what: str = "问题清单", detail: str = "410000") -> Event:
    return event_of(somebody, Kind.DETAIL, what, detail, Result.ALLOWED, NOON)


def test_an_event_says_who_with_which_roles_and_when_to_the_second():
    made = event()
    assert (made.subject, made.name, made.roles) == ("idp|7", "督导处", "看、签")
    assert made.happened_at.isoformat() == "2022-12-21T12:00:00+08:00"


def test_somebody_who_has_not_signed_in_has_no_subject():
    made = event(None)
    assert (made.subject, made.name, made.roles) == ("", "未登录", "")


@pytest.mark.parametrize("sign", ["\n", "\r", "\x00", "\x1b", "\u2028", "\u202e", "\u200b", "\ud800", "\x85", "\ufeff"])
def test_signs_that_break_lines_or_hide_text_are_written_out(sign: str):
    assert visible(f"甲{sign}登录 允许", 100) == f"甲\\u{ord(sign):04x}登录 允许"


def test_a_written_out_sign_cannot_be_mistaken_for_one_that_was_typed():
    assert visible("甲\n", 100) != visible("甲\\u000a", 100)


def test_long_texts_are_cut_and_say_so():
    made = event(Account("s" * 999, "名" * 999, frozenset()), "对" * 999, "说" * 9999)
    lengths = {name: len(getattr(made, name)) for name in LONGEST}
    assert lengths == LONGEST
    assert made.detail.endswith("…")


CHANGES = {
    "happened_at": NOON.replace(microsecond=0) + timedelta(seconds=1),
    "subject": "idp|8",
    "name": "督导",
    "roles": "看",
    "kind": Kind.EXPORT,
    "what": "问题清单4",
    "detail": "10000",
    "result": Result.REFUSED,
}


@pytest.mark.parametrize("column", CHANGES)
def test_the_hash_is_of_every_column(column: str):
    made = event()
    assert set(CHANGES) == set(Event.__dataclass_fields__)
    other = replace(made, **{column: CHANGES[column]})
    assert chain_hash(1, made, FIRST_PREVIOUS) != chain_hash(1, other, FIRST_PREVIOUS)


def test_the_hash_is_of_the_number_and_the_event_before():
    made = event()
    hashes = {chain_hash(1, made, FIRST_PREVIOUS), chain_hash(2, made, FIRST_PREVIOUS), chain_hash(1, made, "1" * 64)}
    assert len(hashes) == 3


def test_text_that_moves_from_one_column_to_the_next_changes_the_hash():
    assert chain_hash(1, event(what="甲", detail="乙丙"), "") != chain_hash(1, event(what="甲乙", detail="丙"), "")


def test_the_hash_of_a_known_event_never_changes():
    # A log of years must still be whole for a newer program.
    assert chain_hash(1, event(), FIRST_PREVIOUS) == "51832d131af5819b1a89cee4a2b6813252babc710e4475e1bdd7155d1bbd204d"


def test_every_act_is_recorded_as_some_kind():
    assert set(KIND_OF) == set(Act)


def test_a_mark_says_who_and_when_without_signs_that_turn_or_hide_text():
    assert mark_text("督导处\u202e\n  甲\x00", NOON) == "督导处 甲　2022-12-21 12:00"
    assert len(mark_text("名" * 99, NOON)) == LONGEST_NAME + len("　2022-12-21 12:00")


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("role", Role)
def test_the_shipped_table_marks_every_role_on_every_medium_and_names_its_source(role: Role, medium: Medium):
    rules = permissions().watermark
    assert rules.is_due(Account("s", "n", frozenset({role})), medium)
    assert not rules.is_due(Account("s", "n", frozenset()), medium)
    assert not rules.at_this_computer
    assert rules.source
