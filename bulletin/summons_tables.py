"""The tables of 约谈建议材料: rules beside what was found, indicators over quarters, the overdue cases."""

from collections.abc import Iterable

from bulletin.annexes import Cell, Row, bare
from bulletin.facts import Facts
from bulletin.own_tables import NOTHING, tabulate_overdue
from bulletin.sections.summons import mark_point
from supervision.areas import Area
from supervision.assessment import Assessment
from supervision.scheme import Indicator
from supervision.summons import Suggestion
from supervision.summons_words import conditions_text

MOST_CASES = 20
"""Cases listed one by one: two pages; the list of the system has them all."""


def tabulate_rules(facts: Facts, area: Area, suggestions: Iterable[Suggestion]) -> list[Row]:
    """Return a row per rule met: trigger, rule, limits (the conditions in words), found, running."""
    rules = {rule.id: rule for rule in facts.assessment.scheme.summons}
    rows: list[Row] = []
    for suggestion in suggestions:
        for ground in suggestion.grounds:
            rule = rules[ground.rule_id]
            points = [mark_point(facts, area, rule, place) for place in zip(ground.points, rule.when, strict=True)]
            found = points[0]
            for point in points[1:]:
                found = found + type(found)(("；",)) + point
            rows.append(
                {
                    "trigger": suggestion.trigger,
                    "rule": rule.name,
                    "limits": conditions_text(rule, facts.assessment.scheme),
                    "found": found,
                }
            )
    return rows


def indicators_of(facts: Facts, suggestions: Iterable[Suggestion]) -> tuple[Indicator, ...]:
    """Return the indicators that the rules met speak of or are followed by, in the scheme's order."""
    rules = {rule.id: rule for rule in facts.assessment.scheme.summons}
    wanted = {
        each
        for suggestion in suggestions
        for ground in suggestion.grounds
        for each in (*rules[ground.rule_id].follow, *(point.indicator_id for point in ground.points))
    }
    return tuple(indicator for indicator in facts.indicators if indicator.id in wanted)


def quarters_of(facts: Facts) -> tuple[Assessment, ...]:
    """Return the quarters that the table of indicators shows, oldest first."""
    return (*facts.background.history, facts.assessment)


def tabulate_over_quarters(facts: Facts, area: Area, indicators: Iterable[Indicator]) -> list[Row]:
    """Return a row per indicator: name, evidence, part, whole (of this quarter), cells (a value for each quarter)."""
    return [_row(facts, area, indicator) for indicator in indicators]


def _row(facts: Facts, area: Area, indicator: Indicator) -> Row:
    value = facts.assessment.indicator(area.area_code, indicator.id)
    has_counts = value.value is not None and indicator.kind != "median" and bool(indicator.denominator)
    return {
        "name": indicator.name,
        "evidence": indicator.evidence,
        "part": bare(facts.numerator(value)) if has_counts else NOTHING,
        "whole": bare(facts.denominator(value)) if has_counts else NOTHING,
        "cells": [_cell(each, area, indicator) for each in quarters_of(facts)],
    }


def _cell(assessment: Assessment, area: Area, indicator: Indicator) -> Cell:
    """Return a value of a quarter; the word for why there is none, or a dash where it was not defined then."""
    is_defined = any(each.id == indicator.id for each in assessment.scheme.indicators(assessment.quarter))
    if not is_defined or area.area_code not in assessment.areas:
        return NOTHING
    value = assessment.indicator(area.area_code, indicator.id)
    return Facts(assessment).figure(value) or value.state.value


def tabulate_longest_overdue(facts: Facts, area: Area) -> tuple[list[Row], int]:
    """Return the cases longest overdue, as many as a document lists, and how many there are in all."""
    every = tabulate_overdue(facts, area)
    return sorted(every, key=lambda row: -int(str(row["days"])))[:MOST_CASES], len(every)
