"""Templates made from the shipped ones: with a sentence more, with parts replaced, added or left out."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document

from bulletin.templates.chosen import TEMPLATE_FOLDER


def shipped(name: str) -> bytes:
    """Return the template that comes with the program."""
    return (TEMPLATE_FOLDER / f"{name}.docx").read_bytes()


def saved_with(name: str, sentence: str) -> bytes:
    """Return a template as an editor saves it, with one paragraph more before the recipients."""
    document = Document(io.BytesIO(shipped(name)))
    first = next(paragraph for paragraph in document.paragraphs if "recipients" in paragraph.text)
    first.insert_paragraph_before(sentence).style = first.style
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a file with parts replaced, added or (None) left out."""
    left = dict(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = left.pop(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
        for name, part in left.items():
            target.writestr(name, part or b"")
    return written.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Return one part of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def replaced(name: str, part: str, old: bytes, new: bytes) -> bytes:
    """Return a template in which a piece of one part is another; fails where the piece is not there."""
    content = shipped(name)
    text = part_of(content, part)
    assert old in text, old
    return repacked(content, {part: text.replace(old, new, 1)})
