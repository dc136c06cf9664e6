"""All documents of one assessment in one archive: 通报, 报告 and 一市一单 for every reporting unit."""

import io
import zipfile
from collections.abc import Callable, Iterator

from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.kinds import PROVINCE_WIDE, Kind
from bulletin.writing import name_file, render_contents, render_unit

Progress = Callable[[str, int, int], None]
"""Told before each document: its file name, which it is (from 1), and how many there are."""


def render_all(facts: Facts, *, is_demo: bool, progress: Progress | None = None) -> bytes:
    """Return a .zip of every document; raises TemplateBroken where a template cannot be used."""
    tasks = list(_tasks(facts, is_demo=is_demo))
    written = io.BytesIO()
    # Word files are compressed already.
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for number, (name, render) in enumerate(tasks, 1):
            if progress is not None:
                progress(name, number, len(tasks))
            archive.writestr(name, render())
    return written.getvalue()


def _tasks(facts: Facts, *, is_demo: bool) -> Iterator[tuple[str, Callable[[], bytes]]]:
    assessment = facts.assessment
    for kind in PROVINCE_WIDE:
        contents = Contents(kind, facts, is_demo)
        yield name_file(assessment, kind), lambda contents=contents: render_contents(contents)  # type: ignore[misc]
    for place, unit in enumerate(facts.units, 1):
        name = f"一市一单/{place:02}_{name_file(assessment, Kind.UNIT, unit)}"
        yield name, lambda code=unit.area_code: render_unit(facts, code, is_demo=is_demo)  # type: ignore[misc]
