"""Figures and the text they stand in: every number of a document is a named figure, never loose characters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class Figure:
    """One number of the document."""

    name: str
    """Where it comes from, as `Assessment.indicator_name` writes it; a facet such as `:change` may follow."""
    value: float
    unit: str
    text: str
    """As printed, with its unit: 98.5%, 3,120次, 上升0.4个百分点."""
    numerator: float | None = None
    denominator: float | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Passage:
    """Text with its figures still in it, so that each can be tagged, listed and checked."""

    pieces: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        return "".join(str(piece) for piece in self.pieces)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Figure))

    def __str__(self) -> str:
        return self.text

    def without_end(self, mark: str) -> "Passage":
        """Return the passage without a mark at its end."""
        if not self.pieces or not isinstance(self.pieces[-1], str):
            return self
        return Passage((*self.pieces[:-1], self.pieces[-1].removesuffix(mark)))

    def __add__(self, other: "Passage") -> "Passage":
        return Passage(self.pieces + other.pieces)


Slot = str | Figure | Passage


def say(pattern: str, **slots: Slot) -> Passage:
    """Return a passage from a pattern such as `较上季度{change}`; slots take text, figures or passages."""
    pieces: list[str | Figure] = []
    for literal, slot, _, _ in Formatter().parse(pattern):
        if literal:
            pieces.append(literal)
        if slot is not None:
            filled = slots[slot]
            pieces.extend(filled.pieces if isinstance(filled, Passage) else (filled,))
    return Passage(tuple(pieces))


def join(passages: Iterable[Slot], mark: str) -> Passage:
    """Return the passages one after another with a mark between them."""
    return Passage(tuple(_joined(passages, mark)))


def _joined(passages: Iterable[Slot], mark: str) -> Iterator[str | Figure]:
    for position, passage in enumerate(passages):
        if position and mark:
            yield mark
        yield from passage.pieces if isinstance(passage, Passage) else (passage,)
