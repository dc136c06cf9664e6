"""The notes under the tables of the annexes."""

from dataclasses import replace

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, say
from supervision.printing import print_count


def write_coverage_note(facts: Facts) -> Passage:
    """Return the definition of coverage, and the teaching points, which are not counted as schools."""
    note = f"{facts.value(facts.province, '0.1').indicator.note}。"
    due, visited = (facts.count(facts.province, f"point_months_{part}") for part in ("due", "visited"))
    if due is None or not due.value:
        return say("{note}", note=note)
    return say(
        "{note}教学点不计校数，另有应督导{due}点月、已督导{visited}点月。",
        note=note.replace("；教学点另列", ""),
        due=_bare(due),
        visited=_bare(visited) if visited else "0",
    )


def _bare(count: Figure) -> Figure:
    """Return a count without its unit, which the sentence words otherwise."""
    return replace(count, text=print_count(count.value))
