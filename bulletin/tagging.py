"""Every figure of a finished document in a content control that bears its name.

While a template is filled, a figure stands between three signs that no text holds; afterwards each becomes a control.
"""

import copy
import re
from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from bulletin.canonical import story_roots
from bulletin.cleaning import FIRST_MARK, LAST_MARK, MIDDLE_MARK, clean_text
from bulletin.figures import Figure

LONGEST_TAG = 64
"""Letters that Word accepts in a tag."""
_FIRST_ID = 100_000
"""Controls that a template brings along are numbered by Word; these rarely meet, and `_free_ids` looks."""
_MARKED = re.compile(f"{FIRST_MARK}(\\d+){MIDDLE_MARK}([^{LAST_MARK}]*){LAST_MARK}")
_MARKS = re.compile(f"[{FIRST_MARK}{MIDDLE_MARK}{LAST_MARK}]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class FigureTags:
    """The figures of one document in the order in which its context was written."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        """The part of a name that all figures of the document share: /2022Q4#2022-12-20."""
        self._tags: list[str] = []

    def mark(self, figure: Figure) -> str:
        """Return a figure as it goes through the template: between signs, with its number."""
        self._tags.append(shorten(figure.name, self._origin))
        return f"{FIRST_MARK}{len(self._tags) - 1}{MIDDLE_MARK}{clean_text(figure.text)}{LAST_MARK}"

    def put_into(self, document: Document) -> None:
        """Turn what stands between the signs into content controls, in place."""
        ids = _free_ids(document)
        for root in story_roots(document):
            for run in list(root.iter(qn("w:r"))):
                if any(FIRST_MARK in (text.text or "") for text in run.iter(qn("w:t"))):
                    self._split(run, ids)
            for text in root.iter(qn("w:t")):
                # A filter of the template may have cut a figure in two; its text stays, untagged.
                if text.text and _MARKS.search(text.text):
                    text.text = _MARKS.sub("", text.text)

    def _split(self, run: etree._Element, ids: Iterator[int]) -> None:
        for piece, number in _pieces(run):
            if number is None:
                run.addprevious(piece)
            else:
                run.addprevious(_control(piece, self._tags[number], next(ids)))
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def shorten(name: str, origin: str) -> str:
    """Return a figure's name without what all of a document share; `lengthen` gives it back."""
    return name.replace(origin, "", 1)


def lengthen(tag: str, origin: str) -> str:
    """Return the name of a figure from its tag."""
    if "/" in tag.partition("@")[2]:
        return tag
    place, colon, facet = tag.partition(":")
    return f"{place}{origin}{colon}{facet}"


def _free_ids(document: Document) -> Iterator[int]:
    taken = {element.get(qn("w:val")) for root in story_roots(document) for element in root.iter(qn("w:id"))}
    return (number for number in range(_FIRST_ID, 10**9) if str(number) not in taken)


def _pieces(run: etree._Element) -> Iterator[tuple[etree._Element, int | None]]:
    """Yield the run in pieces: each figure by itself with its number, and what stands between with None."""
    plain = _empty_like(run)
    for child in run:
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t"):
            plain.append(copy.copy(child))
            continue
        end = 0
        for found in _MARKED.finditer(child.text or ""):
            _say(plain, (child.text or "")[end : found.start()])
            if _holds_anything(plain):
                yield plain, None
            figure = _empty_like(run)
            _say(figure, found[2])
            yield figure, int(found[1])
            plain, end = _empty_like(run), found.end()
        _say(plain, (child.text or "")[end:])
    if _holds_anything(plain):
        yield plain, None


def _empty_like(run: etree._Element) -> etree._Element:
    """Return an empty run with the properties of another."""
    empty = run.makeelement(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        empty.append(copy.deepcopy(properties))
    return empty


def _say(run: etree._Element, text: str) -> None:
    if text:
        element = etree.SubElement(run, qn("w:t"))
        element.set(_SPACE, "preserve")
        element.text = text


def _holds_anything(run: etree._Element) -> bool:
    return any(child.tag != qn("w:rPr") for child in run)


def _control(run: etree._Element, tag: str, number: int) -> etree._Element:
    control = run.makeelement(qn("w:sdt"))
    properties = etree.SubElement(control, qn("w:sdtPr"))
    if len(tag) <= LONGEST_TAG:
        etree.SubElement(properties, qn("w:tag")).set(qn("w:val"), tag)
    etree.SubElement(properties, qn("w:id")).set(qn("w:val"), str(number))
    etree.SubElement(control, qn("w:sdtContent")).append(run)
    return control
