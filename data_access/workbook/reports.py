"""What was read from a file given by a person: reports of areas, and remarks that name file, place, value and rule."""

from dataclasses import dataclass, field
from functools import cached_property

from supervision.texts import shorten

_LONGEST_VALUE = 40


@dataclass(frozen=True)
class Remark:
    """A fault, a warning or an unmapped item; `place` is a cell (工作表“…”B7) or a line (第12行)."""

    file: str
    place: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}｜{self.place}｜值：{self.value}｜{self.rule}"


@dataclass(frozen=True)
class Entry:
    """One count of one area as the file states it; None where the cell is empty (not reported) or holds no count.

    `place` is the full place for the start of a message, `spot` the cell or line alone for the middle of one.
    """

    measure: str
    value: int | None
    place: str
    spot: str
    printed_share: str = ""
    refused: bool = False


@dataclass(frozen=True)
class AreaReport:
    """All counts that one file states for one area."""

    area_code: str
    place: str
    entries: tuple[Entry, ...]

    @cached_property
    def counts(self) -> dict[str, int | None]:
        return {entry.measure: entry.value for entry in self.entries}

    @cached_property
    def by_measure(self) -> dict[str, Entry]:
        return {entry.measure: entry for entry in self.entries}

    @property
    def empty(self) -> tuple[Entry, ...]:
        """Return the entries left empty, in the order of the file."""
        return tuple(entry for entry in self.entries if entry.value is None and not entry.refused)


@dataclass(frozen=True)
class Reading:
    """Everything found in one file; a file with faults is never written."""

    file: str
    reports: tuple[AreaReport, ...] = ()
    faults: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    unmapped: tuple[Remark, ...] = field(default=())
    """Items of a published table that are no measure of the scheme."""
    unfilled: tuple[str, ...] = ()
    """Area codes whose row in the form was left empty."""


def show_value(value: object) -> str:
    """Return a value of a file for a message: one short line without control characters (it goes to a terminal)."""
    if value is None or value == "":
        return "（空）"
    one_line = " ".join(str(value).split())
    text = "".join(sign if sign.isprintable() else "�" for sign in one_line)
    return shorten(text, _LONGEST_VALUE)
