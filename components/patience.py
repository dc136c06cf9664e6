"""How long a page has waited for the shared database: several slow answers must not add up on one page.

What several visitors ask for is read once: one of them asks, the others stand behind it and then ask for the next. So
a page has also waited while others were being answered slowly.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

SLOW_SECONDS = 1.0
"""What takes longer is noted for those who may stand behind it; many quick answers are no wait for anybody."""
_MANY = 200

Span = tuple[float, float]


class Patience:
    """Keeps what each page that runs has waited for; one for all visitors."""

    def __init__(self) -> None:
        self._slow: deque[Span] = deque(maxlen=_MANY)
        self._page = local()

    @contextmanager
    def page(self) -> Iterator[None]:
        """Let a page run in this thread."""
        self._page.began, self._page.own = time.monotonic(), []
        try:
            yield
        finally:
            del self._page.began

    def note(self, seconds: float) -> None:
        """Note that so many seconds until now were spent waiting for an answer."""
        span = (time.monotonic() - seconds, time.monotonic())
        if seconds > SLOW_SECONDS:
            self._slow.append(span)
        if hasattr(self._page, "began"):
            self._page.own.append(span)

    def waited(self) -> float:
        """Return the seconds that the page in this thread has waited for answers; 0 where none runs."""
        began = getattr(self._page, "began", None)
        if began is None:
            return 0.0
        total, until = 0.0, began
        for start, end in sorted([*self._page.own, *tuple(self._slow)]):
            total += max(0.0, end - max(start, until))
            until = max(until, end)
        return total


PATIENCE = Patience()
