"""A fresh server reads the newest quarter before anybody asks; what it cannot read stops nothing."""

import gc
import logging
import os
import shutil
import time
import weakref
from datetime import date
from pathlib import Path
from threading import Event

import pytest
import streamlit as st

from components import meeting_store, outage_store, reason_store, store, summons_store, watching
from components.sign_in import LOCAL, acting_as
from components.warming import read_anew, read_every, read_newest, refuse_start_that_can_write
from data_access import settings
from supervision.faults import DatabaseAway
from supervision.periods import Quarter


@pytest.fixture(autouse=True)
def _fresh_caches(monkeypatch):  # asked for here, so that a test's database is still set when its engine is let go
    st.cache_data.clear()
    st.cache_resource.clear()
    with acting_as(LOCAL):
        yield
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
    st.cache_data.clear()
    st.cache_resource.clear()


def test_what_was_read_in_advance_needs_no_database_any_more(demo_url: str, tmp_path: Path, monkeypatch):
    copied = tmp_path / "copied.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), copied)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{copied}")
    read_every(Event())
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
    copied.unlink()
    assert store.assessment(Quarter(2022, 4), date(2022, 12, 20)).total("410000").score
    assert store.assessment(Quarter(2022, 2), date(2022, 6, 20)).total("410000").score
    assert summons_store.suggestions(Quarter(2022, 4), date(2022, 12, 20))


def test_what_was_read_before_the_data_changed_is_let_go_of(demo_url: str, tmp_path: Path, monkeypatch):
    copied = tmp_path / "copied.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), copied)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{copied}")
    monkeypatch.setattr(watching, "FRESH_SECONDS", 0)
    read_every(Event())
    older = [
        weakref.ref(store.assessment(Quarter(2022, 2), date(2022, 6, 20))),
        *(weakref.ref(each) for each in reason_store.past_assessments(Quarter(2022, 4), date(2022, 12, 20))),
    ]
    assert len(older) > 2
    version = store.data_version()
    read_every(Event())
    assert all(each() is not None for each in older), "the data have not changed"
    os.utime(copied, (1, 1))
    store.data_version()  # finds out, aside
    assert eventually(lambda: store.data_version() != version)
    read_every(Event())
    gc.collect()
    assert [each() for each in older if each() is not None] == []
    assert store.assessment(Quarter(2022, 2), date(2022, 6, 20)).total("410000").score


def test_what_is_read_anew_to_be_sure_keeps_nobody_waiting(demo_url: str, tmp_path: Path, monkeypatch):
    copied = tmp_path / "copied.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), copied)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{copied}")
    read_every(Event())
    version, asked = store.data_version(), (Quarter(2022, 4), date(2022, 12, 20))
    read_anew(Event())
    assert store.data_version() == version, "not due yet"
    monkeypatch.setattr(watching, "REREAD_SECONDS", -1)
    older, shown = weakref.ref(store.assessment(*asked)), []
    monkeypatch.setattr(
        store, "keep_last_good", lambda *_: shown.append(outage_store._watched().state().version) or None
    )
    read_anew(Event())
    assert shown
    assert version.endswith(shown[0]), "pages show what was read before, until all is read"
    assert store.data_version() != version
    gc.collect()
    assert older() is None
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
    copied.unlink()
    assert store.assessment(*asked).total("410000").score
    assert summons_store.suggestions(*asked)


def test_where_reading_anew_fails_everything_stays(demo_url: str, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    read_every(Event())
    version, kept = store.data_version(), store.assessment(Quarter(2022, 2), date(2022, 6, 20))
    monkeypatch.setattr(watching, "REREAD_SECONDS", -1)

    def fail(*_: object) -> None:
        raise DatabaseAway("工作库暂时无法读取。")

    monkeypatch.setattr(meeting_store, "read_deck", fail)
    read_anew(Event())
    assert store.data_version() == version
    assert store.assessment(Quarter(2022, 2), date(2022, 6, 20)) is kept


def eventually(is_so) -> bool:
    return any(is_so() or time.sleep(0.1) for _ in range(50))


def test_a_database_that_is_away_is_noted_and_read_when_it_is_there(demo_url: str, tmp_path: Path, monkeypatch, caplog):
    missing = tmp_path / "missing.sqlite"
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{missing}")
    caplog.set_level(logging.INFO, "dashboard")
    read_newest()
    assert "Not read in advance" in caplog.text
    shutil.copy(demo_url.removeprefix("sqlite:///"), missing)
    caplog.clear()
    read_newest()
    assert "Not read in advance" not in caplog.text
    assert store.assessment(Quarter(2022, 4), date(2022, 12, 20)).total("410000").score


def test_what_nobody_thought_of_is_logged_and_does_not_end_the_servers_own_thread(demo_url: str, monkeypatch, caplog):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)

    def fail(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of it")

    with monkeypatch.context() as broken:
        broken.setattr(store, "attention", fail)
        read_newest()
        read_every(Event())
    (*_, record) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert record.exc_info
    assert "nobody thought of it" in str(record.exc_info[1])
    caplog.clear()
    read_every(Event())
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


@pytest.mark.parametrize("content", [None, b"no database at all" * 100])
def test_a_database_that_is_away_or_broken_keeps_no_server_from_starting(
    demo_url: str, tmp_path: Path, monkeypatch, caplog, content
):
    path = tmp_path / "shared.sqlite"
    if content:
        path.write_bytes(content)
    caplog.set_level(logging.INFO, "dashboard")
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{path}")
    refuse_start_that_can_write()
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    assert "Not asked what the account may do" in caplog.text
