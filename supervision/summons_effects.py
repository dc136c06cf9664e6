"""What changed after a summons: the indicators of its trigger in the quarter it was held in, and since."""

from collections.abc import Sequence
from dataclasses import dataclass

from supervision.assessment import Assessment, IndicatorValue
from supervision.comparing import compare
from supervision.periods import Quarter
from supervision.printing import print_change, print_value
from supervision.scheme import Scheme

NO_DATA, NONE_SINCE = "约谈当季没有数据", "尚无后续季度"


@dataclass(frozen=True)
class Later:
    """An indicator in a quarter after the summons."""

    quarter: Quarter
    value: str
    """As printed: a value with its unit, or the word for why there is none."""
    change: str
    """Against the quarter of the summons, in words: 上升8.2个百分点, 不可比, —."""


@dataclass(frozen=True)
class Effect:
    """One indicator before and after a summons, as printed."""

    indicator_id: str
    name: str
    before: str
    later: tuple[Later, ...]


def followed(scheme: Scheme, trigger: str) -> tuple[str, ...]:
    """Return the indicators by which the change after a summons under a trigger is judged, in the scheme's order."""
    return tuple(dict.fromkeys(each for rule in scheme.summons if rule.trigger == trigger for each in rule.follow))


@dataclass(frozen=True, eq=False)
class Since:
    """The quarter of some summons, and the later ones with their changes against it."""

    before: Assessment
    later: tuple[Assessment, ...]

    @property
    def quarters(self) -> tuple[Assessment, ...]:
        return self.before, *self.later


def since_quarter(quarters: Sequence[Assessment]) -> Since:
    """Return quarters, each at the same days, compared with the first of them by `comparing.compare`."""
    before, *later = quarters
    return Since(before, tuple(compare(each, before) for each in later))


def effects_of(area_code: str, trigger: str, since: Since) -> tuple[Effect, ...]:
    """Return what changed at a place since a summons; nothing for a place that one of the quarters does not know."""
    if any(area_code not in each.areas for each in since.quarters):
        return ()
    ids = [each for each in followed(since.before.scheme, trigger) if _is_defined(each, since.quarters)]
    return tuple(_effect(area_code, each, since) for each in ids)


def _is_defined(indicator_id: str, quarters: Sequence[Assessment]) -> bool:
    return all(any(i.id == indicator_id for i in each.scheme.indicators(each.quarter)) for each in quarters)


def _effect(area_code: str, indicator_id: str, since: Since) -> Effect:
    first = since.before.indicator(area_code, indicator_id)
    return Effect(
        indicator_id,
        first.indicator.name,
        print_value(first),
        tuple(_later(each.quarter, each.indicator(area_code, indicator_id)) for each in since.later),
    )


def _later(quarter: Quarter, value: IndicatorValue) -> Later:
    return Later(quarter, print_value(value), print_change(value))
