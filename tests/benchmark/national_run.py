"""Measure the province 31 times over and write docs/benchmarks_national.md: `make bench-national` (an hour, 25 GB)."""

import logging
import os
import sys
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from data_access.shared.summaries import setup_sql
from tests.benchmark.databases import FOLDER, full_postgres, full_sqlite
from tests.benchmark.measures import Measure
from tests.benchmark.national import make_national_postgres, make_national_sqlite
from tests.benchmark.page_data import measure_page_data
from tests.benchmark.reading import measure_scans
from tests.benchmark.report import NATIONAL, table, write_report
from tests.postgres import reading_account, run_script

PAGE_MILLISECONDS = 200
STATEMENT_SECONDS = "120"


def main() -> int:
    """Measure each engine without summaries (the scans) and with them, print and write; 1 where a budget is missed."""
    logging.disable(logging.WARNING)
    os.environ["DASHBOARD_STATEMENT_SECONDS"] = STATEMENT_SECONDS
    measures: list[Measure] = []
    with full_postgres() as server:
        engine = create_engine(server.url)
        make_national_postgres(engine)
        engine.dispose()
        measures += _measure("PostgreSQL", server.url, reading_account(server.url))
    source = Path(str(make_url(full_sqlite()).database))
    own = make_national_sqlite(source, FOLDER / "national.sqlite")
    measures += _measure("SQLite", own, own)
    write_report(measures, NATIONAL)
    print(table(measures))
    return 0 if all(measure.keeps for measure in measures) else 1


def _measure(name: str, owner_url: str, reader_url: str) -> list[Measure]:
    rows = measure_scans(f"{name}，逐行", reader_url)
    run_script(owner_url, setup_sql(make_url(owner_url).get_backend_name()))
    if name == "PostgreSQL":
        reading_account(owner_url)
    return [
        *rows,
        *measure_scans(f"{name}，有汇总", reader_url),
        *measure_page_data(name, reader_url, PAGE_MILLISECONDS),
    ]


if __name__ == "__main__":
    sys.exit(main())
