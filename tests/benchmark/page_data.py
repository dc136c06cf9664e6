"""What each page waits for its data: the time inside the cached doors (`components/*store.py`) while its script runs.

Runs in a process of its own, because the doors are wrapped before any page takes hold of them:
`python -m tests.benchmark.page_data` prints a JSON object of the milliseconds by page, the first touch apart.
"""

import functools
import importlib
import json
import logging
import os
import pkgutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from types import FunctionType
from typing import Any

from tests.benchmark.measures import RUNS, Measure, collected
from tests.serving import ROOT

LINK = {"quarter": "2022Q4", "cutoff": "2022-12-20"}
PATIENCE_SECONDS = 1800
"""For the first touch of a page in a database of many provinces."""


class DoorClock(threading.local):
    """What a thread spent inside the doors; a door that asks another is counted once."""

    inside = 0

    def counted(self, door: Callable[..., Any]) -> Callable[..., Any]:
        """Return a door that adds its time to CALLS."""

        @functools.wraps(door)
        def timed_door(*arguments: Any, **options: Any) -> Any:
            began, self.inside = time.perf_counter(), self.inside + 1
            try:
                return door(*arguments, **options)
            finally:
                self.inside -= 1
                if not self.inside:
                    CALLS.append((time.perf_counter() - began) * 1000)

        return timed_door


CALLS: list[float] = []
"""The milliseconds of each call since it was last emptied; a page's script runs in a thread of its own."""


def measure_page_data(name: str, url: str, limit: float) -> list[Measure]:
    """Return what each page's data take of a database after the first touch, and the first touches without a limit."""
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "DASHBOARD_DATABASE_URL": url,
            "DASHBOARD_WORKSPACE_URL": f"sqlite:///{folder}/workspace.sqlite",
            "DASHBOARD_LAST_GOOD": f"{folder}/last_good",
        }
        command = [sys.executable, "-m", "tests.benchmark.page_data"]
        said = subprocess.run(command, env=os.environ | own, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, list[float]] = json.loads(said.splitlines()[-1])
    return [
        *(collected(f"页面数据，{name}：{page}", "ms", limit, times[1:]) for page, times in found.items()),
        collected(f"页面数据，{name}，首次，最慢一页", "ms", None, [max(times[0] for times in found.values())]),
        collected(f"页面数据，{name}，首次，各页合计", "ms", None, [sum(times[0] for times in found.values())]),
    ]


def _wrap_doors() -> None:
    """Let every module of the app take hold of doors that are counted."""
    clock = DoorClock()
    modules = [
        importlib.import_module(f"components.{found.name}")
        for found in pkgutil.iter_modules([str(ROOT / "components")])
    ]
    stores = [module for module in modules if module.__name__.endswith("store")]
    counted = {
        door: clock.counted(door)
        for store in stores
        for name, door in vars(store).items()
        if isinstance(door, FunctionType) and not name.startswith("_") and door.__module__ == store.__name__
    }
    for module in modules:
        for name, held in list(vars(module).items()):
            if isinstance(held, FunctionType) and held in counted:
                setattr(module, name, counted[held])


def _time_pages() -> dict[str, list[float]]:
    """Return the milliseconds of each page's data, by its title: at its first run, and at each one after it."""
    from tests.pages.opening import OVERVIEW, PAGES, go_to, open_page

    app = open_page(OVERVIEW, patience=PATIENCE_SECONDS, **LINK)
    found = {PAGES[OVERVIEW]: [sum(CALLS)]}
    for page, title in PAGES.items():
        # The first round meets whatever no page before it asked for.
        for _ in range(1 + RUNS):
            for name, value in LINK.items():
                app.query_params[name] = value
            CALLS.clear()
            go_to(app, page)
            if told := [*app.exception, *app.error]:
                raise RuntimeError(f"{title}: {told[0].value}")
            found.setdefault(title, []).append(sum(CALLS))
        print(title, *(f"{each:.0f}" for each in found[title]), "ms", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    _wrap_doors()
    print(json.dumps(_time_pages()))
