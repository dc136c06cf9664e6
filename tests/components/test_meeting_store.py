"""The deck of the weekly meeting on the demo: within what a slide holds, nothing personal, what changed."""

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import create_engine, text

from components import meeting_store, outage_store, store
from components.sign_in import LOCAL, acting_as
from components.workspace_store import now, write
from data_access import settings
from data_access.shared.engine import open_database
from data_access.shared.weekly import EVENTS, read_weeks
from data_access.workspace.meetings import close_meeting, start_meeting
from supervision.meeting.slides import Deck, Matrix, Table, Tiles
from supervision.periods import Quarter, same_cutoff_in

FOURTH, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
Change = Callable[..., None]


@pytest.fixture
def change(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Use a copy of the demo and our own store; return a function that changes the copy."""
    path = tmp_path / "changed.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", f"sqlite:///{tmp_path / 'own.sqlite'}")
    st.cache_data.clear()
    st.cache_resource.clear()

    def alter(*statements: str) -> None:
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        _forget()

    with acting_as(LOCAL):
        yield alter
    _forget()


def _forget() -> None:
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
    st.cache_data.clear()
    st.cache_resource.clear()


def _texts(deck: Deck) -> str:
    return json.dumps(dataclasses.asdict(deck), ensure_ascii=False, default=str)


def _table(deck: Deck, slide: str) -> Table:
    found = next(each for each in deck.slides if each.id == slide)
    return next(block for block in found.blocks if isinstance(block, Table))


def test_the_first_and_the_last_quarter_have_a_deck_within_what_a_slide_holds(change: Change):
    every = store.quarters_with_data()
    for quarter in (every[0], every[-1]):
        deck = meeting_store.read_deck(quarter, same_cutoff_in(FOURTH, quarter, CUTOFF))
        assert deck.slides[0].id == "week"
        assert len({slide.id for slide in deck.slides}) == len(deck.slides)
        assert all(slide.message and slide.as_of for slide in deck.slides)
        assert all(each.reason for each in deck.skipped)
        for block in (block for slide in deck.slides for block in slide.blocks):
            if isinstance(block, Table):
                assert len(block.rows) <= 10
                assert len(block.heads) <= 5
                assert {len(row.cells) for row in block.rows} == {len(block.heads)}
            if isinstance(block, Tiles):
                assert len(block.tiles) <= 6
            if isinstance(block, Matrix):
                assert len(block.rows) <= 18


def test_nothing_typed_into_the_registers_and_no_small_number_of_complaints_is_in_a_deck(change: Change):
    change(
        "update problem set summary = '张三的电话13800000000 <script>'",
        "update warning_notice set title = '李四的电话13900000000'",
        "update complaint set closed_on = null where area_code < '410400'",
    )
    deck = meeting_store.read_deck(FOURTH, CUTOFF)
    words = _texts(deck)
    assert not any(word in words for word in ("张三", "李四", "13800000000", "13900000000", "<script>"))
    # Whom the next bulletin may name is a draft of the office, and no matter for the wall.
    assert not any(word in words for word in ("点名", "通报批评"))
    numbers = [cell.text for row in _table(deck, "complaints").rows for cell in row.cells if cell.is_number]
    assert numbers
    assert not any(text in ("1件", "2件", "3件", "4件") for text in numbers)


def test_since_the_last_meeting_is_told_from_what_was_frozen_when_it_closed(change: Change):
    assert "此前没有结束过的例会" in meeting_store.read_deck(FOURTH, CUTOFF).slides[0].message
    standing = json.loads(json.dumps(meeting_store.standing_now(FOURTH, CUTOFF)))
    with acting_as(LOCAL):
        number = write(start_meeting, FOURTH, CUTOFF, now())
        write(close_meeting, number, FOURTH, CUTOFF, "0" * 64, standing, now())
    assert "相比没有变化" in meeting_store.read_deck(FOURTH, CUTOFF).slides[0].message

    was = standing["counts"]["complaints_priority"]
    change("update complaint set priority = 0")
    deck = meeting_store.read_deck(FOURTH, CUTOFF)
    assert "相比有1项变化" in deck.slides[0].message
    (row,) = _table(deck, "week").rows
    assert [cell.text for cell in row.cells[:3]] == ["全省重点督办举报", f"{was}件", "0件"]
    assert row.link is not None
    assert row.link.page == "complaints"


def test_a_week_is_counted_alike_on_both_engines(demo_url: str, demo_postgres_url: str):
    found = []
    for url in (demo_url, demo_postgres_url):
        engine = open_database(url)
        with engine.connect() as connection:
            found.append(read_weeks(connection, CUTOFF).sort_values("area_code").reset_index(drop=True))
        engine.dispose()
    assert found[0].equals(found[1])
    assert (found[0][[*EVENTS]].sum() > 0).all()
