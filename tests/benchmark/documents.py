"""How long a bulletin takes: by the command line in a new process, and again in a process that has written one."""

import subprocess
import sys
import tempfile
from pathlib import Path

from bulletin.kinds import Kind
from bulletin.writing import render_bulletin
from tests.benchmark.measures import Measure, timed
from tests.benchmark.reading import CUTOFF, QUARTER, read_cold

ROOT = Path(__file__).resolve().parents[2]


def measure_documents(database_url: str) -> list[Measure]:
    """Return the seconds of a circular: new process with reading, charts and Word; then warm, from an assessment."""
    assessment = read_cold(database_url, with_previous=True)
    render_bulletin(assessment, Kind.CIRCULAR, is_demo=True)
    warm = timed("通报，已热", 4.0, lambda: render_bulletin(assessment, Kind.CIRCULAR, is_demo=True), unit="s")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "circular.docx"
        command = [sys.executable, "-m", "bulletin", "write", "--quarter", str(QUARTER), "--kind", "circular"]
        command += ["--cutoff", CUTOFF.isoformat(), "--out", str(target), "--url", database_url]

        def write() -> None:
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)

        return [timed("通报，新进程（含读数、绘图、排版）", 10.0, write, unit="s"), warm]
