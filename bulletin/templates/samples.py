"""What a trial is filled with: a document of the chosen quarter as it would be written, with a few small pictures."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from bulletin.contents import Contents
from bulletin.context import build_context
from bulletin.drawings import PrintedPicture
from bulletin.facts import Facts
from bulletin.fields import RECIPIENTS, open_fields
from bulletin.gate.rules import Document
from bulletin.kinds import Kind
from bulletin.letter import Letter, letter_context
from bulletin.manifest import write_manifest
from bulletin.pictures import print_charts, print_own_pictures
from bulletin.summons_contents import compose_summons, places_put_forward
from bulletin.unit_contents import compose_unit
from supervision.faults import InputRejected

LETTER = "letter"


@dataclass(frozen=True)
class Sample:
    """Values for one kind of template."""

    context: dict[str, Any]
    pictures: tuple[PrintedPicture, ...] = ()
    manifest: bytes | None = None
    document: Document | None = None
    """What the finished trial is held against; None for a letter, which has no figures of its own."""


def make_sample(name: str, facts: Facts) -> Sample:
    """Return what a template of this name is tried with: real figures of a quarter, so that a trial is a real one.

    Raises InputRejected where the quarter has no document of this kind.
    """
    if name == LETTER:
        return Sample(_letter_context(facts))
    if name in _OF_ONE_PLACE:
        return _OF_ONE_PLACE[Kind(name)](facts)
    return _province_sample(Kind(name), facts)


def _province_sample(kind: Kind, facts: Facts) -> Sample:
    contents = Contents(kind, facts, is_demo=True)
    manifest = write_manifest(facts.assessment, contents.figures(), kind)
    context = build_context(contents, open_fields(facts.assessment.scheme.office, facts.assessment.cutoff.year, kind))
    # The map takes a second to draw and says nothing of a template: a white picture stands for it.
    return Sample(context, (_white_picture(), *print_charts(facts)), manifest, contents)


def _unit_sample(facts: Facts) -> Sample:
    contents = compose_unit(facts, facts.units[0].area_code, is_demo=True)
    assessment = facts.assessment
    manifest = write_manifest(assessment, contents.figures(), Kind.UNIT, contents.area.area_code)
    context = contents.context(open_fields(assessment.scheme.office, assessment.cutoff.year, Kind.UNIT))
    return Sample(context, print_own_pictures(facts, contents.area), manifest, contents)


def _summons_sample(facts: Facts) -> Sample:
    places = places_put_forward(facts)
    if not places:
        quarter = facts.assessment.quarter.name
        raise InputRejected(f"没有保存：{quarter}没有达到约谈规则的地方，不能试填，请在上方换一个季度后再上传。")
    contents, assessment = compose_summons(facts, places[0].area_code, is_demo=True), facts.assessment
    manifest = write_manifest(assessment, contents.figures(), Kind.SUMMONS, contents.area.area_code)
    context = contents.context(open_fields(assessment.scheme.office, assessment.cutoff.year, Kind.SUMMONS))
    return Sample(context, (), manifest, contents)


_OF_ONE_PLACE = {Kind.UNIT: _unit_sample, Kind.SUMMONS: _summons_sample}


def _letter_context(facts: Facts) -> dict[str, Any]:
    office, quarter = facts.assessment.scheme.office, facts.assessment.quarter
    fields = open_fields(office, facts.assessment.cutoff.year)
    paragraphs = (f"这是{quarter.name}通知的第一段。", "这是第二段，共3件。")
    letter = Letter((office.name, "关于试填", "模板", "的通知"), RECIPIENTS[Kind.CIRCULAR], paragraphs, fields)
    return letter_context(letter, office, is_demo=True)


def _white_picture() -> PrintedPicture:
    written = io.BytesIO()
    Image.new("RGB", (64, 32), "white").save(written, "PNG")
    return PrintedPicture("图0　示意图", "注：试填。", "试填用的空白图。", written.getvalue())
