"""Many visitors at once, each reading a page for some seconds and opening the next: what they wait, what they weigh."""

import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from websockets.asyncio.client import ClientConnection, connect

from tests.benchmark.databases import full_sqlite
from tests.benchmark.measures import Measure, collected
from tests.benchmark.sessions import address_of, has_ended, request_of
from tests.serving import PAGES, Server, running_dashboard

THINK_SECONDS = 5.0
"""The mean; how long somebody looks at a page is exponential."""
SECONDS = 60
SETTLED_SECONDS = 30
LIMITS = {1: None, 10: None, 50: 150.0, 100: 300.0}
"""Sessions, and the 95th hundredth of their waiting that is allowed, in milliseconds (issue 7)."""
MOST_PER_SESSION = 1.0
SOAK_SESSIONS = 50
FILLING_MINUTES = 10
"""Before a soak counts: Streamlit keeps up to 128 visits that have ended, and the data are read anew once."""
MOST_GROWTH = 3.0
"""Hundredths, from the middle third of a soak to the last: less than what the allocator breathes."""


@dataclass
class Visits:
    """What the visitors of one round waited, in milliseconds."""

    waited: list[float] = field(default_factory=list)


def measure_load(url: str) -> list[Measure]:
    """Return the waiting of 1, 10, 50 and 100 visitors of a warm server, and its memory for each further visitor."""
    measures, memory = [], {}
    with tempfile.TemporaryDirectory() as folder, running_dashboard(url, Path(folder) / "log") as server:
        time.sleep(SETTLED_SECONDS)
        asyncio.run(_visit_all(server))
        for sessions, limit in LIMITS.items():
            visits, memory[sessions] = asyncio.run(_visit(server, sessions))
            measures += _waiting(sessions, visits.waited, limit)
    most = max(LIMITS)
    further = (memory[most] - memory[1]) / 1e6 / (most - 1)
    return [*measures, collected("服务进程内存，每多一人", "MB", MOST_PER_SESSION, [further])]


def _waiting(sessions: int, waited: list[float], limit: float | None) -> list[Measure]:
    hundredths = quantiles(waited, n=100)
    return [
        collected(f"{sessions}人同时，翻页等待，中位", "ms", None, [hundredths[49]]),
        collected(f"{sessions}人同时，翻页等待，95%以内", "ms", limit, [hundredths[94]]),
    ]


async def _visit_all(server: Server) -> None:
    """Open every page once, so that none is met for the first time while we measure."""
    async with _session(server) as session:
        for page in PAGES:
            await _open(session, page)


async def _visit(server: Server, sessions: int) -> tuple[Visits, int]:
    """Return what so many visitors waited, and the process's memory in bytes before they left."""
    visits = Visits()
    end = time.monotonic() + SECONDS
    async with asyncio.TaskGroup() as visitors:
        for number in range(sessions):
            visitors.create_task(_read_pages(server, visits, random.Random(number), end))  # noqa: S311 - no secret
        await asyncio.sleep(SECONDS - 1)
        memory = server.memory()
    return visits, memory


async def _read_pages(server: Server, visits: Visits, chance: random.Random, end: float) -> None:
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
    async with _session(server) as session:
        await _open(session, "/")
        while time.monotonic() < end:
            await asyncio.sleep(chance.expovariate(1 / THINK_SECONDS))
            visits.waited.append(await _open(session, chance.choice(list(PAGES))))


def _session(server: Server) -> connect:
    return connect(address_of(server), subprotocols=["streamlit"], max_size=None)


async def _open(session: ClientConnection, page: str) -> float:
    """Open a page and return the milliseconds until its script has ended."""
    started = time.perf_counter()
    await session.send(request_of(page))
    while not has_ended(await session.recv(), page):
        pass
    return (time.perf_counter() - started) * 1000


async def _soak(server: Server, sessions: int, minutes: int) -> list[int]:
    """Return the process's memory in bytes after each minute with so many visitors, each of whom comes back anew.

    The minutes in which the process fills come first, are printed, and are not returned.
    """
    minutes += FILLING_MINUTES
    end = time.monotonic() + minutes * 60
    memory = []
    async with asyncio.TaskGroup() as visitors:
        for number in range(sessions):
            visitors.create_task(_come_back(server, random.Random(number), end))  # noqa: S311 - no secret
        for _ in range(minutes):
            await asyncio.sleep(60)
            memory.append(server.memory())
            print(f"{len(memory)} min: {memory[-1] / 1e6:.0f} MB", flush=True)
    return memory[FILLING_MINUTES:]


async def _come_back(server: Server, chance: random.Random, end: float) -> None:
    while time.monotonic() < end:
        # Two minutes' visits: a session that ends must give back what it held.
        await _read_pages(server, Visits(), chance, min(end, time.monotonic() + 120))


def main() -> int:
    """Print the memory of a warm server minute by minute; 1 where it still grows: `make soak-load`."""
    minutes = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, running_dashboard(full_sqlite(), Path(folder) / "log") as server:
        time.sleep(SETTLED_SECONDS)
        asyncio.run(_visit_all(server))
        memory = asyncio.run(_soak(server, SOAK_SESSIONS, minutes))
    third = len(memory) // 3
    before, after = median(memory[third : 2 * third]), median(memory[2 * third :])
    growth = (after - before) / before * 100
    print(f"{SOAK_SESSIONS} sessions, {minutes} min: last third {growth:+.1f} % against the one before")
    return 0 if growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
