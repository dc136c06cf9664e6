"""The sentences of 约谈建议材料: what a place met, what was done before, what the ladder says next."""

from collections.abc import Iterable, Iterator

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, join, say
from bulletin.sections.marking import mark_sentence
from supervision.areas import Area
from supervision.periods import print_date
from supervision.printing import print_score
from supervision.scheme_summons import TRIGGERS, Condition, Summons
from supervision.summons import Suggestion, said_of
from supervision.summons_grounds import Ground, Point
from supervision.summons_record import Taken
from supervision.texts import LONGEST_TEXT, shorten

MOST_MEASURES = 12
"""Measures named one by one, the newest; a place with more of them has them in the register."""
WAITING = "待看整改成效，暂不加重措施"


def origin_of(facts: Facts, area: Area) -> str:
    """Return what the names of a place's figures end with: @410300/2022Q4#2022-12-20."""
    assessment = facts.assessment
    return f"@{area.area_code}/{assessment.quarter}#{assessment.cutoff.isoformat()}"


def write_basics(facts: Facts, area: Area, suggestions: Iterable[Suggestion]) -> tuple[Passage, ...]:
    """Return which place, of when, and which of the four triggers it meets, for how long."""
    assessment = facts.assessment
    met = tuple(suggestions)
    triggers = [each.trigger for each in met]
    others = [each for each in TRIGGERS if each not in triggers]
    number = Figure(f"triggers/met{origin_of(facts, area)}", len(met), "项", f"{len(met)}项")
    first = say(
        "{name}{quarter}数据截至{cutoff}。按照{scheme}，该地达到约谈规则的事由有{number}：{met}{others}。",
        name=assessment.areas.full_name(area.area_code),
        quarter=assessment.quarter.name,
        cutoff=print_date(assessment.cutoff),
        scheme=f"《{assessment.scheme.name}》",
        number=number,
        met="、".join(triggers),
        others=f"；未达到的有{'、'.join(others)}" if others else "",
    )
    return (first, *filter(None, [_standing(facts, area)]), *(_length(facts, area, each) for each in met))


def _standing(facts: Facts, area: Area) -> Passage | None:
    total = facts.assessment.total(area.area_code)
    if total.score is None or total.rank is None:
        return None
    name = facts.assessment.score_name(area.area_code)
    text = f"{print_score(total.score, facts.assessment.scheme.band)}分"
    rank = Figure(f"{name}:rank", total.rank, "", f"{'并列' if total.tied else ''}第{total.rank}位")
    return say(
        "本季度综合得分{score}，等次为{band}，在同类中列{rank}。名次不单独作为约谈条件。",
        score=Figure(name, total.score, "分", text),
        band=total.band or "未评",
        rank=rank,
    )


def _length(facts: Facts, area: Area, suggestion: Suggestion) -> Passage:
    number = TRIGGERS.index(suggestion.trigger) + 1
    sentence = f"“{suggestion.trigger}”{said_of(suggestion)}。"
    return mark_sentence(sentence, (), f"running/{number}", origin_of(facts, area))


def write_grounds(facts: Facts, area: Area, suggestion: Suggestion) -> tuple[Passage, ...]:
    """Return a paragraph per rule met under one trigger: every condition with its figures, as the page says them."""
    rules = {rule.id: rule for rule in facts.assessment.scheme.summons}
    return tuple(
        say("{n}．{name}。{points}。", n=str(n), name=rules[ground.rule_id].name, points=points_of(facts, area, ground))
        for n, ground in enumerate(suggestion.grounds, 1)
    )


def points_of(facts: Facts, area: Area, ground: Ground) -> Passage:
    """Return what the conditions of a rule found, one after another, with their figures."""
    rule = next(each for each in facts.assessment.scheme.summons if each.id == ground.rule_id)
    return join((mark_point(facts, area, rule, place) for place in zip(ground.points, rule.when, strict=True)), "；")


def mark_point(facts: Facts, area: Area, rule: Summons, place: tuple[Point, Condition]) -> Passage:
    """Return one condition's sentence with its figures: those of the assessment by their own names."""
    point, condition = place
    key = f"ground/{rule.id}.{rule.when.index(condition) + 1}"
    return mark_sentence(point.sentence, expected_figures(facts, area, point, condition), key, origin_of(facts, area))


def expected_figures(facts: Facts, area: Area, point: Point, condition: Condition) -> tuple[Figure, ...]:
    """Return the assessment's figures that a condition's sentence has, in its order."""
    if condition.kind == "count_at_least":
        count = facts.count(area, condition.measure)
        return () if count is None else (count,)
    if condition.kind == "total_band":
        total = facts.assessment.total(area.area_code)
        name, score = facts.assessment.score_name(area.area_code), total.score or 0.0
        return (Figure(name, score, "分", f"{print_score(score, facts.assessment.scheme.band)}分"),)
    if condition.kind not in ("share_below", "times_province") or point.indicator_id is None:
        return ()
    value = facts.assessment.indicator(area.area_code, point.indicator_id)
    above, below = facts.numerator(value), facts.denominator(value)
    counts = (below, above) if value.indicator.kind == "share" else (above, below)
    return tuple(each for each in (facts.figure(value), *counts) if each is not None)


def write_bases(facts: Facts, suggestions: Iterable[Suggestion]) -> tuple[Passage, ...]:
    """Return the clauses of the rules met, each once, with the rules that rest on it and where those come from."""
    rules = {rule.id: rule for rule in facts.assessment.scheme.summons}
    met = [rules[ground.rule_id] for each in suggestions for ground in each.grounds]
    clauses = dict.fromkeys(rule.clause for rule in met)
    return tuple(
        say("{n}．{clause}。{rules}。", n=str(n), clause=clause, rules="；".join(_sources(met, clause)))
        for n, clause in enumerate(clauses, 1)
    )


def _sources(met: Iterable[Summons], clause: str) -> Iterator[str]:
    own = {rule.id: rule for rule in met if rule.clause == clause}
    yield from (f"规则“{rule.name}”：{rule.source}" for rule in own.values())


def write_measures(taken: tuple[Taken, ...]) -> tuple[Passage, ...]:
    """Return what was done before, one paragraph each, the newest first."""
    if not taken:
        return (say("无。截至数据截止日，没有对该地的预警提示、约谈、通报和问责记录。"),)
    told = [
        say(
            "{n}．{day}，{measure}：{matter}{number}。",
            n=str(n),
            day=print_date(each.taken_on),
            measure=each.measure,
            matter=shorten(each.matter, LONGEST_TEXT),
            number=f"（{shorten(each.document_no)}）" if each.document_no else "",
        )
        for n, each in enumerate(taken[:MOST_MEASURES], 1)
    ]
    left = len(taken) - MOST_MEASURES
    return (*told, say(f"此前另有{left}次，见系统“约谈与问责”页。")) if left > 0 else tuple(told)


def write_next(facts: Facts, suggestions: Iterable[Suggestion]) -> tuple[Passage, ...]:
    """Return the next step of the ladder under each trigger, and that people decide."""
    return tuple(
        say("{n}．“{trigger}”：{step}。", n=str(n), trigger=each.trigger, step=_step(each))
        for n, each in enumerate(suggestions, 1)
    )


def _step(suggestion: Suggestion) -> str:
    following = suggestion.next_step
    return WAITING if following is None else f"下一步为{following.name}（阶梯来源：{following.source}）"
