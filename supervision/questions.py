"""What a careful reader asks of one area's reported counts: broken balances are faults, implausible ones questions."""

from collections.abc import Iterator, Mapping, Sequence

from supervision.findings import Finding, Severity
from supervision.printing import print_count
from supervision.scheme import Measure, Question, Scheme

RELATION = "reported_count"
FULL_MARKS_FROM = 3
"""So many parts of one whole, all equal to it, make a reader ask (real self-reports are 100 % on every school line)."""

Counts = Mapping[str, float | None]


def ask_questions(area_name: str, area_code: str, counts: Counts, scheme: Scheme) -> tuple[Finding, ...]:
    """Return faults and questions about the reported counts of one area; measures that are missing raise none."""
    key = f"{area_name}（{area_code}）"
    found = [*_parts_above_wholes(counts, scheme), *_broken_identities(counts, scheme)]
    faults = [Finding(Severity.FAULT, RELATION, key, column, value, rule, area_code) for column, value, rule in found]
    asked = [*_full_marks(counts, scheme), *_scheme_questions(counts, scheme)]
    questions = [
        Finding(Severity.QUESTION, RELATION, key, column, value, rule, area_code) for column, value, rule in asked
    ]
    return (*faults, *questions)


def sum_counts(places: Sequence[Counts]) -> dict[str, float | None]:
    """Return the sums of the measures over places; None where one of them has not reported a measure."""
    known = {measure for place in places for measure in place}
    values = {measure: [place.get(measure) for place in places] for measure in known}
    return {
        measure: None if None in each else sum(value for value in each if value is not None)
        for measure, each in values.items()
    }


def _parts_above_wholes(counts: Counts, scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    for measure in scheme.reported_measures:
        part, whole = counts.get(measure.code), counts.get(measure.not_more_than or "")
        if part is not None and whole is not None and part > whole:
            limit = scheme.measures[measure.not_more_than or ""]
            yield measure.name, print_count(part), f"不应大于“{limit.name}”（{print_count(whole)}{limit.unit}）"


def _broken_identities(counts: Counts, scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    for identity in scheme.identity:
        total, parts = counts.get(identity.total), [counts.get(part) for part in identity.parts]
        known = [part for part in parts if part is not None]
        if total is None or len(known) < len(parts) or sum(known) == total:
            continue
        sums = "＋".join(print_count(part) for part in known)
        rule = f"平衡关系“{identity.name}”不成立：{sums}＝{print_count(sum(known))}"
        yield scheme.measures[identity.total].name, print_count(total), rule


def _full_marks(counts: Counts, scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    parts_of: dict[str, list[Measure]] = {}
    for measure in scheme.reported_measures:
        if measure.not_more_than and counts.get(measure.code) is not None:
            parts_of.setdefault(measure.not_more_than, []).append(measure)
    for whole, parts in parts_of.items():
        total = counts.get(whole)
        if total and total > 1 and len(parts) >= FULL_MARKS_FROM and all(counts[part.code] == total for part in parts):
            names = "、".join(part.name for part in parts)
            limit = scheme.measures[whole]
            rule = f"{len(parts)}项均为100%（{names}），请结合到校核查结果核实"
            yield limit.name, f"{print_count(total)}{limit.unit}", rule


def _scheme_questions(counts: Counts, scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    for question in scheme.question:
        value, other = counts.get(question.measure), counts.get(question.other)
        if value is None or not other or not _raised(question, value, other):
            continue
        sentence = question.sentence.format(
            value=print_count(value), other=print_count(other), rest=print_count(other - value)
        )
        measure = scheme.measures[question.measure]
        yield measure.name, f"{print_count(value)}{measure.unit}", sentence


def _raised(question: Question, value: float, other: float) -> bool:
    return {"equals": value == other, "zero_beside": value == 0, "below_half": value < other / 2}[question.relation]
