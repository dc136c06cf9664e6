"""An uploaded template checked: package, parts, marks, names, and a trial with the figures of the chosen quarter."""

from bulletin.gate.printed import GateClosed, pass_gate
from bulletin.gate.rules import Document
from bulletin.templates.archive import find_archive_faults
from bulletin.templates.chosen import Template
from bulletin.templates.job import Job
from bulletin.templates.limited import ask_limited
from bulletin.templates.samples import Sample

MOST_TOLD = 20


def check_template(file_name: str, content: bytes, sample: Sample) -> tuple[str, ...]:
    """Return a sentence per fault of an uploaded template, with its place; nothing where it may be kept.

    The package is looked at here; whatever reads what is inside, and the trial, is done by the limited process.
    """
    faults = find_archive_faults(file_name, content)
    if faults:
        return _cut(faults)
    template = Template(file_name, content)
    answer = ask_limited(Job(template, sample.context, sample.pictures, sample.manifest, checks=True))
    if answer.faults or sample.document is None:
        return _cut(answer.faults)
    return _find_gate_faults(answer.docx, sample.document)


def _cut(faults: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first faults, and how many more there are: nobody mends hundreds from a list."""
    more = (f"另有{len(faults) - MOST_TOLD}处，改正后再检查。",) if len(faults) > MOST_TOLD else ()
    return (*faults[:MOST_TOLD], *more)


def _find_gate_faults(docx: bytes, document: Document) -> tuple[str, ...]:
    """Return what the gate would say of every document made from this template."""
    try:
        pass_gate(docx, document)
    except GateClosed as closed:
        return (f"试填的文件{closed.sentence}",)
    return ()
