"""All documents of one assessment in one archive: 通报, 报告, 一市一单, 约谈建议材料 on the places put forward."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.fields import PersonFields, open_fields
from bulletin.kinds import PROVINCE_WIDE, Kind
from bulletin.summons_contents import Kept, places_put_forward
from bulletin.summons_writing import render_summons
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates
from bulletin.writing import name_file, render_contents, render_unit

Progress = Callable[[str, int, int], None]
"""Told before each document: its file name, which it is (from 1), and how many there are."""


@dataclass(frozen=True)
class Typed:
    """What staff typed: contents of a kind with their edits, fields of a kind and a place; what is held on a place."""

    contents: Callable[[Kind], Contents]
    fields: Callable[[Kind, str], PersonFields]
    kept: Callable[[str], Kept]


def render_all(
    facts: Facts,
    *,
    is_demo: bool,
    progress: Progress | None = None,
    typed: Typed | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return a .zip of every document, as the rules write it or, where given, with what staff typed.

    Raises TemplateBroken where a template cannot be used, GateClosed where a document contradicts itself.
    """
    tasks = list(_tasks(facts, typed or _nothing_typed(facts, is_demo=is_demo), templates, is_demo=is_demo))
    written = io.BytesIO()
    # Word files are compressed already.
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for number, (name, render) in enumerate(tasks, 1):
            if progress is not None:
                progress(name, number, len(tasks))
            archive.writestr(name, render())
    return written.getvalue()


def _nothing_typed(facts: Facts, *, is_demo: bool) -> Typed:
    office, year = facts.assessment.scheme.office, facts.assessment.cutoff.year
    return Typed(
        lambda kind: Contents(kind, facts, is_demo), lambda kind, _: open_fields(office, year, kind), lambda _: Kept()
    )


def _tasks(
    facts: Facts, typed: Typed, templates: Path | Templates, *, is_demo: bool
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    assessment = facts.assessment
    for kind in PROVINCE_WIDE:
        contents, fields = typed.contents(kind), typed.fields(kind, "")
        yield name_file(assessment, kind), partial(render_contents, contents, fields=fields, templates=templates)
    for place, unit in enumerate(facts.units, 1):
        name = f"一市一单/{place:02}_{name_file(assessment, Kind.UNIT, unit)}"
        fields = typed.fields(Kind.UNIT, unit.area_code)
        render = partial(render_unit, facts, unit.area_code, is_demo=is_demo, fields=fields, templates=templates)
        yield name, render
    for place, area in enumerate(places_put_forward(facts), 1):
        name = f"约谈建议材料/{place:03}_{name_file(assessment, Kind.SUMMONS, area)}"
        code, fields = area.area_code, typed.fields(Kind.SUMMONS, area.area_code)
        yield (
            name,
            partial(
                render_summons, facts, code, is_demo=is_demo, kept=typed.kept(code), fields=fields, templates=templates
            ),
        )
