"""The suggestions of a quarter from assessments alone: its own grounds, and those of the quarters that led up to it."""

from collections.abc import Iterable, Sequence

from supervision.assessment import Assessment
from supervision.attention import find_attention
from supervision.sensitivity import rank_ranges
from supervision.summons import QuarterGrounds, Step, Suggestion, suggest
from supervision.summons_grounds import find_grounds


def suggest_at(now: Assessment, past: Sequence[Assessment], steps: Iterable[Step]) -> tuple[Suggestion, ...]:
    """Return the suggestions of a quarter, as `summons.suggest`.

    `past`: earlier quarters, oldest first, maybe with gaps.

    A quarter without data ends the look back: nobody is held to have met a rule in it.
    """
    led_up: list[Assessment] = []
    wanted = now.quarter.previous
    for each in reversed(past):
        if each.quarter != wanted:
            break
        led_up.insert(0, each)
        wanted = wanted.previous
    return suggest([_grounds_of(each) for each in (*led_up, now)], steps, now.scheme)


def _grounds_of(assessment: Assessment) -> QuarterGrounds:
    found = find_grounds(assessment, find_attention(assessment), rank_ranges(assessment))
    return QuarterGrounds(assessment.quarter, found)
