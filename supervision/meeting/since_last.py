"""Since the last meeting: the state that was frozen when it was closed, beside the state now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from supervision.meeting.material import Material, key_of
from supervision.meeting.records import ClosedMeeting
from supervision.meeting.slides import Link, Tone
from supervision.printing import print_count
from supervision.problem_states import ProblemState
from supervision.scheme import Scheme
from supervision.warning_words import subject_text

COUNTS: dict[str, tuple[str, str, Link]] = {
    "problems_overdue": ("超期未整改问题", "个", Link("problems", (("problems", "overdue"),))),
    "problems_relapsed": ("反弹问题", "个", Link("problems", (("problems", "relapsed"),))),
    "problems_open": ("未整改问题", "个", Link("problems", (("problems", "open"),))),
    "complaints_overdue": ("超期未办结举报", "件", Link("complaints", (("cases", "overdue"),))),
    "complaints_priority": ("重点督办举报", "件", Link("complaints", (("cases", "priority"),))),
    "complaints_open": ("在办举报", "件", Link("complaints", (("cases", "open"),))),
    "schools_unvisited": ("本月应督导未到校学校", "所", Link("coverage", (("topic", "schools"),))),
}
"""States of the province at a cut-off, more of each being worse: name, unit, where the rows are."""


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than when the last meeting was closed."""

    importance: int
    """1 first."""
    matter: str
    was: str
    now: str
    tone: Tone
    link: Link


def take_standing(material: Material) -> dict[str, object]:
    """Return what the next meeting is compared with, as JSON can hold it: counts, bands, keys; no names, no texts."""
    return {
        "scheme": material.scheme.id,
        "quarter": str(material.assessment.quarter),
        "cutoff": material.assessment.cutoff.isoformat(),
        "counts": _counts(material),
        "bands": _bands(material),
        "warnings": sorted(f"{each.rule_id}|{each.area_code}" for each in material.episodes if each.is_running),
        "summons": sorted(key_of(each) for each in material.suggestions),
    }


def _counts(material: Material) -> dict[str, int]:
    problems, complaints = material.province_problems, material.province_complaints
    due, visited = material.month_coverage(material.areas.province)
    return {
        "problems_overdue": problems[ProblemState.OVERDUE.value],
        "problems_relapsed": problems[ProblemState.RELAPSED.value],
        "problems_open": problems["open"],
        "complaints_overdue": complaints.get("overdue", 0),
        "complaints_priority": complaints.get("priority", 0),
        "complaints_open": complaints.get("open", 0),
        "schools_unvisited": due - visited,
    }


def _bands(material: Material) -> dict[str, str]:
    totals = {unit.area_code: material.assessment.total(unit.area_code) for unit in material.areas.units}
    return {code: total.band for code, total in totals.items() if total.band}


def changes_since(closed: ClosedMeeting, material: Material) -> tuple[Change, ...]:
    """Return what is otherwise than when a meeting was closed, the most important first; empty where nothing is."""
    then: Mapping[str, Any] = closed.standing
    now: Mapping[str, Any] = take_standing(material)
    found = [*_of_summons(then, now, material), *_of_warnings(then, now, material), *_of_counts(then, now)]
    if is_same_quarter(closed, material):
        found += _of_bands(then, now, material)
    return tuple(sorted(found, key=lambda change: change.importance))


def is_same_quarter(closed: ClosedMeeting, material: Material) -> bool:
    """Return whether scores and bands may be compared: the same quarter, judged by the same scheme."""
    return closed.quarter == material.assessment.quarter and closed.standing.get("scheme") == material.scheme.id


def _of_summons(then: Mapping[str, Any], now: Mapping[str, Any], material: Material) -> Iterator[Change]:
    for key, is_new in _differences(then, now, "summons"):
        code, _, trigger = key.partition("|")
        link = Link("summons", (("place", code),))
        name = _place(material, code)
        was, is_now = ("未达到条件", "达到约谈条件") if is_new else ("达到约谈条件", "不再达到")
        yield Change(1 if is_new else 4, f"{name}：{trigger}", was, is_now, _tone(is_new), link)


def _of_warnings(then: Mapping[str, Any], now: Mapping[str, Any], material: Material) -> Iterator[Change]:
    rules = {rule.id: rule for rule in material.scheme.warning}
    for key, is_new in _differences(then, now, "warnings"):
        rule_id, _, code = key.partition("|")
        what = subject_text(rules[rule_id], material.scheme) if rule_id in rules else rule_id
        was, is_now = ("未预警", "预警") if is_new else ("预警", "已解除")
        link = Link("warnings", (("place", code),))
        yield Change(2 if is_new else 5, f"{_place(material, code)}：{what}", was, is_now, _tone(is_new), link)


def _of_counts(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    before: Mapping[str, int] = then.get("counts", {})
    for name, (title, unit, link) in COUNTS.items():
        was, is_now = before.get(name), now["counts"][name]
        if was is not None and was != is_now:
            texts = f"{print_count(was)}{unit}", f"{print_count(is_now)}{unit}"
            yield Change(3, f"全省{title}", *texts, _tone(is_now > was), link)


def _of_bands(then: Mapping[str, Any], now: Mapping[str, Any], material: Material) -> Iterator[Change]:
    before: Mapping[str, str] = then.get("bands", {})
    order = _order_of_bands(material.scheme)
    for code, band in now["bands"].items():
        was = before.get(code)
        if was in order and was != band:
            is_worse = order[band] > order[was]
            link = Link("scorecard", (("place", code),))
            yield Change(3 if is_worse else 5, f"{_place(material, code)}综合等次", was, band, _tone(is_worse), link)


def _order_of_bands(scheme: Scheme) -> dict[str, int]:
    return {band.name: place for place, band in enumerate(scheme.band)}


def _differences(then: Mapping[str, Any], now: Mapping[str, Any], name: str) -> Iterator[tuple[str, bool]]:
    """Yield the keys that are new (True) and those that are gone (False)."""
    before, after = set(then.get(name, ())), set(now[name])
    yield from ((key, True) for key in sorted(after - before))
    yield from ((key, False) for key in sorted(before - after))


def _place(material: Material, code: str) -> str:
    return material.areas.full_name(code) if code in material.areas else "已撤销的地区"


def _tone(is_worse: bool) -> Tone:
    return Tone.WORSE if is_worse else Tone.BETTER
