"""Paragraphs that staff have edited: kept as typed, with the figures in them still figures, and old ones told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from bulletin.figures import Figure, Passage
from bulletin.proof.findings import loose_numbers

TEXT = "text"
"""Key of a basis under which the paragraph stands as the rules had written it."""
_AGAIN = "|"
ALIKE = 0.4
"""Of the paragraph that was edited and the one now in its place: less in common, and the edit belongs elsewhere."""


@dataclass(frozen=True)
class EditedText:
    """What a person typed in place of a paragraph, and what they saw when they did."""

    content: str
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaleFigure:
    """A figure of an edited paragraph that today's data print otherwise."""

    place: str
    name: str
    was: str
    now: str | None
    """None where the paragraph as the rules write it today has no such figure."""


@dataclass(frozen=True)
class DraftParagraph:
    """One paragraph of a draft: as the rules write it, and as it will be printed."""

    place: str
    written: Passage
    printed: Passage
    is_edited: bool = False
    is_displaced: bool = False
    """The edit was of another paragraph that stood in this place; it is not printed."""
    stale: tuple[StaleFigure, ...] = ()
    loose: tuple[str, ...] = ()


def basis_of(written: Passage) -> dict[str, str]:
    """Return what an edit of a paragraph is based on: the text, and its figures as printed."""
    basis = {TEXT: written.text}
    for figure in written.figures:
        key = figure.name
        while key in basis:
            key += _AGAIN
        basis[key] = figure.text
    return basis


def draft_paragraphs(
    section: str, written: Sequence[tuple[str, Passage]], edits: Mapping[str, EditedText], *, is_record: bool = False
) -> tuple[DraftParagraph, ...]:
    """Return the paragraphs of a section by key, edited ones as typed.

    `is_record`: each tells one record and has no figures; an edit is old as soon as the record reads otherwise.
    """
    return tuple(
        _draft(f"{section}/{key}", passage, edits.get(f"{section}/{key}"), is_record=is_record)
        for key, passage in written
    )


def _draft(place: str, written: Passage, edit: EditedText | None, *, is_record: bool) -> DraftParagraph:
    if edit is None:
        return DraftParagraph(place, written, written)
    if not is_record and _is_of_another(written, edit):
        return DraftParagraph(place, written, written, is_edited=True, is_displaced=True)
    printed = read_figures(edit, written)
    stale = tuple(_stale(place, edit, written))
    if is_record and (was := edit.basis.get(TEXT, "")) != written.text:
        stale = (*stale, StaleFigure(place, TEXT, was, written.text))
    loose = tuple(number for number in loose_numbers(printed) if number not in _literal_numbers(written))
    return DraftParagraph(place, written, printed, is_edited=True, stale=stale, loose=loose)


def _literal_numbers(written: Passage) -> set[str]:
    """Return the numbers that are words of the rules' text: goals of the scheme, lengths of lists."""
    return set(loose_numbers(written))


def _is_of_another(written: Passage, edit: EditedText) -> bool:
    """Return whether the paragraph now in this place is another one than the one that was edited."""
    before = edit.basis.get(TEXT, "")
    names = {figure.name for figure in written.figures}
    if names & {_name(key) for key in edit.basis}:
        return False
    return SequenceMatcher(None, _bare(before), _bare(written.text), autojunk=False).ratio() < ALIKE


def _bare(text: str) -> str:
    return re.sub(r"[\d.,%]+", "", text)


def _name(key: str) -> str:
    return key.rstrip(_AGAIN)


def read_figures(edit: EditedText, written: Passage) -> Passage:
    """Return typed text with the figures it still holds as figures.

    Values are today's; the text stays as typed, also where today's data print another.
    """
    today = {figure.name: figure for figure in written.figures}
    pieces: list[str | Figure] = []
    end = 0
    for start, key, text in _found(edit):
        known = today.get(_name(key))
        figure = replace(known, text=text) if known else Figure(_name(key), float("nan"), "", text)
        pieces += [edit.content[end:start], figure]
        end = start + len(text)
    pieces.append(edit.content[end:])
    return Passage(tuple(piece for piece in pieces if piece != ""))


def _found(edit: EditedText) -> list[tuple[int, str, str]]:
    """Return where each figure of the basis stands in the typed text; one that was taken out is not there."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, str, str]] = []
    reached = 0
    for key, text in edit.basis.items():
        if key == TEXT or not text:
            continue
        places = [start for start in _places(edit.content, text) if _is_free(start, start + len(text), taken)]
        if not places:
            continue
        start = next((place for place in places if place >= reached), places[0])
        taken.append((start, start + len(text)))
        found.append((start, key, text))
        reached = start + len(text)
    return sorted(found)


def _places(content: str, text: str) -> Iterator[int]:
    """Yield where a figure's text stands by itself: 5.1% is not found inside 95.1%."""
    pattern = rf"(?<![\d.,]){re.escape(text)}" if text[0].isdigit() else re.escape(text)
    yield from (found.start() for found in re.finditer(pattern, content))


def _is_free(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return all(end <= first or last <= start for first, last in taken)


def _stale(place: str, edit: EditedText, written: Passage) -> Iterator[StaleFigure]:
    """Yield the figures still in the typed text that today's data print otherwise."""
    today = basis_of(written)
    for _, key, text in _found(edit):
        if (now := today.get(key)) != text:
            yield StaleFigure(place, _name(key), text, now)


def renew(edit: EditedText, written: Passage) -> EditedText:
    """Return typed text with its old figures replaced by today's; a figure that is gone stays as it is."""
    today = basis_of(written)
    content, end, pieces = edit.content, 0, []
    for start, key, text in _found(edit):
        pieces += [content[end:start], today.get(key) or text]
        end = start + len(text)
    return EditedText("".join([*pieces, content[end:]]), today)
