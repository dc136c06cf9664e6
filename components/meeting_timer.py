"""The timer of 会场投影: off, running or paused, and since when the slide stands; kept for the session."""

import time
from dataclasses import dataclass

from components import selection

_STATE, _BEGAN = "wall_timer", "wall_began"
_EARLY = 0.5
"""The browser's clock and ours are never quite together; a step this much early is in time."""


@dataclass(frozen=True)
class Timer:
    """Leaves each slide so many seconds."""

    seconds: int

    @property
    def is_on(self) -> bool:
        return selection.recall(_STATE) in ("running", "paused")

    @property
    def is_running(self) -> bool:
        return selection.recall(_STATE) == "running"

    @property
    def is_paused(self) -> bool:
        return selection.recall(_STATE) == "paused"

    def begin(self) -> None:
        """Count the slide's time from now."""
        selection.remember(_BEGAN, time.monotonic())

    def switch(self) -> None:
        """Turn the timer on, or off where it was on."""
        selection.remember(_STATE, None if self.is_on else "running")
        self.begin()

    def pause(self) -> None:
        """Hold a running timer; let a held one go on, with the slide's whole time."""
        selection.remember(_STATE, "running" if self.is_paused else "paused")
        self.begin()

    def is_due(self) -> bool:
        """Return whether the slide has stood long enough."""
        began = selection.recall(_BEGAN)
        return self.is_running and isinstance(began, float) and time.monotonic() - began >= self.seconds - _EARLY


def timer_words(timer: Timer, number: int) -> str:
    """Return the HTML that says the timer's state; the browser counts down by itself, so no second needs a rerun."""
    if timer.is_paused:
        return "计时已暂停"
    if not timer.is_running:
        return ""
    # The slide's number makes the text differ from the last one, so that the count begins anew.
    return f'<span class="wall-countdown" data-slide="{number}" style="--seconds:{timer.seconds}">下一页 </span>'
