"""Measure the budgets at full scale and write docs/benchmarks.md: `make bench`."""

import logging
import sys

from tests.benchmark.answering import measure_answering, measure_clicks, measure_first_touches
from tests.benchmark.baselines import measure_baselines
from tests.benchmark.browsing import measure_browsing
from tests.benchmark.databases import full_postgres, full_sqlite
from tests.benchmark.documents import measure_documents
from tests.benchmark.load import measure_load
from tests.benchmark.outages import measure_outages
from tests.benchmark.page_data import measure_page_data
from tests.benchmark.reading import measure_reading, measure_scans
from tests.benchmark.report import table, write_report
from tests.benchmark.wall import measure_wall
from tests.postgres import reading_account


def main() -> int:
    """Measure, print and write; return 1 where a budget is missed."""
    logging.disable(logging.WARNING)
    sqlite_url = full_sqlite()
    with full_postgres() as postgres:
        postgres_url = postgres.url
        measures = measure_reading(sqlite_url, postgres_url)
        measures += measure_scans("PostgreSQL", postgres_url) + measure_scans("SQLite", sqlite_url)
        measures += measure_answering(sqlite_url, postgres_url)
        measures += measure_page_data("PostgreSQL", reading_account(postgres_url), 50)
        measures += measure_outages(postgres)
    measures += measure_page_data("SQLite", sqlite_url, 50)
    measures += measure_documents(sqlite_url)
    measures += measure_browsing(sqlite_url)
    measures += measure_baselines(sqlite_url)
    measures += measure_first_touches(sqlite_url)
    measures += measure_clicks(sqlite_url)
    measures += measure_wall(sqlite_url)
    measures += measure_load(sqlite_url)
    write_report(measures)
    print(table(measures))
    return 0 if all(measure.keeps for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
