"""How long a bulletin takes: by the command line in a new process, and again in a process that has written one."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bulletin.kinds import Kind
from bulletin.writing import render_bulletin
from tests.benchmark.measures import RUNS, Measure, collected, timed
from tests.benchmark.reading import CUTOFF, QUARTER, read_cold

ROOT = Path(__file__).resolve().parents[2]


def measure_documents(database_url: str) -> list[Measure]:
    """Return the seconds of a circular in a new process and warm, those of all documents, and the memory both take."""
    assessment = read_cold(database_url, with_previous=True)
    render_bulletin(assessment, Kind.CIRCULAR, is_demo=True)
    warm = timed("通报，已热", 4.0, lambda: render_bulletin(assessment, Kind.CIRCULAR, is_demo=True), unit="s")
    with tempfile.TemporaryDirectory() as folder:
        one = [_write(database_url, "circular", Path(folder) / "circular.docx") for _ in range(RUNS)]
        everything = _write(database_url, "all", Path(folder) / "all.zip")
    return [
        collected("通报，新进程（含读数、绘图、排版）", "s", 10, [seconds for seconds, _ in one]),
        warm,
        collected("通报，新进程，内存最高时", "MB", 400, [megabytes for _, megabytes in one]),
        collected("全部文件（.zip），新进程", "s", 60, [everything[0]]),
        collected("全部文件（.zip），新进程，内存最高时", "MB", 400, [everything[1]]),
    ]


# A process's memory counts from what it was forked off; this small one lies between the benchmark and what it measures.
_BETWEEN = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def _write(database_url: str, kind: str, target: Path) -> tuple[float, float]:
    """Write documents by the command line; return its seconds and its most megabytes of memory."""
    command = [sys.executable, "-m", "bulletin", "write", "--quarter", str(QUARTER), "--kind", kind]
    command += ["--cutoff", CUTOFF.isoformat(), "--out", str(target), "--url", database_url]
    started = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-c", _BETWEEN, *command], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return time.perf_counter() - started, int(ended.stdout) * 1024 / 1_000_000
