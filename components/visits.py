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
_ENDED: dict[str, float] = {}


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


def end(key: str) -> None:
    """End a session in all its tabs."""
    with _LOCK:
        _ENDED[key] = time.monotonic()


def has_ended(key: str) -> bool:
    """Return whether a session was ended."""
    with _LOCK:
        return key in _ENDED


def idle_seconds(key: str) -> float:
    """Return how long nobody has used a session; 0 for one not seen before."""
    with _LOCK:
        return time.monotonic() - _USED[key] if key in _USED else 0.0


def _forget_old() -> None:
    limit = time.monotonic() - _KEPT_SECONDS
    for kept in (_USED, _ENDED):
        for key in [key for key, at in kept.items() if at < limit]:
            del kept[key]
