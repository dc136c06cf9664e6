"""The sessions of signed-in visitors as this process knows them: when each was last used, and which have ended.

In memory on purpose: a browser stays with its process, and a process that starts anew asks the cookie, whose age is
limited (docs/sign_in.md).
"""

import time
from threading import Lock

_KEPT_SECONDS = 13 * 3600
"""Longer than any session may live, so that an ended one is never forgotten while its cookie would still be taken."""
_LOCK = Lock()
_USED: dict[str, float] = {}
_ENDED: dict[str, tuple[float, str]] = {}


def is_new(key: str) -> bool:
    """Return whether a session has not been seen before; it is from now on."""
    with _LOCK:
        _forget_old()
        is_first = key not in _USED
        _USED.setdefault(key, time.monotonic())
        return is_first


def use(key: str) -> None:
    """Note that a person did something; what a page does by itself is not to be noted here."""
    with _LOCK:
        _USED[key] = time.monotonic()


def end(key: str, why: str) -> None:
    """End a session in all its tabs; what ended it first stays the reason."""
    with _LOCK:
        _ENDED.setdefault(key, (time.monotonic(), why))


def why_ended(key: str) -> str | None:
    """Return the sentence that says why a session was ended; None where it was not."""
    with _LOCK:
        return _ENDED[key][1] if key in _ENDED else None


def idle_seconds(key: str) -> float:
    """Return how long nobody has used a session; 0 for one not seen before."""
    with _LOCK:
        return time.monotonic() - _USED[key] if key in _USED else 0.0


def _forget_old() -> None:
    limit = time.monotonic() - _KEPT_SECONDS
    for key in [key for key, at in _USED.items() if at < limit]:
        del _USED[key]
    for key in [key for key, (at, _) in _ENDED.items() if at < limit]:
        del _ENDED[key]
