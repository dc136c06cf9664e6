"""排名: two lists, good to bad, as the province prints them; who is not ranked is named with the cause."""

from dataclasses import replace
from itertools import groupby

from bulletin.facts import Facts
from bulletin.figures import Passage, join, say
from bulletin.naming import GROUPS, Decision, decide_last
from bulletin.phrases import list_names, name_in_list
from supervision.areas import Area, PeerGroup
from supervision.assessment import CategoryScore, Rating, State


def write_rankings(facts: Facts) -> tuple[Passage, ...]:
    """Return one paragraph per peer group, then those surely among the last, then those not ranked."""
    lists = [_write_list(facts, group, title) for group, title in GROUPS if facts.in_group(group)]
    return tuple(passage for passage in (*lists, _write_last(facts), _write_unranked(facts)) if passage.pieces)


def _write_last(facts: Facts) -> Passage:
    """Return who stands behind whatever the weights; nobody whose data or rank leave a doubt."""
    named = [decision for decision in decide_last(facts) if decision.is_named]
    groups = [(title, [d for d in named if d.area.peer_group is group]) for group, title in GROUPS]
    said = [_write_last_of(title, decisions) for title, decisions in groups if decisions]
    if not said:
        return Passage(())
    return say("{places}。上述地方数据完整，各类权重在合理范围内变动时名次仍居后列。", places=join(said, "；"))


def _write_last_of(title: str, decisions: list[Decision]) -> Passage:
    names = list_names(name_in_list(decision.area) for decision in decisions)
    order = "（由好到差）" if len(decisions) > 1 else ""
    return say("{title}中综合得分靠后的是{names}{order}", title=title, names=names, order=order)


def ranked_units(facts: Facts, group: PeerGroup) -> tuple[Area, ...]:
    """Return the ranked units of a group, best first, in statistical order inside a tie."""
    ranked = [unit for unit in facts.in_group(group) if facts.total(unit).rank is not None]
    return tuple(sorted(ranked, key=lambda unit: facts.total(unit).rank or 0))


def _write_list(facts: Facts, group: PeerGroup, title: str) -> Passage:
    ranked = ranked_units(facts, group)
    if not ranked:
        return say("{title}本季度均不具备排名条件。", title=title)
    runs: list[Passage] = []
    alone: list[str] = []
    for _, together in groupby(ranked, key=lambda unit: facts.total(unit).rank):
        members = list(together)
        if len(members) == 1:
            alone.append(name_in_list(members[0]))
            continue
        runs += [Passage((list_names(alone),))] if alone else []
        alone = []
        runs.append(_write_tie(facts, members))
    runs += [Passage((list_names(alone),))] if alone else []
    return say("{title}综合得分排名，由好到差依次为：{names}。", title=title, names=join(runs, "，"))


def _write_tie(facts: Facts, members: list[Area]) -> Passage:
    """Return units that share a rank: 商丘、许昌、郑州并列第14."""
    rank = facts.rank(members[0])
    names = list_names(name_in_list(unit) for unit in members)
    if rank is None:
        return Passage((names,))
    return say("{names}{rank}", names=names, rank=replace(rank, text=rank.text.removesuffix("位")))


def _write_unranked(facts: Facts) -> Passage:
    unranked = [unit for unit in facts.units if facts.total(unit).rating is not Rating.RATED]
    if not unranked:
        return Passage(())
    reasons = join((say("{name}（{why}）", name=unit.name, why=why_unranked(facts, unit)) for unit in unranked), "、")
    return say("{reasons}可评类别不足，不参加本季度综合排名。", reasons=reasons)


def why_unranked(facts: Facts, unit: Area) -> str:
    """Return why a unit has no rank: the categories that could not be rated, with the cause of most of them."""
    missing = [c for c in facts.cards[unit.area_code].categories if c.score.rating is not Rating.RATED]
    if not missing:
        return "可用数据不足"
    causes = {_cause(category) for category in missing}
    names = list_names(category.category.short_name for category in missing)
    return f"{names}等类别{list_names(sorted(causes))}" if len(missing) > 1 else f"{names}{list_names(sorted(causes))}"


def _cause(category: CategoryScore) -> str:
    """Return the word of the state that keeps most judged indicators of a category without a value."""
    states = [v.state for v in category.indicators if v.indicator.judged and v.value is None]
    if not states:
        return State.UNREPORTED.value
    return max(sorted(set(states)), key=states.count).value
