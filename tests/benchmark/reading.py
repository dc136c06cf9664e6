"""How long an assessment takes from each database, and from the cache."""

import os
from datetime import date

from data_access.shared.assessments import read_assessment
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from supervision.assessment import Assessment
from supervision.periods import Quarter
from tests.benchmark.measures import Measure, timed

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)


def read_cold(url: str, *, with_previous: bool) -> Assessment:
    """Return the assessment by a new engine: no connection, no prepared statement, nothing cached by us."""
    engine = open_database(url)
    try:
        with connected(engine) as connection:
            return read_assessment(connection, QUARTER, CUTOFF, with_previous=with_previous)
    finally:
        engine.dispose()


def measure_reading(sqlite_url: str, postgres_url: str) -> list[Measure]:
    """Return the times of one quarter's assessment, of two quarters compared, and of a cache hit."""
    measures = []
    for name, url, limit in (("SQLite", sqlite_url, 1.5), ("PostgreSQL", postgres_url, 1.0)):
        read_cold(url, with_previous=True)  # the modules are imported and the file is in the system's cache
        measures += [
            timed(f"考评一个季度，{name}，冷", limit, lambda u=url: read_cold(u, with_previous=False), unit="s"),
            timed(f"考评并与上季度比较，{name}，冷", None, lambda u=url: read_cold(u, with_previous=True), unit="s"),
        ]
    # Imported here, because Streamlit's caches warn of themselves when they are made without a server.
    from components import store

    os.environ["DASHBOARD_DATABASE_URL"] = sqlite_url
    store.assessment(QUARTER, CUTOFF)
    return [*measures, timed("考评一个季度，已缓存", 50, lambda: store.assessment(QUARTER, CUTOFF))]
