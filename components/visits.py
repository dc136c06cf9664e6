"""The sessions of signed-in visitors as this process knows them: when each was last used, and which have ended.

In memory on purpose: a browser stays with its process, and a process that starts anew asks the cookie, whose age is
limited (docs/sign_in.md).
"""

import time
from threading import Lock

_KEPT_SECONDS = 13 * 3600
"""How long the last use is kept: longer than any cookie is taken."""
_ENDED_SECONDS = 40 * 24 * 3600
"""Where a proxy signs in, a page left open is its own session and asks the proxy nothing more: once ended, it stays so
for longer than a page is left standing."""
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
    now = time.monotonic()
    for key in [key for key, at in _USED.items() if at < now - _KEPT_SECONDS]:
        del _USED[key]
    for key in [key for key, (at, _) in _ENDED.items() if at < now - _ENDED_SECONDS]:
        del _ENDED[key]
