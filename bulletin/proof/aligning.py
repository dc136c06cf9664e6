"""Which block of the file is which block of the text as it was made, and where each figure stands in it now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from bulletin.blocks import Block, Mark

_DIGITS = re.compile(r"\d[\d,.]*")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?%?|.", re.DOTALL)
ALIKE = 0.5
"""Of two texts in the same place: less in common than this, and they are not the same paragraph edited."""

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Pair:
    """A block as it was made and as it is now; one of the two may be missing."""

    was: Block | None
    now: Block | None


def pair_blocks(was: Sequence[Block], now: Sequence[Block]) -> tuple[Pair, ...]:
    """Return the blocks in pairs, in the order of the file as it is now; digits do not count in telling them apart."""
    matcher = SequenceMatcher(None, [_shape(b.text) for b in was], [_shape(b.text) for b in now], autojunk=False)
    pairs: list[Pair] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pairs += [Pair(old, new) for old, new in zip(was[i1:i2], now[j1:j2], strict=True)]
        else:
            pairs += _pair_edited(was[i1:i2], now[j1:j2])
    return tuple(_pair_moved(pairs))


def _shape(text: str) -> str:
    """Return a text without blanks and with its numbers made alike."""
    return _DIGITS.sub("0", "".join(text.split()))


def _pair_edited(was: Sequence[Block], now: Sequence[Block]) -> list[Pair]:
    """Return the blocks of a stretch that was edited: each new one with the first old one that is like it."""
    pairs: list[Pair] = []
    left = list(was)
    for new in now:
        old = next((each for each in left if _alike(each.text, new.text) >= ALIKE), None)
        if old is not None:
            place = left.index(old)
            pairs += [Pair(gone, None) for gone in left[:place]]
            left = left[place + 1 :]
        pairs.append(Pair(old, new))
    return pairs + [Pair(gone, None) for gone in left]


def _pair_moved(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with what stands elsewhere now, word for word, joined again."""
    gone = {_shape(pair.was.text): pair for pair in pairs if pair.was is not None and pair.now is None}
    joined: list[Pair] = []
    taken: set[int] = set()
    for pair in pairs:
        old = gone.pop(_shape(pair.now.text), None) if pair.was is None and pair.now is not None else None
        if old is not None:
            taken.add(id(old))
            joined.append(Pair(old.was, pair.now))
        else:
            joined.append(pair)
    return [pair for pair in joined if id(pair) not in taken]


def _alike(first: str, second: str) -> float:
    return SequenceMatcher(None, _shape(first), _shape(second), autojunk=False).ratio()


@dataclass(frozen=True)
class Placed:
    """The figures of a block as they stand in its text now, and the numbers that no figure accounts for."""

    found: tuple[tuple[Mark, Mark], ...]
    """Each figure as it was made, and where its text is now (empty where it was taken out)."""
    untouched: tuple[tuple[int, int], ...]
    """Stretches of the text now that are word for word as they were made."""


def place_figures(was: Block, now: Block) -> Placed:
    """Return where each figure of a block stands now: by its tag, or where tags were lost by what stands around it."""
    old, new = _tokens(was), _TOKEN.findall(now.text)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    opcodes = matcher.get_opcodes()
    old_ends, new_ends = _ends(old), _ends(new)
    tagged = list(now.marks)
    found = []
    for mark in was.marks:
        by_tag = next((each for each in tagged if each.tag == mark.tag), None)
        if by_tag is not None:
            tagged.remove(by_tag)
            found.append((mark, by_tag))
            continue
        first, last = old_ends.index(mark.start), old_ends.index(mark.end) - 1
        start, end = new_ends[_map_start(opcodes, first)], new_ends[_map_end(opcodes, last)]
        found.append((mark, Mark(start, max(start, end), mark.tag)))
    same = tuple((new_ends[j1], new_ends[j2]) for kind, _, _, j1, j2 in opcodes if kind == "equal")
    return Placed(tuple(found), same)


def _tokens(block: Block) -> list[str]:
    """Return the text in numbers and single signs; a figure begins and ends with a token."""
    edges = sorted({0, len(block.text), *(edge for mark in block.marks for edge in (mark.start, mark.end))})
    parts = [block.text[start:end] for start, end in pairwise(edges)]
    return [token for part in parts for token in _TOKEN.findall(part)]


def _ends(tokens: Sequence[str]) -> list[int]:
    """Return where each token begins, and at last where the text ends."""
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


def _map_start(opcodes: Sequence[Opcode], token: int) -> int:
    """Return the token of the new text at which what began with this token begins."""
    for kind, i1, i2, j1, j2 in opcodes:
        if i1 <= token < i2:
            return j1 + (token - i1) if kind == "equal" else min(j1 + (token - i1), j2)
    return 0


def _map_end(opcodes: Sequence[Opcode], token: int) -> int:
    """Return the token of the new text after which what ended with this token has ended."""
    for kind, i1, i2, j1, j2 in opcodes:
        if i1 <= token < i2:
            if kind == "equal":
                return j1 + (token - i1) + 1
            return j2 if token == i2 - 1 else min(j1 + (token - i1) + 1, j2)
    return 0
