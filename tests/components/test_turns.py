"""Pages run one after another, but nobody waits long for one that waits for something else."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from components import turns
from components.outage_store import live_connection
from components.sign_in import LOCAL, acting_as
from components.turns import TURNS, Turns


def test_one_runs_at_a_time_and_all_come_to_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 30)
    own, running, most = Turns(), [], []

    @own.taken()
    def work() -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.005)
        running.pop()

    with ThreadPoolExecutor(8) as pages:
        for each in [pages.submit(work) for _ in range(40)]:
            each.result()
    assert most == [1] * 40


def test_nobody_waits_long_and_who_did_not_have_the_turn_does_not_give_it_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 0.05)
    own, may_end = Turns(), Event()

    def wait_inside() -> None:
        with own.taken():
            may_end.wait(30)

    with ThreadPoolExecutor(1) as slow:
        slow.submit(wait_inside)
        while not own._free.locked():
            time.sleep(0.001)
        with own.taken():
            pass
        assert own._free.locked(), "it is the slow one's turn still"
        may_end.set()
    assert not own._free.locked()


def test_a_page_that_fails_gives_its_turn_on():
    own = Turns()
    with pytest.raises(ZeroDivisionError), own.taken():
        raise ZeroDivisionError
    assert not own._free.locked()


def test_who_reads_the_database_keeps_nobody_waiting(demo_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    with acting_as(LOCAL), TURNS.taken():
        assert TURNS._free.locked()
        with live_connection():
            assert not TURNS._free.locked()
    assert not TURNS._free.locked()
