"""Scores over quarters as a table: the total and each category of one place, oldest quarter first."""

from dataclasses import dataclass

from bulletin.annexes import Cell, Row
from bulletin.facts import Facts
from bulletin.figures import Figure
from supervision.areas import Area
from supervision.assessment import Assessment, Rating
from supervision.printing import print_score
from supervision.scheme import Category


@dataclass(frozen=True)
class Trend:
    """The columns of a trend, and its rows: name, cells."""

    quarters: tuple[str, ...]
    names: tuple[str, ...]
    scores: tuple[list[Cell], ...]
    """Per name a score for each quarter."""

    @property
    def rows(self) -> list[Row]:
        return [{"name": name, "cells": scores} for name, scores in zip(self.names, self.scores, strict=True)]


def tabulate_trend(facts: Facts, area: Area) -> Trend:
    """Return the scores of a place in this quarter and the earlier ones the document knows; the total comes first."""
    assessments = (*facts.background.history, facts.assessment)
    wanted: tuple[Category | None, ...] = (None, *facts.assessment.scheme.category)
    return Trend(
        tuple(each.quarter.short_name for each in assessments),
        tuple(category.name if category else "综合得分" for category in wanted),
        tuple([_score_of(each, area.area_code, category) for each in assessments] for category in wanted),
    )


def _score_of(assessment: Assessment, code: str, category: Category | None) -> Cell:
    """Return a score as printed without its unit; a word where a quarter has none, or the place did not exist."""
    frame = assessment.totals if category is None else assessment.categories
    is_wanted = frame["area_code"] == code
    if category is not None:
        ids = [own.id for own in assessment.scheme.category if own.key == category.key]
        is_wanted &= frame["category_id"].isin(ids)
    scores = frame.loc[is_wanted, "score"].dropna()
    if scores.empty:
        return Rating.NOT_RATED.value
    score = float(scores.iloc[0])
    return Figure(assessment.score_name(code, category), score, "分", print_score(score, assessment.scheme.band))
