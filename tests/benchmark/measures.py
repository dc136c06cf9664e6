"""A measured figure with its budget, and how one is taken."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

RUNS = 5


@dataclass(frozen=True)
class Measure:
    """Several runs of one thing, in one unit; `limit` is the issue's budget, None where there is none."""

    name: str
    unit: str
    limit: float | None
    runs: tuple[float, ...]

    @property
    def value(self) -> float:
        return median(self.runs)

    @property
    def keeps(self) -> bool:
        """Whether the median keeps the budget."""
        return self.limit is None or self.value <= self.limit


def timed(name: str, limit: float | None, run: Callable[[], object], *, unit: str = "ms", runs: int = RUNS) -> Measure:
    """Return how long `run` takes, in milliseconds or seconds."""
    return Measure(name, unit, limit, tuple(_seconds(run) * (1000 if unit == "ms" else 1) for _ in range(runs)))


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def collected(name: str, unit: str, limit: float | None, runs: Iterable[float]) -> Measure:
    """Return figures taken elsewhere as a measure."""
    return Measure(name, unit, limit, tuple(runs))
