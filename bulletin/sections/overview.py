"""一、总体情况: the province in twelve sentences, one per category, each with value, evidence and change."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bulletin.facts import Facts
from bulletin.figures import Passage, join, say
from bulletin.phrases import VERBS, choose, name_after_visits, say_change, say_value
from supervision.areas import Area, PeerGroup
from supervision.assessment import CategoryScore, Comparison, IndicatorValue, Rating, Score, State
from supervision.scheme import Category

EVIDENCE_ORDER = ("自报", "到校核查", "平台")


def write_overview(facts: Facts, *, brief: bool) -> tuple[Passage, ...]:
    """Return the opening paragraph on totals, coverage, and one numbered paragraph per category.

    `brief` (the report upwards) keeps one indicator per kind of evidence.
    """
    categories = facts.cards[facts.province.area_code].categories
    return (
        _write_totals(facts),
        write_coverage(facts, facts.province, "全省"),
        *(_write_category(facts, category, brief=brief) for category in categories),
    )


def _write_totals(facts: Facts) -> Passage:
    score, total = facts.score(facts.province), facts.total(facts.province)
    if score is None:
        return say("本季度数据不足，全省综合得分未予评定。")
    said = say("全省十二大类督导事项综合得分{score}，等次为“{band}”", score=score, band=total.band or "")
    if len(facts.assessment.scheme.category) != 12:
        said = say("全省督导事项综合得分{score}，等次为“{band}”", score=score, band=total.band or "")
    change = _say_score_change(facts, total, None, 0)
    return said + change + say("。{bands}。", bands=_count_bands(facts))


def _count_bands(facts: Facts) -> Passage:
    """Return how many units stand in each band, and how many are not ranked."""
    totals = [facts.total(unit) for unit in facts.units]
    parts: list[Passage] = []
    for band in facts.assessment.scheme.band:
        number = sum(total.rating is Rating.RATED and total.band == band.name for total in totals)
        if number:
            figure = facts.tally(f"band_{band.name}", number, "个")
            parts.append(say("“{band}”{number}", band=band.name, number=figure))
    unranked = sum(total.rating is not Rating.RATED for total in totals)
    if unranked:
        parts.append(say("不排名{number}", number=facts.tally("not_ranked", unranked, "个")))
    units = facts.tally("units", len(totals), "个")
    return say("{units}{who}中，{parts}", units=units, who=_name_units(facts), parts=join(parts, "、"))


def _name_units(facts: Facts) -> str:
    kinds = {unit.peer_group for unit in facts.units}
    return "省辖市、示范区和省直管县（市）" if PeerGroup.DIRECT in kinds else "省辖市和示范区"


def write_coverage(facts: Facts, area: Area, who: str) -> Passage:
    """Return the paragraph on visits to the schools of a place, which stands beside the twelve categories."""
    monthly, load = facts.value(area, "0.1"), facts.value(area, "0.3")
    if monthly.value is None:
        return say("本季度截至数据截止日没有应到校督导的学校。")
    said = say(
        "{who}责任督学到校督导{visits}，应督导{due}，已督导{visited}，{coverage}",
        who=who,
        visits=facts.count(area, "visits") or "0次",
        due=facts.denominator(monthly),
        visited=facts.numerator(monthly),
        coverage=say_value(facts, monthly, 0),
    )
    never = facts.count(area, "schools_never_visited")
    if never is not None and never.value:
        said += say("；季度内尚未到校督导的学校{never}", never=never)
    load_figure = facts.figure(load)
    if load_figure is not None:
        said += say(
            "；平均每名责任督学负责{load}学校", load=replace(load_figure, text=load_figure.text.removesuffix("/人"))
        )
    return said + Passage(("。",))


def _write_category(facts: Facts, category: CategoryScore, *, brief: bool) -> Passage:
    turn = category.category.id + facts.assessment.quarter.number
    clauses = [
        _write_evidence(facts, evidence, list(values), turn)
        for evidence, values in groupby(_chosen(category, brief=brief), key=lambda value: value.indicator.evidence)
    ]
    if turn % 3 == 1:
        clauses.reverse()
    score = _write_score(facts, category, turn)
    body = join(clauses, "；") if clauses else say("本季度没有可用数据")
    number = say("{number}．{name}。", number=str(category.category.id), name=category.category.name)
    if turn % 4 == 2:
        return number + score + say("。{body}。", body=body)
    return number + body + say("。{score}。", score=score)


def _chosen(category: CategoryScore, *, brief: bool) -> Iterator[IndicatorValue]:
    """Yield the judged indicators to be written, self-reports first; in brief one for each kind of evidence."""
    for evidence in EVIDENCE_ORDER:
        judged = [v for v in category.indicators if v.indicator.judged and v.indicator.evidence == evidence]
        useful = [value for value in judged if value.state is not State.NOT_APPLICABLE] or judged
        # The last self-report of a category is the one inspectors verify; the first of the others is its main one.
        yield from (useful[-1:] if evidence == "自报" else useful[:1]) if brief else judged


def _write_evidence(facts: Facts, evidence: str, values: list[IndicatorValue], turn: int) -> Passage:
    names = [name_after_visits(v.indicator) if evidence == "到校核查" else v.indicator.name for v in values]
    said = join((say_value(facts, v, turn + place, names[place]) for place, v in enumerate(values)), "，")
    if evidence == "到校核查" and values[0].denominator and values[0].state is State.AVAILABLE:
        return _open_with_visits(facts, values[0], turn) + said
    return say("{verb}，{said}", verb=VERBS[evidence], said=said)


def _open_with_visits(facts: Facts, value: IndicatorValue, turn: int) -> Passage:
    """Return how many checks a finding rests on: 到校督导核查3,120次，; other units keep the measure's own name."""
    checks = facts.denominator(value)
    if checks.unit == "次":
        return say(choose(("到校督导核查{n}，", "督学到校核查{n}，", "经到校核查{n}，"), turn), n=checks)
    measure = facts.assessment.scheme.measures[value.indicator.denominator[0]]
    return say("督导{what}{n}，", what=measure.name, n=checks)


def _write_score(facts: Facts, category: CategoryScore, turn: int) -> Passage:
    score = facts.score(facts.province, category.category)
    if score is None:
        return say("可用数据不足，本类未评")
    band = category.score.band or ""
    pattern = choose(
        ("本类得分{score}，等次为“{band}”", "该类综合得分{score}（{band}）", "得分{score}，评为“{band}”"), turn
    )
    change = _say_score_change(facts, category.score, category.category, turn)
    return say(pattern, score=score, band=band) + change


def _say_score_change(facts: Facts, score: Score, category: Category | None, turn: int) -> Passage:
    """Return the change of a score as a clause; a break in the definitions under it is said, not passed over."""
    if score.comparison is Comparison.NOT_COMPARABLE:
        return Passage(("，因指标口径或范围变化与上季度不可比",))
    return say_change(facts.score_change(facts.province, category), turn)
