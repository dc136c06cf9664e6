"""Events that many bring at once: one transaction for all who waited, one answer to each, on either engine."""

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text

from data_access.workspace import appending
from data_access.workspace.appending import Appender
from data_access.workspace.auditing import Search, read_events, verify_chain
from data_access.workspace.engine import open_workspace
from data_access.workspace.transactions import let_one_at_a_time, writing
from supervision.auditing import Event, Kind, Result, event_of
from supervision.faults import DatabaseAway, InputRejected
from tests.workspace.conftest import NOON

VISITORS = 12


def seen(place: int) -> Event:
    return event_of(None, Kind.DETAIL, f"清单{place}", "410000", Result.ALLOWED, NOON)


@contextmanager
def everybody_waits(store: Engine):
    """Hold what a writer needs, so that all who come meanwhile are there before the first one may write."""
    with writing(store) as connection:
        let_one_at_a_time(connection, "audit")
        yield
        time.sleep(0.5)


def commits_of(store: Engine) -> list[object]:
    found: list[object] = []
    event.listen(store, "commit", found.append)
    return found


def test_who_waits_is_written_together_and_each_hears_its_own_number(store: Engine, ask):
    appender, commits = Appender(store), commits_of(store)
    with ThreadPoolExecutor(VISITORS) as visitors:
        with everybody_waits(store):
            brought = [visitors.submit(appender.append, seen(place)) for place in range(VISITORS)]
        numbers = [each.result() for each in brought]
    # Who held the writer's place, the first to come, and all others.
    assert len(commits) <= 3
    assert sorted(numbers) == list(range(1, VISITORS + 1))
    rows = ask(read_events, Search(), limit=99).set_index("id")
    assert [rows["what"][number] for number in numbers] == [f"清单{place}" for place in range(VISITORS)]
    assert ask(verify_chain).broken is None


def test_many_who_come_as_they_like_make_one_chain(store: Engine, ask):
    appender = Appender(store)
    with ThreadPoolExecutor(8) as visitors:
        numbers = list(visitors.map(appender.append, (seen(place) for place in range(200))))
    assert sorted(numbers) == list(range(1, 201))
    assert (ask(verify_chain).events, ask(verify_chain).broken) == (200, None)


def test_where_nothing_can_be_kept_everybody_hears_it_at_once_and_later_ones_are_kept(
    store: Engine, ask, monkeypatch: pytest.MonkeyPatch
):
    appender = Appender(store)
    tries, everybody_is_there = [], Future[None]()

    def refuse(connection, events):
        tries.append(len(events))
        everybody_is_there.result(30)
        raise InputRejected("不可写")

    with monkeypatch.context() as away, ThreadPoolExecutor(VISITORS) as visitors:
        away.setattr(appending, "append_events", refuse)
        brought = [visitors.submit(appender.append, seen(place)) for place in range(VISITORS)]
        time.sleep(0.5)
        everybody_is_there.set_result(None)
        wait(brought)
        assert all(isinstance(each.exception(), InputRejected) for each in brought)
        assert len(tries) == 1, "who came meanwhile waits no second time"
    assert appender.append(seen(0)) == 1
    assert ask(read_events, Search(), limit=9)["what"].tolist() == ["清单0"]


def test_a_store_that_is_away_is_told_as_such():
    appender = Appender(open_workspace("postgresql://nobody@127.0.0.1:9/nowhere"))
    with pytest.raises(DatabaseAway):
        appender.append(seen(0))


def test_a_locked_store_is_given_up_before_a_page_has_waited_too_long(tmp_path):
    engine = open_workspace(f"sqlite:///{tmp_path}/store.sqlite")
    with writing(engine) as connection:
        connection.execute(text("create table other (id integer)"))
        began = time.monotonic()
        with pytest.raises(DatabaseAway):
            Appender(engine).append(seen(0))
        assert time.monotonic() - began < 8
