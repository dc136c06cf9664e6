"""The events of many visitors, added to the audit log in few transactions."""

from concurrent.futures import Future
from copy import copy
from queue import Empty, SimpleQueue
from threading import Lock

from sqlalchemy import Engine

from data_access.workspace.auditing import append_events
from data_access.workspace.transactions import writing
from supervision.auditing import Event

_Waiting = tuple[Event, "Future[int]"]


class Appender:
    """Adds events to one store: whoever's turn it is writes what everybody else has brought meanwhile as well.

    One at a time would have each of a hundred visitors open a transaction of its own and, on SQLite, sleep until the
    writer's lock happens to be free: half of what a page took.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Lock()
        self._brought: SimpleQueue[_Waiting] = SimpleQueue()

    def append(self, event: Event) -> int:
        """Add an event, return its number once it is committed; raises DatabaseAway where it was not."""
        kept: Future[int] = Future()
        self._brought.put((event, kept))
        with self._turn:
            if not kept.done():
                self._append_brought()
        return kept.result()

    def _append_brought(self) -> None:
        taken = self._take()
        try:
            with writing(self._engine) as connection:
                numbers = append_events(connection, [event for event, _ in taken])
        except BaseException as error:  # noqa: BLE001 - handed to each who waits, who raises it
            # Who came meanwhile would wait as long again to hear the same.
            for _, kept in (*taken, *self._take()):
                own = copy(error)
                own.__cause__ = error
                kept.set_exception(own)
        else:
            for (_, kept), number in zip(taken, numbers, strict=True):
                kept.set_result(number)

    def _take(self) -> list[_Waiting]:
        taken = []
        while True:
            try:
                taken.append(self._brought.get_nowait())
            except Empty:
                return taken
