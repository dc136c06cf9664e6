"""A reader that found the database away is believed for a while, also against a look that found it there."""

from datetime import datetime
from threading import Event

import pytest

from components import watching
from components.watching import Watch
from data_access.shared.types import SHANGHAI
from supervision.faults import DatabaseAway


def nothing_kept() -> tuple[str, datetime] | None:
    return None


def test_a_look_right_after_a_reader_was_lost_is_not_made():
    looks: list[str] = []
    watch = Watch(lambda: looks.append("look") or "version", nothing_kept)
    watch.state()
    watch.lose(DatabaseAway("数据库响应超时。"))
    assert watch.state().outage
    assert watch.state().outage
    assert len(looks) == 1


def test_a_look_under_way_when_a_reader_is_lost_does_not_end_the_outage(monkeypatch: pytest.MonkeyPatch):
    begun, answer = Event(), Event()
    answer.set()

    def probe() -> str:
        begun.set()
        answer.wait()
        return "version"

    watch = Watch(probe, nothing_kept)
    watch.state()
    monkeypatch.setattr(watching, "FRESH_SECONDS", 0)
    monkeypatch.setattr(watching, "PATIENCE_SECONDS", 0.2)
    begun.clear()
    answer.clear()
    watch.state()
    assert begun.wait(5)
    watch.lose(DatabaseAway("数据库响应超时。"))
    looking = watch._looking
    answer.set()
    assert looking
    looking.result(5)
    assert watch.state().outage


def test_the_database_is_back_with_the_next_look(monkeypatch: pytest.MonkeyPatch):
    watch = Watch(lambda: f"version at {datetime.now(SHANGHAI)}", nothing_kept)
    watch.state()
    watch.lose(DatabaseAway("数据库响应超时。"))
    monkeypatch.setattr(watching, "AGAIN_SECONDS", 0)
    watch.state()
    for _ in range(100):
        if not watch.state().outage:
            break
        Event().wait(0.02)
    assert watch.state().outage is None


def test_what_is_read_anew_aside_is_gone_on_to_only_where_the_data_stayed_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watching, "FRESH_SECONDS", 0)
    data = ["version"]
    watch = Watch(lambda: data[0], nothing_kept)
    before = watch.state().version
    assert watch.next_version() is None
    monkeypatch.setattr(watching, "REREAD_SECONDS", -1)
    Event().wait(0.01)  # for another moment in its name
    following = watch.next_version()
    assert following != before
    assert watch.state().version == before, "pages stay until all is read"
    assert watch.renew(following)
    assert watch.state().version == following
    later = watch.next_version()
    data[0] = "another"
    changed = looked_again(watch)
    assert not watch.renew(later)
    assert watch.state().version == changed


def looked_again(watch: Watch) -> str | None:
    """Return the version after a look that was due has ended."""
    watch.state()
    if watch._looking:
        watch._looking.result(5)
    return watch.state().version


def test_what_new_data_made_all_read_is_not_read_anew_soon_and_a_failed_try_waits(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(watching, "FRESH_SECONDS", 0)
    data, now = ["version"], [1000.0]
    monkeypatch.setattr(watching.time, "monotonic", lambda: now[0])
    watch = Watch(lambda: data[0], nothing_kept)
    watch.state()
    now[0] += watching.REREAD_SECONDS - 1
    data[0] = "another"
    looked_again(watch)
    now[0] += 2
    assert watch.next_version() is None, "new data were read a moment ago"
    now[0] += watching.REREAD_SECONDS
    assert watch.next_version()
    now[0] += 30
    assert watch.next_version() is None, "tried a moment ago"


def test_nothing_is_gone_on_to_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watching, "REREAD_SECONDS", -1)
    watch = Watch(lambda: "version", nothing_kept)
    before = watch.state().version
    following = watch.next_version()
    watch.lose(DatabaseAway("数据库响应超时。"))
    assert watch.next_version() is None
    assert not watch.renew(following)
    assert watch.state().version == before
