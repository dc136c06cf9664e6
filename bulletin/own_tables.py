"""The tables of 一市一单: the problems of one place, its indicators, its counties, its overdue cases one by one."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from bulletin.annexes import Cell, Row, bare
from bulletin.facts import Facts
from bulletin.figures import Figure
from bulletin.sections.own import Finding
from bulletin.sections.tasks import find_dates
from supervision.areas import Area
from supervision.assessment import IndicatorValue, Rating
from supervision.complaint_states import limit_day, limit_of
from supervision.periods import print_date
from supervision.printing import print_score
from supervision.scheme import Category
from supervision.texts import LONGEST_TEXT, shorten

Case = dict[Hashable, Any]
"""A row of the shared database."""

PROBLEMS, COMPLAINTS = "problems_open_overdue", "complaints_open_overdue"
NOTHING = "—"


def tabulate_findings(facts: Facts, findings: tuple[Finding, ...]) -> list[Row]:
    """Return a row per problem: number, matter, body, basis, task, due."""
    due = print_date(find_dates(facts).report_due_on)
    return [
        {
            "number": str(number),
            "matter": finding.matter,
            "body": finding.body.without_end("。"),
            "basis": finding.basis,
            "task": finding.task,
            "due": due,
        }
        for number, finding in enumerate(findings, 1)
    ]


def tabulate_indicators(facts: Facts, area: Area) -> list[Row]:
    """Return a row per indicator of a place: category, name, value, part, whole, change, average."""
    card = facts.cards[area.area_code]
    rows: list[Row] = []
    for category in card.categories:
        rows += [_indicator_row(facts, category.category.short_name, value) for value in category.indicators]
    return rows + [_indicator_row(facts, "到校督导", value) for value in card.coverage]


def _indicator_row(facts: Facts, category: str, value: IndicatorValue) -> Row:
    figure, average = facts.figure(value), facts.figure(facts.value(facts.province, value.indicator.id))
    has_counts = figure is not None and value.indicator.kind == "share"
    return {
        "category": category,
        "name": value.indicator.name,
        "value": value.state.value if figure is None else figure,
        "part": bare(facts.numerator(value)) if has_counts else NOTHING,
        "whole": bare(facts.denominator(value)) if has_counts else NOTHING,
        "change": facts.change(value) or (NOTHING if figure is None else value.comparison.value),
        "average": average or NOTHING,
    }


def tabulate_counties(facts: Facts, area: Area) -> list[Row]:
    """Return a row per county of a city: name, total, share visited, never visited, problems and complaints overdue."""
    return [_county_row(facts, county) for county in facts.assessment.areas.children(area.area_code)]


def _county_row(facts: Facts, county: Area) -> Row:
    share = facts.figure(facts.value(county, "0.1"))
    return {
        "name": county.name,
        "total": _county_total(facts, county),
        "share": share or NOTHING,
        "never": bare(facts.count(county, "schools_never_visited")),
        "problems": bare(facts.count(county, PROBLEMS)),
        "complaints": bare(facts.count(county, COMPLAINTS)),
    }


def _county_total(facts: Facts, county: Area) -> Cell:
    assessment = facts.assessment
    score = assessment.total(county.area_code).score
    if score is None:
        return Rating.NOT_RATED.value
    return Figure(
        assessment.score_name(county.area_code), score, "分", print_score(score, assessment.scheme.band)
    )  # fmt: skip


def tabulate_overdue(facts: Facts, area: Area) -> list[Row]:
    """Return a row per overdue problem and complaint of a place: id, county, category, matter, from_on, due, days.

    Empty where the rows were not read; their number is that of the two counts.
    """
    rows = []
    for measure, row_of in ((PROBLEMS, _problem_row), (COMPLAINTS, _complaint_row)):
        cases = facts.background.overdue.get(measure)
        if cases is None:
            continue
        areas = facts.assessment.areas
        own = [code in areas and area in (areas.unit_of(code), areas[code]) for code in cases["area_code"]]
        rows += [row_of(facts, case) for case in cases.loc[own].to_dict("records")]
    return rows


def _problem_row(facts: Facts, case: Case) -> Row:
    return _case_row(facts, case, str(case["problem_id"]), str(case["summary"]), case["raised_on"], case["due_on"])


def _complaint_row(facts: Facts, case: Case) -> Row:
    received = pd.Timestamp(str(case["received_at"])).tz_convert("Asia/Shanghai").date()
    registered: date | None = None if pd.isna(case["due_on"]) else _day(case["due_on"])
    # Only cases past their limit are listed: they have one.
    due = limit_day(received, registered, limit_of(facts.assessment.scheme))
    return _case_row(facts, case, str(case["complaint_id"]), f"举报（{case['channel']}）", received, due)


def _case_row(facts: Facts, case: Case, number: str, matter: str, from_on: object, due_on: object) -> Row:
    assessment = facts.assessment
    named = {key: category.short_name for category in assessment.scheme.category for key in _codes(category)}
    due = _day(due_on)
    return {
        "id": number,
        "county": assessment.areas[str(case["area_code"])].name,
        "category": named.get(str(case["category_code"]), str(case["category_code"])),
        "matter": shorten(matter, LONGEST_TEXT),
        "from_on": _day(from_on).isoformat(),
        "due": due.isoformat(),
        "days": str((assessment.cutoff - due).days),
    }


def _codes(category: Category) -> tuple[str, str]:
    """Return what offices write for a category: its key or its number."""
    return category.key, str(category.id)


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()
