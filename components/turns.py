"""One page's script at a time: pages that are worked out together hold each other up.

Python runs one thread at a time and lets a busy one go on for 5 ms whenever another asks. With a hundred visitors some
scripts always ran together, and each answer of a file or socket, and each message to a browser, waited behind all of
them. One after another every page is sooner there, the last one too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

LONGEST_SECONDS = 0.25
"""How long a page waits for its turn; then it starts beside the others, whatever they are waiting for."""


class Turns:
    """Whose turn it is; one for all visitors of the process."""

    def __init__(self) -> None:
        self._free = Lock()
        self._own = local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for this thread's turn, once, not for long, and give it to the next one at the end. Also a decorator."""
        self._own.has_turn = self._free.acquire(timeout=LONGEST_SECONDS)
        try:
            yield
        finally:
            self.end()

    def end(self) -> None:
        """Let the next one start: this thread is going to wait for something else. Does nothing without a turn."""
        if getattr(self._own, "has_turn", False):
            self._own.has_turn = False
            self._free.release()


TURNS = Turns()
