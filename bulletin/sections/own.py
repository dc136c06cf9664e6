"""一市一单: what one place is told of itself alone; no other place is named or counted in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, join, say
from bulletin.phrases import VERBS, name_after_visits, say_change
from bulletin.sections.cautions import late_units, unreported_units
from bulletin.sections.overview import write_coverage
from bulletin.sections.problems import write_county, write_gap
from bulletin.sections.rankings import why_unranked
from bulletin.sections.tasks import find_dates
from supervision.areas import Area, PeerGroup
from supervision.assessment import CategoryScore, IndicatorValue, State
from supervision.attention import CONTRADICTION, LOW_COVERAGE, NO_VISITS
from supervision.periods import print_date

WEAKEST_SHOWN = 3
VISITS, DATA, CASES = "到校督导", "数据报送", "问题整改和举报办理"


@dataclass(frozen=True)
class Finding:
    """One problem of a place: its matter, what was found, what it rests on, and what must be done."""

    matter: str
    body: Passage
    basis: str
    task: str


def write_own_overview(facts: Facts, area: Area) -> tuple[Passage, ...]:
    """Return where a place stands: total, rank in its group, its weakest categories, visits to its schools."""
    return _write_total(facts, area), _write_categories(facts, area), write_coverage(facts, area, area.name)


def _write_total(facts: Facts, area: Area) -> Passage:
    score, total = facts.score(area), facts.total(area)
    if score is None:
        return say("{name}本季度数据不足，综合得分未予评定。", name=area.name)
    said = say("{name}综合得分{score}，等次为“{band}”", name=area.name, score=score, band=total.band or "")
    said += say_change(facts.score_change(area), 0)
    rank = facts.rank(area)
    if rank is None:
        return said + say("。因{why}，不参加本季度综合排名。", why=why_unranked(facts, area))
    group = area.peer_group or PeerGroup.COUNTIES
    ranked = facts.tally(f"ranked_{group.name.lower()}", total.rank_n, "个")
    return said + say("，在{n}参加排名的{group}中居{rank}。", group=group.value, n=ranked, rank=rank)


def _write_categories(facts: Facts, area: Area) -> Passage:
    rated = [category for category in facts.cards[area.area_code].categories if category.score.score is not None]
    if not rated:
        return say("各类可用数据不足，均未评定。")
    weakest = sorted(rated, key=lambda category: category.score.score or 0.0)[:WEAKEST_SHOWN]
    places = (_write_category(facts, area, category) for category in weakest)
    return say("{bands}。得分较低的是{places}。", bands=_count_bands(facts, area, rated), places=join(places, "、"))


def _count_bands(facts: Facts, area: Area, rated: list[CategoryScore]) -> Passage:
    parts = []
    for band in facts.assessment.scheme.band:
        number = sum(category.score.band == band.name for category in rated)
        if number:
            parts.append(say("“{band}”{n}", band=band.name, n=_tally(facts, area, f"own_{band.name}", number, "类")))
    all_rated = _tally(facts, area, "own_rated", len(rated), "类")
    return say("已评的{n}中，{parts}", n=all_rated, parts=join(parts, "、"))


def _tally(facts: Facts, area: Area, key: str, number: int, unit: str) -> Figure:
    return facts.tally(f"{key}_{area.area_code}", number, unit)


def _write_category(facts: Facts, area: Area, category: CategoryScore) -> Passage:
    score = facts.score(area, category.category) or ""
    return say("{name}（{score}）", name=category.category.name, score=score)


def find_own(facts: Facts, area: Area) -> tuple[Finding, ...]:
    """Return every problem of a place, by category, then visits, self-reports, cases and papers."""
    found = (_of_indicators(facts, area), _of_visits(facts, area), _of_gaps(facts, area), _of_cases(facts, area))
    return tuple(finding for each in (*found, _of_papers(facts, area)) for finding in each)


def _of_indicators(facts: Facts, area: Area) -> Iterator[Finding]:
    lowest = facts.assessment.scheme.band[-2].at_least
    for category in facts.cards[area.area_code].categories:
        for value in category.indicators:
            is_bad = value.points is not None and value.points < lowest and value.state is State.AVAILABLE
            if is_bad and value.indicator.judged and value.indicator.evidence != "自报":
                body = _write_indicator(facts, value)
                yield Finding(category.category.name, body, value.indicator.evidence, _task(value))


def _write_indicator(facts: Facts, value: IndicatorValue) -> Passage:
    indicator = value.indicator
    name, figure = name_after_visits(indicator), facts.figure(value) or ""
    said = say("{verb}，{name}为{figure}", verb=VERBS[indicator.evidence], name=name, figure=figure)
    if indicator.kind == "share":
        said += facts.counts_behind(value)
    if indicator.target is not None and indicator.kind == "share" and indicator.direction == "up":
        short = facts.short_of(value, indicator.target)
        said += say("，低于目标值（{target}%）{short}", target=f"{indicator.target * 100:g}", short=short)
    average = facts.figure(facts.value(facts.province, indicator.id))
    return said + (say("，全省为{average}。", average=average) if average else say("。"))


def _task(value: IndicatorValue) -> str:
    indicator = value.indicator
    if indicator.target is None or indicator.kind != "share":
        return "查明原因，限期整改"
    verb = "降到" if indicator.direction == "down" else "提高到"
    return f"逐一整改，{verb}{indicator.target * 100:g}%{'' if indicator.target in (0, 1) else '以上'}"


def _matters(facts: Facts, area: Area, *kinds: str) -> list[tuple[Area, str]]:
    """Return the places of a unit, itself included, with a matter of some kinds, and the indicator it rests on."""
    areas = facts.assessment.areas
    found = [matter for matter in facts.attention if matter.kind in kinds]
    return [(areas[m.area_code], m.indicator_id or "") for m in found if areas.unit_of(m.area_code) is area]


def _of_visits(facts: Facts, area: Area) -> Iterator[Finding]:
    places = list(dict.fromkeys(place for place, _ in _matters(facts, area, NO_VISITS, LOW_COVERAGE)))
    if not places:
        return
    limit = f"{facts.assessment.scheme.attention.coverage_below * 100:g}%"
    told = join((write_county(facts, place) for place in places), "，")
    body = say("学校月度督导覆盖率低于{limit}：{places}。", limit=limit, places=told)
    yield Finding(VISITS, body, "到校核查", "补齐到校督导，每月不少于1次、不漏一校")


def _of_gaps(facts: Facts, area: Area) -> Iterator[Finding]:
    visited = {contrast.reported: contrast.visited for contrast in facts.assessment.scheme.contrast}
    for place, reported in _matters(facts, area, CONTRADICTION):
        body = write_gap(facts, place, reported, visited[reported]) + Passage(("。",))
        yield Finding(DATA, body, "自报与核查比对", "核实自报数据，查明原因，据实重报")


def _of_cases(facts: Facts, area: Area) -> Iterator[Finding]:
    for measure, name in (("problems_open_overdue", "超期未整改问题"), ("complaints_open_overdue", "超期未办结举报")):
        number = facts.count(area, measure)
        if number is not None and number.value:
            yield Finding(CASES, say("{name}{n}。", name=name, n=number), "平台", "逐件明确责任人和时限，办结并报结果")


def _of_papers(facts: Facts, area: Area) -> Iterator[Finding]:
    if area in unreported_units(facts):
        body = say("本季度报表未按要求报齐，部分自报指标缺报或沿用上期。")
        yield Finding(DATA, body, "平台", "补齐本季度报表")
    if area in late_units(facts):
        due, done = facts.count(area, "submissions_due") or "", facts.count(area, "submissions_on_time") or ""
        yield Finding(DATA, say("应报材料{due}，按时报送{done}。", due=due, done=done), "平台", "补报材料并说明原因")


def write_own_demands(facts: Facts, area: Area, findings: tuple[Finding, ...]) -> tuple[Passage, ...]:
    """Return what the place must do and by when, numbered."""
    demands = _demands(facts, area, findings)
    return tuple(say("{number}．{demand}", number=str(n), demand=demand) for n, demand in enumerate(demands, 1))


def _demands(facts: Facts, area: Area, findings: tuple[Finding, ...]) -> Iterator[Passage]:
    due, office = print_date(find_dates(facts).report_due_on), facts.assessment.scheme.office.short_name
    if findings:
        yield say(
            "逐项整改。请对照附件所列问题建立台账，明确责任单位和责任人，于{due}前将整改情况书面报{office}。",
            due=due,
            office=office,
        )
    never = facts.count(area, "schools_never_visited")
    if never is not None and never.value:
        yield say("补齐到校督导。对季度内尚未到校督导的{n}学校，于{due}前安排责任督学到校督导。", n=never, due=due)
    if any(finding.matter == CASES for finding in findings):
        yield say("办结超期事项。对附件所列超期问题和举报逐件销号，于{due}前办结；确有困难的逐件说明。", due=due)
    if any(finding.matter == DATA for finding in findings):
        yield say("核实补报数据。于{due}前补齐应报的材料和报表，核实与督导核查不一致的数据。", due=due)
    yield say(
        "按时报送。于{due}前报送{quarter}“双减”督导工作情况。整改情况列入下一季度督导内容。",
        due=due,
        quarter=facts.assessment.quarter.name,
    )
