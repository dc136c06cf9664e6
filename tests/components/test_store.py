"""However many visitors come at once, the database is asked once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import streamlit as st
from sqlalchemy import event

from components import outage_store, store, watching
from components.sign_in import LOCAL, acting_as
from data_access import settings
from supervision.assessment import Assessment
from supervision.periods import Quarter

VISITORS = 30
QUARTER, CUTOFF = Quarter(2022, 3), date(2022, 9, 20)


@pytest.fixture
def statements(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the statements that reach the database, with nothing cached."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    st.cache_data.clear()
    # Looked at from time to time for all visitors, whoever comes: not while these are counted.
    monkeypatch.setattr(watching, "FRESH_SECONDS", float("inf"))
    with acting_as(LOCAL):
        store.data_version()
    asked: list[str] = []
    engine = outage_store._engine(settings.database_url(), settings.database_schema())
    event.listen(engine, "before_cursor_execute", lambda *what: asked.append(what[2]))
    with acting_as(LOCAL):
        yield asked
    engine.dispose()
    st.cache_data.clear()
    st.cache_resource.clear()


def _visit() -> Assessment:
    with acting_as(LOCAL):
        return store.assessment(QUARTER, CUTOFF)


def test_thirty_cold_visitors_cost_what_one_costs(statements: list[str]) -> None:
    store.assessment(QUARTER, CUTOFF)
    of_one = list(statements)
    st.cache_data.clear()
    store._assessment.clear()
    store._areas.clear()
    statements.clear()

    with ThreadPoolExecutor(VISITORS) as visitors:
        found = list(visitors.map(lambda _: _visit(), range(VISITORS)))

    assert sorted(statements) == sorted(of_one)
    assert {each.total("410000").score for each in found} == {found[0].total("410000").score}
