"""Whether the shared database answers: asked aside, so that no page waits long for one that does not."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock, Thread

from data_access.shared.types import SHANGHAI
from supervision.faults import AccountCanWrite, DatabaseAway, Fault
from supervision.outage import Outage

FRESH_SECONDS = 15
"""How long a look at the data's version serves; a new row shows on screen after so many seconds at most."""
AGAIN_SECONDS = 5
"""How often it is looked whether a database that was away is back."""
REREAD_SECONDS = 540
"""After how long all is read anew although the version stays: PostgreSQL's version may miss a late correction."""
LAPSE_SECONDS = 3600
"""How long what was read serves where nobody has read it anew aside; its readers then wait for it."""
PATIENCE_SECONDS = 2.0
"""How long a page waits for a sign of life where it can show what was read before."""
LONGEST_SECONDS = 8.0
"""How long it waits where it has nothing to show."""
_SLOW = "数据库响应超时"


@dataclass(frozen=True)
class State:
    """What was last known of the database."""

    version: str | None = None
    """Of the data as last read; None where nothing was read yet."""
    read_at: datetime | None = None
    """When the version was last seen."""
    outage: Outage | None = None


class Watch:
    """Looks at one database for all visitors of the process; one look at a time."""

    def __init__(self, probe: Callable[[], str], kept: Callable[[], tuple[str, datetime] | None]) -> None:
        """`probe` returns the data's version or raises a Fault; `kept` what an earlier process left to show, if any."""
        self._probe, self._kept = probe, kept
        self._lock = Lock()
        self._state = State()
        self._whole: State | None = None
        self._seen: str | None = None
        self._looked_at = self._read_since = self._anew_since = self._lost_at = float("-inf")
        self._looking: Future[None] | None = None

    def state(self) -> State:
        """Return what is known, looking again where that is due.

        Raises the Fault of the look where nothing was ever read, DatabaseAway where the look takes too long.
        """
        with self._lock:
            known, looking = self._state, self._looking
            every = AGAIN_SECONDS if known.outage else FRESH_SECONDS
            if looking is None and time.monotonic() - self._looked_at < every and known.version is not None:
                return known
            if looking is None:
                looking = self._looking = self._look()
        if known.outage is not None:
            # Known to be away: nobody waits for the next look.
            return known
        finished, _ = wait([looking], PATIENCE_SECONDS if known.version is not None else LONGEST_SECONDS)
        if not finished:
            self._fail(DatabaseAway(f"{_SLOW}，请稍后重试；如持续出现，请联系数据库管理员。"))
        return self._told(looking if finished else None)

    def complete(self, version: str) -> None:
        """Note that the pages have what they need under a version: an outage goes back to it."""
        with self._lock:
            if self._state.outage is None and self._state.version == version:
                self._whole = self._state

    def next_version(self) -> str | None:
        """Return the version to read all anew under, aside, while pages still show the present one; None until due."""
        now = time.monotonic()
        with self._lock:
            last = max(self._read_since, self._anew_since)
            if self._state.outage is not None or self._seen is None or now - last <= REREAD_SECONDS:
                return None
            # Also where it fails, so that it is not tried at every look.
            self._anew_since = now
            return self._named(now)

    def renew(self, version: str) -> bool:
        """Let the pages go on to a version that all was read under; return whether the data are still the same."""
        seen, since = version.rsplit("|", 1)
        with self._lock:
            if self._state.outage is not None or seen != self._seen:
                return False
            self._read_since = float(since)
            self._whole = self._state = replace(self._state, version=version)
            return True

    def lose(self, fault: DatabaseAway) -> None:
        """Note that a reader found the database away, so that the next ones need not find out by waiting.

        A look would find it there where only what is large comes late: for a while nobody is sent to it again, and a
        look that is under way says nothing of it.
        """
        self._fail(fault)
        with self._lock:
            self._looked_at = self._lost_at = time.monotonic()

    def _told(self, looked: "Future[None] | None") -> State:
        with self._lock:
            known = self._state
        if known.version is not None:
            return known
        if looked is not None and (fault := looked.exception()):
            raise fault
        raise DatabaseAway(f"{_SLOW}，请稍后重试；如持续出现，请联系数据库管理员。")

    def _look(self) -> "Future[None]":
        future: Future[None] = Future()
        Thread(target=self._ask, args=(future,), name="watching", daemon=True).start()
        return future

    def _ask(self, future: "Future[None]") -> None:
        began = time.monotonic()
        try:
            version = self._probe()
        except AccountCanWrite as fault:
            # Nobody is served with such an account, not even with what was read before.
            with self._lock:
                self._state, self._whole = State(), None
            self._end(future, fault)
        except Fault as fault:
            self._fail(fault)
            self._end(future, fault)
        except BaseException as error:  # noqa: BLE001 - handed to who waits, who raises it
            self._end(future, error)
        else:
            self._succeed(version, began)
            self._end(future, None)

    def _end(self, future: "Future[None]", error: BaseException | None) -> None:
        with self._lock:
            self._looking = None
            self._looked_at = time.monotonic()
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)

    def _succeed(self, version: str, began: float) -> None:
        now = time.monotonic()
        with self._lock:
            if self._state.outage is not None and self._lost_at > began:
                return
            if version != self._seen or now - self._read_since > LAPSE_SECONDS:
                self._read_since = now
            self._seen = version
            self._state = State(self._named(self._read_since), datetime.now(SHANGHAI))

    def _named(self, since: float) -> str:
        return f"{self._seen}|{since:.3f}"

    def _fail(self, fault: Fault) -> None:
        """Keep what was read, or else what an earlier process kept, and say since when it is old."""
        now = datetime.now(SHANGHAI)
        with self._lock:
            known = self._state
            if known.outage is not None:
                return
            # New rows make a new version; one that nothing was read under yet has nothing to show.
            known = self._whole or known
            if known.version is None and (left := self._kept()):
                known = State(*left)
            if known.version is None or known.read_at is None:
                return
            reason = fault.sentence.split("，")[0].rstrip("。")
            self._state = replace(known, outage=Outage(now, reason, known.read_at))
