"""更正说明: which figures of an issued bulletin are otherwise by today's data, place by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bulletin.facts import Facts
from bulletin.fields import RECIPIENTS, PersonFields, open_fields, recipients_of
from bulletin.kinds import Kind
from bulletin.letter import Letter, render_letter
from bulletin.proof.describing import describe
from bulletin.proof.findings import ProofFinding, Verdict, check_file
from bulletin.proof.opening import WrittenFile
from bulletin.proof.today import figures_today
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates
from supervision.faults import NoData

_FACETS_LEFT_OUT = (":change", ":numerator", ":denominator", ":short_of_target", ":gap")
"""What follows from the figures themselves; a correction that repeated them would bury these."""


@dataclass(frozen=True)
class Correction:
    """An issued file held against today's data of the same quarter and cut-off."""

    written: WrittenFile
    number: str
    """Number of the issued document."""
    facts: Facts
    """Today's."""

    def changed(self) -> tuple[ProofFinding, ...]:
        """Return the figures that today's data print otherwise, without those that only follow from others."""
        proof = check_file(self.written, figures_today(self.facts, self.written.listed))
        own = f"/{self.written.listed.quarter}#"
        return tuple(
            finding
            for finding in proof.of(Verdict.STALE)
            if own in finding.name and not finding.name.endswith(_FACETS_LEFT_OUT)
        )


def render_correction(
    correction: Correction,
    *,
    is_demo: bool,
    fields: PersonFields | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx of the correction; raises NoData where nothing is to be corrected."""
    changed = correction.changed()
    if not changed:
        raise NoData("印发件中的数字与现有数据一致，没有需要更正的内容。")
    listed, assessment = correction.written.listed, correction.facts.assessment
    kind, office = Kind(listed.kind), assessment.scheme.office
    subject = f"“双减”督导{'问题整改' if kind is Kind.UNIT else '情况'}{kind.word}"
    letter = Letter(
        title=(office.name, "关于更正", listed.quarter.name, f"{subject}有关数据的说明"),
        recipients=_recipients(correction),
        paragraphs=_paragraphs(correction, subject, changed),
        fields=fields or open_fields(office, assessment.cutoff.year, kind),
    )
    return render_letter(letter, office, is_demo=is_demo, templates=templates)


def _recipients(correction: Correction) -> str:
    code, areas = correction.written.listed.area_code, correction.facts.assessment.areas
    return recipients_of(areas[code]) if code in areas else RECIPIENTS[Kind(correction.written.listed.kind)]


def _paragraphs(correction: Correction, subject: str, changed: Sequence[ProofFinding]) -> list[str]:
    quarter = correction.written.listed.quarter.name
    opening = (
        f"{quarter}{subject}（{correction.number}）印发后，有关数据经核实有变化，涉及{len(changed)}个数字。"
        "现更正如下："
    )  # fmt: skip
    assessment = correction.facts.assessment
    described = [(describe(finding.name, assessment), finding) for finding in changed]
    order = {area.name: place for place, area in enumerate(assessment.areas.all)}
    described.sort(key=lambda pair: order.get(pair[0].place, len(order)))
    places = []
    for number, (place, found) in enumerate(groupby(described, key=lambda pair: pair[0].place), 1):
        parts = [
            f"{what.matter}原为{_with_unit(correction, finding.name, finding.was)}，"
            f"更正为{_with_unit(correction, finding.name, finding.now)}"
            for what, finding in found
        ]
        places.append(f"{number}．{place}。{'；'.join(parts)}。")
    return [opening, *places, "原文件与本说明不一致的，以本说明为准。"]


def _with_unit(correction: Correction, name: str, text: str) -> str:
    """Return a figure as a sentence prints it: with its unit, which tables leave out, without the mark of a band."""
    unit = correction.written.listed.figures[name].unit
    bare = text.rstrip("●◆▲■")
    return bare if unit in bare or not bare[-1:].isdigit() else f"{bare}{unit}"
