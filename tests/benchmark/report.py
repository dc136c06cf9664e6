"""The table of measured budgets, for the terminal and for docs/benchmarks.md."""

import os
import platform
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmark.databases import SCALE
from tests.benchmark.measures import RUNS, Measure

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_INTRODUCTION = f"""# Benchmarks

Written by `make bench`; do not edit. Demo of the whole province (scale {SCALE:g}); medians of {RUNS} runs
({RUNS * 2} for page scripts, one for sizes and memory). Absolute figures belong to the machine below.

* Cold assessment: a new engine each time, the file in the system's cache. Cached: a hit in `components.store`.
* First page: from the request to the drawn overview (script ended, map, rankings and matrix in the page).
  "服务刚启动" is the first visitor after the start of the process, on the overview of the running quarter.
* Page script: from the rerun message to `script_finished`, over the server's own websocket.
* First look at a quarter: each page's script for a quarter nobody opened since the server started, with the server
  running half a minute (`components/warming.py`); at a cut-off nobody used, five quarters may have to be counted anew.
* Rows: the slowest of five kinds of rows, those of schools and months among them.
* Click and month: from the click in Chromium until the answer is drawn and nothing is stale.
* Visitors at once: sessions over the server's websocket, each opening a page at random after five seconds' reading on
  average (exponential), a minute a round; the generator runs on the same machine as the server.
* Wall (会场投影): from the key to the next slide in the page; the answer from Enter, over the click on the first hit,
  to the card. `make soak` lets the timer turn pages for two hours and prints the growth of server and browser.
* Growth under load: `make soak-load` prints it for fifty visitors ([scaling.md](scaling.md) has a run).
* Outages: PostgreSQL or a relay in front of it fails for longer than a look at the data serves; the first page's
  script after that, and the time from the end of the fault until a page is drawn from live data. 最慢一页: of every
  page opened once while that is known, and of all pages asked at once, as the fault begins, for what nobody has read.
* Messages: uncompressed bytes that Chromium receives when a new visitor opens the page.
* Page data: the time inside the cached doors (`components/*store.py`) of a page's script after the first touch.
* Covering index: counts beside a bare count of the days in the index that holds them, round by round.
* 对照: the overview, a page of nothing but a title, and its four charts as a static page, opened by turns.
"""
_NATIONAL = f"""# Benchmarks at 31 provinces' size

Written by `make bench-national`; do not edit. The whole province 31 times over in one database
([scaling.md](scaling.md)); medians of {RUNS} runs. One question may take 120 s here. Page data: the time inside the
cached doors (`components/*store.py`) of a page's script after the first touch. Covering index: counts beside a bare
count of the days in the index that holds them, round by round; 逐行 from the rows, 有汇总 with the summaries.
"""


@dataclass(frozen=True)
class Report:
    """A file of docs/ and what stands above its table."""

    target: Path
    introduction: str


PROVINCE = Report(_DOCS / "benchmarks.md", _INTRODUCTION)
NATIONAL = Report(_DOCS / "benchmarks_national.md", _NATIONAL)


def write_report(measures: list[Measure], report: Report = PROVINCE) -> None:
    """Write one of the reports."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    report.target.write_text(f"{report.introduction}\n{day}; {machine()}.\n\n{table(measures)}\n", encoding="utf-8")


def table(measures: list[Measure]) -> str:
    """Return the measures as a Markdown table, with the range of their runs."""
    rows = ["| measure | limit | median | lowest – highest | |", "| --- | ---: | ---: | ---: | --- |"]
    return "\n".join([*rows, *map(_row, measures)])


def _row(measure: Measure) -> str:
    limit = "" if measure.limit is None else f"{measure.limit:g} {measure.unit}"
    verdict = "" if measure.limit is None else ("kept" if measure.keeps else "**missed**")
    spread = f"{_number(min(measure.runs))} – {_number(max(measure.runs))}" if len(measure.runs) > 1 else ""
    return f"| {measure.name} | {limit} | {_number(measure.value)} {measure.unit} | {spread} | {verdict} |"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine() -> str:
    """Return what was measured on, in one line."""
    facts = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    model = next((value.strip() for key, value in facts.items() if key.strip() == "model name"), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}; Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {_version('psql')}, {_version('chromium')}; "
        f"load average at the end {busy:.1f}"
    )


def _version(program: str) -> str:
    if not shutil.which(program):
        return f"{program} unknown"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(said.split()[:3]).replace("psql (PostgreSQL)", "PostgreSQL")
