"""What pages take while the database fails in each way known, and until they are live again."""

import logging
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy.engine import make_url

from components.watching import FRESH_SECONDS
from tests.benchmark.databases import full_postgres
from tests.benchmark.measures import Measure, collected
from tests.benchmark.report import table
from tests.benchmark.sessions import read_page, run_once
from tests.benchmark.ways_to_fail import Way, ways_to_fail
from tests.fault_proxy import relaying
from tests.postgres import Cluster, GivenServer, reading_account
from tests.serving import PAGES, Server, running_dashboard

FIRST_SECONDS, LONGEST_SECONDS, BACK_SECONDS = 3.0, 8.0, 30.0
SETTLED_SECONDS = 30
"""A started server has read in advance what it reads by then."""
AWAY = "数据库暂时不可用".encode()


def measure_outages(server: Cluster | GivenServer) -> list[Measure]:
    """Return for each fault of a PostgreSQL the first page, the slowest one, and the seconds until it is live again."""
    reader = make_url(reading_account(server.url))
    measures: list[Measure] = []
    with relaying(reader.port or 5432) as proxy, tempfile.TemporaryDirectory() as folder:
        behind = reader.set(port=proxy.port).render_as_string(hide_password=False)
        with running_dashboard(behind, Path(folder) / "log") as dashboard:
            _open_every(dashboard)
            time.sleep(SETTLED_SECONDS)
            for place, way in enumerate(ways_to_fail(proxy, server)):
                measures += _measure(dashboard, way, f"quarter=2022Q2&cutoff=2022-06-{place + 1:02d}")
    return measures


def _measure(dashboard: Server, way: Way, unread: str) -> list[Measure]:
    """Return what a fault costs; `unread` is the link of what nobody has read yet."""
    way.fail()
    time.sleep(FRESH_SECONDS + 1)
    first = run_once(dashboard, "/", "") / 1000
    assert _says_away(dashboard) or not way.is_always_told, way.name
    known = _open_every(dashboard)
    way.mend()
    back = _seconds_until_live(dashboard)
    # Once more, and nobody knows yet: every page is asked at once for what must be read.
    way.fail()
    with ThreadPoolExecutor(len(PAGES)) as visitors:
        unknown = [run / 1000 for run in visitors.map(lambda page: run_once(dashboard, page, unread), PAGES)]
    way.mend()
    _seconds_until_live(dashboard)
    return [
        collected(f"数据库故障（{way.name}），首页脚本", "s", FIRST_SECONDS, [first]),
        collected(f"数据库故障（{way.name}），最慢一页", "s", LONGEST_SECONDS, [max(known + unknown)]),
        collected(f"数据库故障（{way.name}），恢复后再次可用", "s", BACK_SECONDS, [back]),
    ]


def _open_every(dashboard: Server) -> list[float]:
    return [run_once(dashboard, page, "") / 1000 for page in PAGES]


def _seconds_until_live(dashboard: Server) -> float:
    began = time.monotonic()
    while _says_away(dashboard):
        time.sleep(0.5)
    return time.monotonic() - began


def _says_away(dashboard: Server) -> bool:
    """Return whether the page tells that the database is away."""
    return AWAY in read_page(dashboard, "/")


def main() -> int:
    """Measure and print these alone; return 1 where a budget is missed."""
    logging.disable(logging.WARNING)
    with full_postgres() as server:
        measures = measure_outages(server)
    print(table(measures))
    return 0 if all(measure.keeps for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
