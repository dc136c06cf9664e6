"""The last assessment that could be read, as a file beside our own store.

A server that starts while the shared database is away shows it. Written aside and renamed, with its hash; what is not
whole is as if it were not there.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from supervision.assessment import Assessment
from supervision.faults import ContractBroken
from supervision.freezing import freeze, thaw
from supervision.periods import Quarter


@dataclass(frozen=True)
class LastGood:
    """What a page needs of the database to show one assessment."""

    database: str
    """Which database it was read of, as a hash; an address may hold a password."""
    read_at: datetime
    quarters: tuple[Quarter, ...]
    newest_day: date
    is_demo: bool
    assessment: Assessment


def name_of(url: str, schema: str | None) -> str:
    """Return the hash that stands for a database."""
    return hashlib.sha256(f"{url}|{schema}".encode()).hexdigest()


def write_last_good(path: Path, kept: LastGood) -> None:
    """Put a state in the place of the one before; raises OSError where the folder cannot be written."""
    said = {
        "database": kept.database,
        "read_at": kept.read_at.isoformat(),
        "quarters": [str(quarter) for quarter in kept.quarters],
        "newest_day": kept.newest_day.isoformat(),
        "is_demo": kept.is_demo,
        "assessment": freeze(kept.assessment).decode(),
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        unfinished.replace(path)
    finally:
        # A full disk is not to fill with what each process could not finish.
        unfinished.unlink(missing_ok=True)


def read_last_good(path: Path, database: str) -> LastGood | None:
    """Return the state that was kept of a database; None where there is none, or it is not whole."""
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        said = json.loads(body)
        if said["database"] != database:
            return None
        return LastGood(
            database,
            datetime.fromisoformat(said["read_at"]),
            tuple(map(Quarter.parse, said["quarters"])),
            date.fromisoformat(said["newest_day"]),
            bool(said["is_demo"]),
            thaw(said["assessment"].encode()),
        )
    except (OSError, ValueError, KeyError, ContractBroken):
        return None
