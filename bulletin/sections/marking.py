"""Sentences that the rules have written, with their numbers made into figures that can be tagged and checked."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bulletin.figures import Figure, Passage

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_NO_FIGURES = re.compile(
    # Days, quarters and numbers of documents; rules and indicators are named by numbers too.
    r"\d{4}年(?:第[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|〔\d{4}〕\d+号"
)


def mark_sentence(sentence: str, known: Sequence[Figure], key: str, origin: str) -> Passage:
    """Return a sentence, unchanged as it reads, with its numbers as figures.

    `known`: figures of the assessment in the order in which the sentence has them; one that it does not have is left
    out. Other numbers are named `key.1`, `key.2`… of `origin` (@area/quarter#cutoff).
    """
    placed = tuple(_placed(sentence, known))
    pieces: list[str | Figure] = []
    end = 0
    for start, figure in (*placed, (len(sentence), None)):
        pieces += _named(sentence[end:start], key, origin, sum(isinstance(each, Figure) for each in pieces))
        if figure is not None:
            pieces.append(figure)
            end = start + len(figure.text)
    return Passage(tuple(pieces))


def _placed(sentence: str, known: Iterable[Figure]) -> Iterator[tuple[int, Figure]]:
    """Yield where each known figure stands, none inside another number."""
    end = 0
    for figure in known:
        found = re.search(rf"(?<![\d.,]){re.escape(figure.text)}", sentence[end:])
        if found:
            yield end + found.start(), figure
            end += found.end()


def _named(text: str, key: str, origin: str, before: int) -> Iterator[str | Figure]:
    """Yield a text with its numbers as figures of their own; days and the like stay text."""
    kept = [found.span() for found in _NO_FIGURES.finditer(text)]
    end = 0
    for found in _NUMBER.finditer(text):
        if any(first <= found.start() < last for first, last in kept):
            continue
        if found.start() > end:
            yield text[end : found.start()]
        before += 1
        value = float(found[0].rstrip("%").replace(",", "")) / (100 if found[0].endswith("%") else 1)
        yield Figure(f"{key}.{before}{origin}", value, "%" if found[0].endswith("%") else "", found[0])
        end = found.end()
    if end < len(text):
        yield text[end:]
