"""约谈建议: what the grounds of several quarters and the earlier steps come to. A person decides, either way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.periods import Quarter, print_date
from supervision.scheme import Scheme
from supervision.scheme_summons import LadderStep, Summons
from supervision.summons_grounds import Ground

REMINDED, SUMMONED, NOTIFIED, ANSWERED = "提醒", "约谈", "通报当地党委政府", "问责"


@dataclass(frozen=True)
class QuarterGrounds:
    """What one quarter found; `grounds` as `summons_grounds.find_grounds`."""

    quarter: Quarter
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Step:
    """A step that was taken against a place: which of the ladder, why (None where the data do not say), and when."""

    area_code: str
    step: str
    trigger: str | None
    taken_on: date


@dataclass(frozen=True)
class Suggestion:
    """One place under one trigger: the rules met, how long, and the next step of the ladder."""

    area_code: str
    trigger: str
    grounds: tuple[Ground, ...]
    since: Quarter
    running: int
    is_longer: bool
    """Whether it may have begun before the first of the quarters looked at."""
    next_step: LadderStep | None
    """None where the step due was taken in this quarter, and its effect has to be waited for."""
    last_taken: Step | None
    """The highest step that counts for the next one; None where none was taken while the trigger held."""


def suggest(quarters: Sequence[QuarterGrounds], steps: Iterable[Step], scheme: Scheme) -> tuple[Suggestion, ...]:
    """Return the suggestions of the last of some quarters, the heaviest step first, then the longest running.

    `quarters`: following each other, oldest first; `steps`: taken by the cut-off. A quarter that cannot be judged
    breaks a run, in the place's favour.
    """
    rules = {rule.id: rule for rule in scheme.summons}
    held = [_held(quarters, place, rules) for place in range(len(quarters))]
    # In the order in which the grounds name the places.
    keys = dict.fromkeys((ground.area_code, rules[ground.rule_id].trigger) for ground in held[-1])
    taken = list(steps)
    found = [_suggestion(quarters, held, key, taken, scheme) for key in keys]
    return tuple(sorted(found, key=lambda each: (-_weight(each, scheme.ladder), -each.running)))


def _weight(suggestion: Suggestion, ladder: tuple[LadderStep, ...]) -> int:
    return -1 if suggestion.next_step is None else ladder.index(suggestion.next_step)


def _held(quarters: Sequence[QuarterGrounds], place: int, rules: dict[str, Summons]) -> tuple[Ground, ...]:
    """Return the grounds of a quarter whose rules have held for as many quarters running as they ask for."""
    found = quarters[place].grounds
    return tuple(each for each in found if _run_of(quarters, place, each) >= rules[each.rule_id].running)


def _run_of(quarters: Sequence[QuarterGrounds], place: int, ground: Ground) -> int:
    """Return for how many quarters up to one a place has met a rule without a break."""
    run = 0
    while run <= place and any(_is_same(ground, other) for other in quarters[place - run].grounds):
        run += 1
    return run


def _is_same(one: Ground, other: Ground) -> bool:
    return (one.area_code, one.rule_id) == (other.area_code, other.rule_id)


def _suggestion(
    quarters: Sequence[QuarterGrounds],
    held: Sequence[tuple[Ground, ...]],
    key: tuple[str, str],
    steps: Sequence[Step],
    scheme: Scheme,
) -> Suggestion:
    trigger_of = {rule.id: rule.trigger for rule in scheme.summons}
    own = [[g for g in each if (g.area_code, trigger_of[g.rule_id]) == key] for each in held]
    running = next((back for back, each in enumerate(reversed(own)) if not each), len(own))
    now = quarters[-1].quarter
    since = now.shifted(1 - running)
    last = last_step(steps, key, max(since, now.shifted(1 - scheme.summoning.remembered_quarters)), scheme.ladder)
    following = next_step(scheme.ladder, running, last, now)
    return Suggestion(*key, tuple(own[-1]), since, running, running == len(own), following, last)


def last_step(
    steps: Iterable[Step], key: tuple[str, str], since: Quarter, ladder: tuple[LadderStep, ...]
) -> Step | None:
    """Return the highest step taken against a place for a trigger since a quarter began; the latest of equal ones.

    An accountability decision names no trigger in the data; it counts where a summons for the trigger came before it.
    """
    order = {row.step: place for place, row in enumerate(ladder)}
    own = [s for s in steps if s.area_code == key[0] and s.taken_on >= since.starts_on and s.step in order]
    named = [s for s in own if s.trigger == key[1]]
    summoned_on = min((s.taken_on for s in named if s.step == SUMMONED), default=None)
    answered = [s for s in own if s.trigger is None and summoned_on and s.taken_on >= summoned_on]
    return max([*named, *answered], key=lambda s: (order[s.step], s.taken_on), default=None)


def next_step(ladder: tuple[LadderStep, ...], running: int, last: Step | None, now: Quarter) -> LadderStep | None:
    """Return the next step: by quarters running, or one above a step that was taken without effect.

    A step by quarters is repeated as long as nothing further was taken; one taken in this quarter is waited for, but
    what is due at once after it.
    """
    reached = max(place for place, row in enumerate(ladder) if row.quarters is not None and row.quarters <= running)
    if last is None:
        return ladder[reached]
    taken = [row.step for row in ladder].index(last.step)
    above = min(taken + 1, len(ladder) - 1)
    if Quarter.of(last.taken_on) >= now:
        if above > taken and ladder[above].at_once:
            return ladder[above]
        return None if taken >= reached else ladder[reached]
    # A reminder or a supervision order does not shorten the way: up to the summons only quarters count.
    return ladder[above] if ladder[above].quarters is None else ladder[reached]


def said_of(suggestion: Suggestion) -> str:
    """Return in words how long a suggestion has held and what was done meanwhile."""
    if suggestion.running == 1:
        length = "本季度首次出现"
    else:
        at_least = "至少" if suggestion.is_longer else ""
        length = f"{at_least}连续{suggestion.running}个季度出现（自{suggestion.since.name}）"
    last = suggestion.last_taken
    before = f"，{print_date(last.taken_on)}已{last.step}" if last else ""
    wait = "，待看整改成效" if suggestion.next_step is None else ""
    return f"{length}{before}{wait}"
