"""The annex tables as rows of text: what the templates print, cell by cell."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage
from bulletin.naming import GROUPS
from bulletin.sections.rankings import ranked_units, why_unranked
from supervision.areas import Area
from supervision.assessment import CategoryScore, IndicatorValue, Rating, State
from supervision.printing import print_count, print_indicator
from supervision.scheme import Indicator

Cell = str | Figure | Passage
Row = dict[str, Cell | list[Cell]]


class Group(TypedDict):
    """The rows of one peer group under its name."""

    title: str
    rows: list[Row]


ANNEX_TITLES = ("各地十二大类督导情况表", "综合得分排名表", "到校督导覆盖情况表", "指标口径说明", "历次得分表", "附图")


def tabulate_categories(facts: Facts) -> list[Group]:
    """Return groups of rows: name, cells (one per category), total, rank; the province leads the first group."""
    groups = [
        Group(title=title, rows=[_category_row(facts, unit) for unit in facts.in_group(group)])
        for group, title in GROUPS
        if facts.in_group(group)
    ]
    if groups:
        groups[0]["rows"].insert(0, _category_row(facts, facts.province))
    return groups


def _category_row(facts: Facts, area: Area) -> Row:
    card = facts.cards[area.area_code]
    return {
        "name": row_name(area),
        "cells": [_score_cell(facts, area, category) for category in card.categories],
        "total": _total_cell(facts, area),
        "rank": _rank_cell(facts, area),
    }


def row_name(area: Area) -> str:
    """Return the name of a place as the first cell of its row."""
    return "全省" if area.level == "province" else area.name


def _score_cell(facts: Facts, area: Area, category: CategoryScore) -> Cell:
    figure = facts.score(area, category.category)
    if figure is None:
        return _why_not_rated(category)
    return _with_mark(facts, figure, category.score.band)


def _why_not_rated(category: CategoryScore) -> str:
    """Return the state most judged indicators of an unrated category are in: 未报, 不适用…"""
    states = [value.state for value in category.indicators if value.indicator.judged and value.value is None]
    return max(sorted(set(states)), key=states.count).value if states else "未评"


def _with_mark(facts: Facts, figure: Figure, band_name: str | None) -> Figure:
    """Return a score as the tables print it, without its unit and with the mark of its band: 95.2●."""
    mark = next((band.mark for band in facts.assessment.scheme.band if band.name == band_name), "")
    text = f"{figure.text.removesuffix(figure.unit)}{mark}"
    return Figure(figure.name, figure.value, figure.unit, text)


def _total_cell(facts: Facts, area: Area) -> Cell:
    figure = facts.score(area)
    return "未评" if figure is None else _with_mark(facts, figure, facts.total(area).band)


def _rank_cell(facts: Facts, area: Area) -> Cell:
    rank, total = facts.rank(area), facts.total(area)
    if rank is None:
        return "—" if area.level == "province" else "不排名"
    return Figure(rank.name, rank.value, "", f"{'并列' if total.tied else ''}{int(rank.value)}")


def tabulate_ranking(facts: Facts) -> list[Group]:
    """Return groups of rows in order of rank: rank, name, total, band, change, note; the unranked come last."""
    groups = []
    for group, title in GROUPS:
        ranked = ranked_units(facts, group)
        others = tuple(unit for unit in facts.in_group(group) if unit not in ranked)
        if ranked or others:
            groups.append(Group(title=title, rows=[_ranking_row(facts, unit) for unit in (*ranked, *others)]))
    return groups


def _ranking_row(facts: Facts, unit: Area) -> Row:
    total, score = facts.total(unit), facts.score(unit)
    change = facts.score_change(unit)
    return {
        "rank": _rank_cell(facts, unit),
        "name": unit.name,
        "total": "未评" if score is None else Figure(score.name, score.value, "分", score.text.removesuffix("分")),
        "band": total.band or "—",
        "change": change if change is not None else ("—" if score is None else total.comparison.value),
        "note": "" if total.rating is Rating.RATED else why_unranked(facts, unit),
    }


def tabulate_coverage(facts: Facts) -> list[Row]:
    """Return a row for the province and each unit: name, due, visited, share, change, never, visits."""
    return [_coverage_row(facts, area) for area in (facts.province, *facts.units)]


def _coverage_row(facts: Facts, area: Area) -> Row:
    monthly, never = facts.value(area, "0.1"), facts.value(area, "0.2")
    figure = facts.figure(monthly)
    return {
        "name": row_name(area),
        "due": bare(facts.denominator(monthly)),
        "visited": bare(facts.numerator(monthly)),
        "share": monthly.state.value if figure is None else figure,
        "change": facts.change(monthly) or ("—" if figure is None else monthly.comparison.value),
        "never": _cell(facts.figure(never), never),
        "visits": bare(facts.count(area, "visits")),
    }


def bare(figure: Figure | None) -> Cell:
    """Return a count without its unit, which the head of its column states."""
    if figure is None:
        return State.UNREPORTED.value
    return Figure(figure.name, figure.value, figure.unit, print_count(figure.value))


def _cell(figure: Figure | None, value: IndicatorValue) -> Cell:
    return value.state.value if figure is None else bare(figure)


def tabulate_definitions(facts: Facts) -> list[Row]:
    """Return a row per indicator of the scheme: id, name, formula, evidence, goal, note."""
    return [_definition_row(facts, indicator) for indicator in facts.indicators]


def _definition_row(facts: Facts, indicator: Indicator) -> Row:
    return {
        "id": indicator.id,
        "name": indicator.name,
        "formula": _formula(facts, indicator),
        "evidence": indicator.evidence,
        "goal": _goal(indicator),
        "note": indicator.note,
    }


def _formula(facts: Facts, indicator: Indicator) -> str:
    measures = facts.assessment.scheme.measures
    above, below = (
        "＋".join(measures[code].name.removeprefix("其中：").removeprefix("其中") for code in codes)
        for codes in (indicator.numerator, indicator.denominator)
    )
    if indicator.kind == "median":
        return "逐件用时的中位数"
    if indicator.kind == "count":
        return above
    times = "" if indicator.per == 1 else f"×{indicator.per:g}"
    return f"{above}÷{below}{times}"


def _goal(indicator: Indicator) -> str:
    if not indicator.judged or indicator.floor is None or indicator.target is None:
        return "只展示"
    floor, target = (_plain(goal, indicator) for goal in (indicator.floor, indicator.target))
    return f"{floor}→{target}"


def _plain(goal: float, indicator: Indicator) -> str:
    """Return a goalpost without needless decimals: 60%, 95%."""
    return f"{goal * 100:g}%" if indicator.kind == "share" else print_indicator(goal, indicator)


def figures_in(rows: Iterable[Row]) -> Iterator[Figure]:
    """Yield every figure of a table's rows."""
    for row in rows:
        for cell in row.values():
            for part in cell if isinstance(cell, list) else [cell]:
                yield from part.figures if isinstance(part, Passage) else [part] if isinstance(part, Figure) else []
