"""How long an assessment takes from each database, and from the cache."""

import os
import time
from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from data_access.shared.assessments import read_assessment
from data_access.shared.counts.family import read_counts
from data_access.shared.counts.schools import school_month_family
from data_access.shared.counts.visits import read_visit_counts
from data_access.shared.counts.window import Window
from data_access.shared.coverage import read_coverage
from data_access.shared.engine import open_database
from data_access.shared.reading import connected, read_frame
from data_access.shared.tables import visit
from supervision.assessment import Assessment
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.benchmark.measures import RUNS, Measure, collected, timed

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)


def read_cold(url: str, *, with_previous: bool) -> Assessment:
    """Return the assessment by a new engine: no connection, no prepared statement, nothing cached by us."""
    engine = open_database(url)
    try:
        with connected(engine) as connection:
            return read_assessment(connection, QUARTER, CUTOFF, with_previous=with_previous)
    finally:
        engine.dispose()


def measure_scans(name: str, url: str) -> list[Measure]:
    """Return what the counts of a quarter's visits take beside a bare scan of the covering index over its days."""
    engine = open_database(url)
    window = Window(QUARTER, CUTOFF, scheme_for(QUARTER))
    bare = select(visit.c.visited_on, func.count()).where(window.holds(visit.c.visited_on)).group_by(visit.c.visited_on)
    with connected(engine) as connection:
        pairs = [
            (
                _milliseconds(lambda: read_visit_counts(connection, window)),
                _milliseconds(lambda: read_counts(connection, school_month_family(window))),
                _milliseconds(lambda: read_coverage(connection, date(2022, 11, 1), CUTOFF)),
                _milliseconds(lambda: read_frame(connection, bare)),
            )
            for _ in range(RUNS + 1)
        ][1:]
    engine.dispose()
    visits, months, coverage, scans = zip(*pairs, strict=True)
    return [
        collected(f"扫描一季度到校督导的覆盖索引，{name}", "ms", None, scans),
        collected(f"统计一季度到校督导，{name}，为上述扫描的倍数", "×", None, _ratios(visits, scans)),
        collected(f"统计一季度应督导与已督导学校，{name}，为上述扫描的倍数", "×", None, _ratios(months, scans)),
        collected(f"统计一个整月的督导覆盖，{name}，为上述扫描的倍数", "×", None, _ratios(coverage, scans)),
    ]


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _ratios(ours: tuple[float, ...], bare: tuple[float, ...]) -> list[float]:
    return [own / least for own, least in zip(ours, bare, strict=True)]


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
    from components.sign_in import LOCAL, acting_as

    with acting_as(LOCAL):
        store.assessment(QUARTER, CUTOFF)
        return [*measures, timed("考评一个季度，已缓存", 50, lambda: store.assessment(QUARTER, CUTOFF))]
