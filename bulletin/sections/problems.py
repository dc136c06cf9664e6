"""三、督导发现的主要问题: by category; each is a fact, a place, a number and its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.facts import Facts
from bulletin.figures import Passage, join, say
from bulletin.naming import decide_problems
from bulletin.phrases import VERBS, choose, list_names, name_after_visits
from supervision.areas import Area
from supervision.assessment import IndicatorValue
from supervision.attention import CONTRADICTION, LOW_COVERAGE, MONTH_END, NO_VISITS
from supervision.scheme import Category, Indicator

MOST_PLACES = 3
"""Places named for one indicator; the annex lists all."""

ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Problem:
    """One problem: its heading, its text, and the units it names."""

    title: str
    body: Passage
    units: tuple[Area, ...]
    severity: float


def find_problems(facts: Facts, most: int, *, brief: bool) -> tuple[Problem, ...]:
    """Return the most serious problems, in the order of the scheme's categories.

    `brief` (the report upwards) keeps the worst indicator of a category, and fewer places that contradict themselves.
    """
    categories = facts.assessment.scheme.category
    found = [problem for category in categories if (problem := _of_category(facts, category, brief=brief))]
    worst = sorted(found, key=lambda problem: -problem.severity)[:most]
    by_category = [problem for problem in found if problem in worst]
    beside = (_of_coverage(facts), _of_contradictions(facts, 3 if brief else 5))
    return (*by_category, *(problem for problem in beside if problem is not None))


def heading(problem: Problem, place: int) -> str:
    """Return the second-level heading with its number: （一）作业管理."""
    return f"（{ORDINALS[place]}）{problem.title}"


def _of_category(facts: Facts, category: Category, *, brief: bool) -> Problem | None:
    found = [
        (indicator, named)
        for indicator in facts.indicators
        if indicator.category == category.id and indicator.judged and indicator.evidence != "自报"
        and (named := _named(facts, indicator))
    ]  # fmt: skip
    if not found:
        return None
    kept = [min(found, key=lambda pair: _worst_points(facts, *pair))] if brief else found
    units = tuple(dict.fromkeys(unit for _, named in kept for unit in named))
    said = [
        _write_indicator(facts, indicator, named, category.id + place) for place, (indicator, named) in enumerate(kept)
    ]
    return Problem(category.name, join(said, ""), units, 100 - min(_worst_points(facts, *pair) for pair in found))


def _worst_points(facts: Facts, indicator: Indicator, units: tuple[Area, ...]) -> float:
    return min(facts.value(unit, indicator.id).points or 0 for unit in units)


def _named(facts: Facts, indicator: Indicator) -> tuple[Area, ...]:
    """Return the units to be named for an indicator, the worst first."""
    return tuple(d.area for d in decide_problems(facts, indicator.id) if d.is_named)[:MOST_PLACES]


_LOW = (
    "{verb}，{name}偏低的有：",
    "{verb}，部分地方{name}不高：",
    "{verb}，{name}居后的是：",
    "{verb}，一些地方{name}差距明显：",
)
_HIGH = ("{verb}，{name}偏高的有：", "{verb}，部分地方{name}较高：")
_SHORT = (
    "，{who}低于目标值（{target}%）{short}。",
    "，{who}距目标值（{target}%）还差{short}。",
    "，均未达到目标值（{target}%），{who}相差{short}。",
)


def _write_indicator(facts: Facts, indicator: Indicator, units: tuple[Area, ...], turn: int) -> Passage:
    places = [_write_place(facts, unit, facts.value(unit, indicator.id)) for unit in units]
    opening = choose(_HIGH if indicator.direction == "down" else _LOW, turn)
    said = say(opening, verb=VERBS[indicator.evidence], name=name_after_visits(indicator)) + join(places, "，")
    if indicator.target is None or indicator.kind != "share" or indicator.direction == "down":
        return said + say("。")
    worst = units[0]
    return said + say(
        choose(_SHORT if len(units) > 1 else _SHORT[:2], turn),
        who=f"其中{worst.name}" if len(units) > 1 else "",
        target=f"{indicator.target * 100:g}",
        short=facts.short_of(facts.value(worst, indicator.id), indicator.target),
    )


def _write_place(facts: Facts, area: Area, value: IndicatorValue) -> Passage:
    if not value.numerator and value.indicator.category == 0:
        return say("{name}应督导{due}、尚未到校督导", name=area.name, due=facts.denominator(value))
    return say("{name}{figure}", name=area.name, figure=facts.figure(value) or "") + facts.counts_behind(value)


def _of_coverage(facts: Facts) -> Problem | None:
    """Return the places where schools were hardly visited, or only on the last days of a month."""
    low = [m.area_code for m in facts.attention if m.kind in (NO_VISITS, LOW_COVERAGE)]
    units = [unit for unit in facts.units if unit.area_code in low]
    # A county with a code of its own under a low unit is told with that unit.
    counties = [code for code in low if facts.assessment.areas.unit_of(code) not in units]
    rushed = [m.area_code for m in facts.attention if m.kind == MONTH_END and m.area_code in facts.cards]
    said = [*_write_low_units(facts, units), *_write_low_counties(facts, counties), *_write_rushed(facts, rushed)]
    if not said:
        return None
    named = dict.fromkeys([*units, *(facts.assessment.areas.unit_of(code) for code in counties)])
    return Problem("责任督学到校督导", join(said, ""), tuple(named), 0.0)


def _write_low_units(facts: Facts, units: list[Area]) -> Iterator[Passage]:
    limit = f"{facts.assessment.scheme.attention.coverage_below * 100:g}%"
    if units:
        places = [_write_place(facts, unit, facts.value(unit, "0.1")) for unit in units]
        yield say("学校月度督导覆盖率低于{limit}的有：{places}。", limit=limit, places=join(places, "，"))


def _write_low_counties(facts: Facts, codes: list[str]) -> Iterator[Passage]:
    limit = f"{facts.assessment.scheme.attention.coverage_below * 100:g}%"
    areas = facts.assessment.areas
    if not codes:
        return
    number = facts.tally("counties_low_coverage", len(codes), "个")
    shown = [write_county(facts, areas[code]) for code in codes[:5]]
    yield say(
        "{number}县（市、区）月度督导覆盖率低于{limit}，{first}：{places}。",
        number=number,
        limit=limit,
        first="较低的是" if len(codes) > len(shown) else "分别是",
        places=join(shown, "，"),
    )


def write_county(facts: Facts, county: Area) -> Passage:
    """Return a county with its coverage, or that nobody has been there."""
    value = facts.value(county, "0.1")
    name = facts.assessment.areas.full_name(county.area_code)
    if not value.numerator:
        return say("{name}应督导{due}、尚未到校督导", name=name, due=facts.denominator(value))
    return say("{name}{figure}", name=name, figure=facts.figure(value) or "")


def _write_rushed(facts: Facts, codes: list[str]) -> Iterator[Passage]:
    if codes:
        names = list_names(facts.assessment.areas[code].name for code in codes)
        yield say("{names}到校督导集中在月末两日，常态化督导不够。", names=names)


def _of_contradictions(facts: Facts, most: int) -> Problem | None:
    """Return places whose self-reports and inspections differ widely; the units first, then counties of other units."""
    matters = [matter for matter in facts.attention if matter.kind == CONTRADICTION]
    units = {matter.area_code for matter in matters if matter.area_code in facts.cards}
    areas = facts.assessment.areas
    told = [m for m in matters if m.area_code in units or areas.unit_of(m.area_code).area_code not in units]
    if not told:
        return None
    shown = told[:most]
    contrasts = {contrast.reported: contrast for contrast in facts.assessment.scheme.contrast}
    parts = [
        write_gap(facts, areas[m.area_code], m.indicator_id or "", contrasts[m.indicator_id or ""].visited)
        for m in shown
    ]
    ending = f"。自报与核查相差较大的共{len(told)}处" if len(told) > len(shown) else ""
    named = dict.fromkeys(areas.unit_of(matter.area_code) for matter in shown)
    return Problem(
        "自报数据与督导核查不一致", say("{parts}{end}。", parts=join(parts, "；"), end=ending), tuple(named), 0
    )


def write_gap(facts: Facts, area: Area, reported_id: str, visited_id: str) -> Passage:
    """Return what a place says of itself beside what inspectors found there."""
    reported, visited = facts.value(area, reported_id), facts.value(area, visited_id)
    return say(
        "{name}自报{reported_name}{reported}，督导核查{n}，达标率{visited}，相差{gap}",
        name=facts.assessment.areas.full_name(area.area_code),
        reported_name=reported.indicator.name,
        reported=facts.figure(reported) or "",
        n=facts.denominator(visited),
        visited=facts.figure(visited) or "",
        gap=facts.gap(reported, visited),
    )
