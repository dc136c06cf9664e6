"""与上期通报相比: who is named now and was not, who no longer is, who still is, and whose band has changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.annexes import Row
from bulletin.facts import Facts
from bulletin.naming import TOTAL, Decision, decide_all
from bulletin.sections.problems import find_problems
from supervision.areas import Area
from supervision.assessment import Rating

Named = dict[tuple[str, str], Decision]
"""Decisions to name, by area code and matter."""


@dataclass(frozen=True)
class Difference:
    """One thing that is otherwise than in the bulletin issued before."""

    area: Area
    matter: str
    word: str
    """新点名, 不再点名, 连续2期点名, 等次变化."""
    said: str


def compare_with_issued(now: Facts, issued: Sequence[Facts], most: int) -> tuple[Difference, ...]:
    """Return what is otherwise than in the last issued bulletin; nothing where none was issued.

    `issued`: the frozen assessments of the bulletins issued for the quarters before, newest first. `most`: how many
    categories with problems a bulletin takes up.
    """
    if not issued:
        return ()
    named, before = _named(now, most), [_named(facts, most) for facts in issued]
    found = [
        *(_newly(decision) for key, decision in named.items() if key not in before[0]),
        *(_still(decision, _times(key, before)) for key, decision in named.items() if key in before[0]),
        *(_no_longer(now, decision) for key, decision in before[0].items() if key not in named),
        *_bands(now, issued[0]),
    ]
    order = {unit.area_code: place for place, unit in enumerate(now.units)}
    return tuple(sorted(found, key=lambda each: order.get(each.area.area_code, len(order))))


def _named(facts: Facts, most: int) -> Named:
    """Return whom a bulletin named: of those who may be, the ones its text takes up."""
    bodies = (problem.body for problem in find_problems(facts, most, brief=False))
    printed = {figure.name for body in bodies for figure in body.figures}
    return {
        (each.area.area_code, each.matter): each
        for each in decide_all(facts)
        if each.is_named and (each.value is None or _name_of(facts, each) in printed)
    }


def _name_of(facts: Facts, decision: Decision) -> str:
    if decision.value is None:
        return facts.assessment.score_name(decision.area.area_code)
    return facts.assessment.indicator_name(decision.area.area_code, decision.value.indicator)


def _times(key: tuple[str, str], before: Sequence[Named]) -> int:
    """Return in how many bulletins running a place is named for a matter, this one counted."""
    times = 1
    for named in before:
        if key not in named:
            break
        times += 1
    return times


def _newly(decision: Decision) -> Difference:
    return Difference(decision.area, decision.matter, "新点名", f"本期{decision.figure}")


def _still(decision: Decision, times: int) -> Difference:
    return Difference(decision.area, decision.matter, f"连续{times}期点名", f"本期{decision.figure}")


def _no_longer(now: Facts, decision: Decision) -> Difference:
    """Return that a place is no longer named, with why: it may be better, or its data may no longer allow it."""
    reasons = {(each.area.area_code, each.matter): each for each in decide_all(now)}
    current = reasons.get((decision.area.area_code, decision.matter))
    said = "本期没有这一指标"
    if current is not None:
        said = f"本期{current.figure}" + ("，本期文中未列" if current.is_named else f"，{current.reason}")
    return Difference(decision.area, decision.matter, "不再点名", f"上期{decision.figure}；{said}")


def _bands(now: Facts, last: Facts) -> list[Difference]:
    """Return units whose total stands in another band; not where the two bulletins were scored differently."""
    if now.assessment.scheme.id != last.assessment.scheme.id:
        return []
    known = {unit.area_code for unit in last.units}
    found = []
    for unit in now.units:
        if unit.area_code not in known:
            continue
        total, before = now.total(unit), last.total(unit)
        both_rated = total.rating is Rating.RATED and before.rating is Rating.RATED
        if both_rated and total.band != before.band:
            found.append(Difference(unit, TOTAL, "等次变化", f"由“{before.band}”变为“{total.band}”"))
    return found


def tabulate_differences(differences: Sequence[Difference]) -> list[Row]:
    """Return a row per difference: name, matter, word, said."""
    return [{"name": d.area.name, "matter": d.matter, "word": d.word, "said": d.said} for d in differences]
