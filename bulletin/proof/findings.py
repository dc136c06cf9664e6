"""What is found in a file: figures changed by hand, taken out or behind today's data, and numbers of no figure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bulletin.blocks import Block, Mark
from bulletin.figures import Figure, Passage
from bulletin.proof.aligning import Pair, Placed, pair_blocks, place_figures
from bulletin.proof.opening import FigureList, WrittenFile

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_NOT_FIGURES = re.compile(
    # Dates, numbers of documents and annexes, and the numbers before a line are typed by people.
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|〔\d{4}〕\d+号|附件\d+|^\s*\d+[．.、]|^\s*—?\s*\d+\s*—?\s*$"
)
_AROUND = 12


class Verdict(StrEnum):
    """What is found of a number in a file."""

    CHANGED = "人工改动"
    REMOVED = "已删去"
    STALE = "与现有数据不符"
    GONE = "现有数据中已无此数"
    LOOSE = "没有出处"


@dataclass(frozen=True)
class ProofFinding:
    """One number that needs a look: as it was made, as it is, and the words around it now."""

    verdict: Verdict
    name: str
    was: str
    now: str
    around: str


@dataclass(frozen=True)
class Proof:
    """What was found in a file."""

    listed: FigureList
    figures: int
    """Figures of the text and the tables, each occurrence counted."""
    unchanged: int
    findings: tuple[ProofFinding, ...]
    by_position: int
    """Occurrences found without a tag, by the words around them."""
    same_data: bool | None
    """Whether today's data are those the file was made from; None where they were not asked."""

    def of(self, *verdicts: Verdict) -> tuple[ProofFinding, ...]:
        return tuple(finding for finding in self.findings if finding.verdict in verdicts)


def check_file(written: WrittenFile, today: Mapping[str, Figure] | None = None, snapshot: str | None = None) -> Proof:
    """Return what is found in a file, held against its own list and, where given, against today's figures.

    `today` is every figure of the same document made from today's data, by name; `snapshot` the hash of those data.
    """
    pairs = pair_blocks([b for b in written.listed.blocks if _has_number(b)], _kept(written))
    found = list(_findings_in(pairs))
    total = sum(len(block.marks) for block in written.listed.blocks)
    unfit = sum(finding.verdict in (Verdict.CHANGED, Verdict.REMOVED) for finding in found)
    if today is not None:
        found += _stale(written.listed, today)
    return Proof(
        listed=written.listed,
        figures=total,
        unchanged=total - unfit,
        findings=tuple(found),
        by_position=_without_tag(written),
        same_data=None if snapshot is None else snapshot == written.listed.snapshot,
    )


def _has_number(block: Block) -> bool:
    return any(sign.isdigit() for sign in block.text)


def _kept(written: WrittenFile) -> list[Block]:
    """Return the blocks that may hold a figure or a number; an edited one may have lost all its digits."""
    shapes = {_bare(block.text) for block in written.listed.blocks}
    return [b for b in written.blocks if _has_number(b) or b.marks or _bare(b.text) in shapes]


def _bare(text: str) -> str:
    return re.sub(r"[\d,.%\s]", "", text)


def _without_tag(written: WrittenFile) -> int:
    tagged = sum(len(block.marks) for block in written.blocks)
    return max(sum(len(block.marks) for block in written.listed.blocks) - tagged, 0)


def _findings_in(pairs: Iterable[Pair]) -> Iterator[ProofFinding]:
    for pair in pairs:
        if pair.was is None and pair.now is not None:
            yield from _loose(pair.now, Placed((), ()))
        elif pair.now is None and pair.was is not None:
            yield from (
                ProofFinding(Verdict.REMOVED, mark.tag, _text(pair.was, mark), "", _around(pair.was, mark))
                for mark in pair.was.marks
            )
        elif pair.was is not None and pair.now is not None:
            placed = place_figures(pair.was, pair.now)
            yield from _edited(pair.was, pair.now, placed)
            yield from _loose(pair.now, placed)


def _edited(was: Block, now: Block, placed: Placed) -> Iterator[ProofFinding]:
    for old, new in placed.found:
        before, after = _text(was, old), _text(now, new)
        if _plain(before) != _plain(after):
            verdict = Verdict.CHANGED if after.strip() else Verdict.REMOVED
            yield ProofFinding(verdict, old.tag, before, after, _around(now, new))


def loose_numbers(passage: Passage) -> Iterator[str]:
    """Yield the numbers of a passage that belong to no figure: not dates, not numbers of documents or lines."""
    figures, position = [], 0
    for piece in passage.pieces:
        end = position + len(str(piece))
        if isinstance(piece, Figure):
            figures.append((position, end))
        position = end
    known = [*figures, *(found.span() for found in _NOT_FIGURES.finditer(passage.text))]
    for number in _NUMBER.finditer(passage.text):
        if not any(start <= number.start() and number.end() <= end for start, end in known):
            yield number[0]


def _loose(now: Block, placed: Placed) -> Iterator[ProofFinding]:
    """Yield the numbers of a block that belong to no figure and were not there when it was made."""
    known = [(mark.start, mark.end) for _, mark in placed.found] + [(mark.start, mark.end) for mark in now.marks]
    known += [found.span() for found in _NOT_FIGURES.finditer(now.text)] + list(placed.untouched)
    for number in _NUMBER.finditer(now.text):
        if not any(start <= number.start() and number.end() <= end for start, end in known):
            mark = Mark(number.start(), number.end(), "")
            yield ProofFinding(Verdict.LOOSE, "", "", number[0], _around(now, mark))


def _stale(listed: FigureList, today: Mapping[str, Figure]) -> Iterator[ProofFinding]:
    """Yield the figures that today's data print otherwise, or not at all, each name once with its first place."""
    places = {mark.tag: (block, mark) for block in reversed(listed.blocks) for mark in reversed(block.marks)}
    for name, entry in listed.figures.items():
        now = today.get(name)
        around = _around(*places[name]) if name in places else ""
        if now is None:
            yield ProofFinding(Verdict.GONE, name, entry.text, "", around)
        elif _plain(now.text) != _plain(entry.text):
            yield ProofFinding(Verdict.STALE, name, entry.text, now.text, around)


def _text(block: Block, mark: Mark) -> str:
    return block.text[mark.start : mark.end]


def _plain(text: str) -> str:
    """Return a text as people read it: width of letters and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _around(block: Block, mark: Mark) -> str:
    """Return a figure with the words beside it."""
    start, end = max(mark.start - _AROUND, 0), min(mark.end + _AROUND, len(block.text))
    ahead, behind = "…" if start else "", "…" if end < len(block.text) else ""
    return f"{ahead}{block.text[start:end]}{behind}".replace("\t", "　").replace("\n", " ")
