"""One unit's scorecard: the total, twelve tiles, and the indicators under the chosen one."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from charts.theme import BAND_COLOURS, BAND_INKS
from components import reason_store
from components.contest_notes import figure_notes
from components.escaping import html_escape
from components.frame import Selected
from components.notices import explained
from components.sparkline import sparkline_html
from supervision.assessment import CategoryScore, IndicatorValue, Rating, Score, Scorecard
from supervision.history import TOTAL, scores_of
from supervision.printing import (
    print_change,
    print_count,
    print_number,
    print_percent,
    print_rank,
    print_score,
    print_score_change,
    print_value,
)
from supervision.scheme import Indicator, Scheme

COLUMNS = 3


def past_scores(selected: Selected) -> pd.DataFrame | None:
    """Return the scores of the last quarters as `score_history`; None, said on the page, where they cannot be read.

    A card stands without its past.
    """
    with explained():
        return reason_store.scores_over_quarters(selected.quarter, selected.cutoff)
    return None


def scores_in(scores: pd.DataFrame | None, area_code: str, shown: str) -> list[float | None]:
    """Return one score of a place over the quarters, oldest first; none where there is no past to show."""
    return [] if scores is None else scores_of(scores, area_code, shown)


@explained()
def show_total(card: Scorecard, scores: pd.DataFrame | None, scheme: Scheme) -> None:
    """Show the head of the card: total, band, change, rank, history and coverage. `scores` as `past_scores`."""
    st.html(total_html(card, scores_in(scores, card.area.area_code, TOTAL), scheme))


@explained()
def show_tiles(
    card: Scorecard, scores: pd.DataFrame | None, scheme: Scheme, chosen: int, choose: Callable[[int], None]
) -> None:
    """Show a tile per category; a click on one chooses it. `scores` as `past_scores`."""
    for start in range(0, len(card.categories), COLUMNS):
        for place, part in zip(st.columns(COLUMNS), card.categories[start : start + COLUMNS], strict=False):
            key = part.category.id
            tile = f"tile{'_chosen' if key == chosen else ''}_{key}"
            with place, st.container(border=True, key=tile, height="stretch"):
                st.html(tile_html(part, scheme, scores_in(scores, card.area.area_code, str(key))))
                st.button(
                    f"查看“{part.category.name}”的指标",
                    key=f"open_{key}",
                    on_click=choose,
                    args=(key,),
                    width="stretch",
                )


@explained()
def show_indicators(card: Scorecard, part: CategoryScore, selected: Selected) -> None:
    """Show the indicators under a category: value, counts, evidence, change, rank, definition, and contests."""
    st.html(indicators_html(part, selected.scheme, figure_notes(card.area.area_code, selected)))


def total_html(card: Scorecard, scores: Sequence[float | None], scheme: Scheme) -> str:
    """Return the head of the card."""
    total = card.total
    coverage = next((value for value in card.coverage if value.indicator.id == "0.1"), None)
    covered = f"<span>学校月度督导覆盖率 <b>{html_escape(print_value(coverage))}</b></span>" if coverage else ""
    return (
        '<div class="card-total">'
        f'<span class="card-name">{html_escape(card.area.name)}</span>'
        f'<span class="card-score">{_score_text(total, scheme)}</span>{band_chip(total, scheme)}'
        f"<span>{html_escape(change_text(total))}</span>"
        f"<span>{html_escape(rank_text(total, card, scheme))}</span>"
        f"{_sparkline(scores, scheme)}{covered}</div>"
    )


def tile_html(part: CategoryScore, scheme: Scheme, history: Sequence[float | None]) -> str:
    """Return one tile: name, score, band in word and mark, change, rank with n, and the last quarters."""
    score = part.score
    return (
        f'<div class="tile"><div class="tile-name"><span>{part.category.id}　{html_escape(part.category.name)}</span>'
        f"<small>{html_escape(evidence_text(part))}</small></div>"
        f'<div class="tile-main"><span class="tile-score">{_score_text(score, scheme)}</span>'
        f"{band_chip(score, scheme)}{_sparkline(history, scheme)}</div>"
        f'<div class="tile-foot">{html_escape(lead_text(part))}</div>'
        f'<div class="tile-foot"><span>{html_escape(change_text(score))}</span>'
        f"<span>{html_escape(print_rank(score.rank, score.tied, score.rank_n))}</span></div></div>"
    )


def lead_text(part: CategoryScore) -> str:
    """Return the category's weightiest judged indicator with its value: 问题按期整改率 82.9%."""
    judged = [value for value in part.indicators if value.indicator.judged]
    if not judged:
        return "本季度没有评分指标"
    lead = max(judged, key=lambda value: (value.points is not None, value.indicator.weight))
    return f"{lead.indicator.name}　{print_value(lead)}"


def evidence_text(part: CategoryScore) -> str:
    """Return what the score rests on, by kind of evidence: 自报＋到校核查; only indicators that carry points count."""
    return "＋".join({value.indicator.evidence: "" for value in part.indicators if value.points is not None})


def band_chip(score: Score, scheme: Scheme) -> str:
    """Return the band as a chip that carries mark and word besides its colour."""
    for band, fill, ink in zip(scheme.band, BAND_COLOURS, BAND_INKS, strict=False):
        if band.name == score.band:
            return (
                f'<span class="chip" style="background:{fill};color:{ink}">{band.mark} {html_escape(band.name)}</span>'
            )
    return '<span class="chip chip-none">未评</span>'


def change_text(score: Score) -> str:
    """Return the change in words, with the status colour's name where the scheme gives one."""
    change = print_score_change(score)
    if score.change is None:
        return f"较上季度：{change}"
    return f"较上季度{change}　{score.status}色" if score.status else f"较上季度{change}"


def rank_text(total: Score, card: Scorecard, scheme: Scheme) -> str:
    """Return the rank of a total with its peer group, or why there is none."""
    if total.rating is Rating.NOT_RANKED:
        needed = scheme.scoring.ranked_weight_share
        return f"不排名：可评类别权重{print_percent(total.available_weight, 0)}，不足{print_percent(needed, 0)}"
    group = f"{card.area.peer_group}" if card.area.peer_group else "全省合计"
    return f"{group}{print_rank(total.rank, total.tied, total.rank_n)}" if card.area.peer_group else group


def indicators_html(part: CategoryScore, scheme: Scheme, notes: Mapping[str, str]) -> str:
    """Return the indicators of a category as a list of blocks; `notes`: what is contested of which, by its id."""
    blocks = "".join(indicator_html(value, scheme, notes.get(value.indicator.id, "")) for value in part.indicators)
    share = print_percent(part.score.available_weight, 0)
    needed = print_percent(scheme.scoring.category_weight_share, 0)
    note = "" if part.score.score is not None else f"<p>可用指标权重{share}，不足{needed}，本类未评。</p>"
    return f'<div class="indicators"><h3>{part.category.id}　{html_escape(part.category.name)}</h3>{note}{blocks}</div>'


def indicator_html(value: IndicatorValue, scheme: Scheme, contested: str = "") -> str:
    """Return one indicator: value, points, counts with their names, change, rank, source and definition."""
    indicator = value.indicator
    points = "只展示，不评分" if not indicator.judged else "—"
    if value.points is not None:
        points = f"得分{print_number(value.points, 1)}"
    state = f"（{value.state.value}）" if value.value is not None and value.state.value != "有值" else ""
    lines = [
        f"{counts_text(value, scheme)}",
        f"较上季度：{print_change(value)}　{print_rank(value.rank, value.tied, value.rank_n)}",
        f"证据：{indicator.evidence}　来源：{value.source.value}{completeness_text(value)}",
        f"口径：{definition_text(indicator, scheme)}",
    ]
    return (
        f'<div class="indicator"><div class="indicator-head"><span>{indicator.id}　{html_escape(indicator.name)}</span>'
        f"<span><b>{html_escape(print_value(value))}</b>{html_escape(state)}　{points}</span></div>"
        + (f'<div class="contested">◇ {html_escape(contested)}</div>' if contested else "")
        + "".join(f"<div>{html_escape(line)}</div>" for line in lines)
        + "</div>"
    )


def counts_text(value: IndicatorValue, scheme: Scheme) -> str:
    """Return numerator and denominator with names and units."""
    if value.indicator.kind == "median":
        return "办结件数未报送" if value.numerator is None else f"办结{print_count(value.numerator)}件"
    if value.numerator is None or value.denominator is None:
        return "分子、分母未报送"
    top, bottom = (
        "＋".join(scheme.measures[code].name for code in codes)
        for codes in (value.indicator.numerator, value.indicator.denominator)
    )
    unit = scheme.measures[value.indicator.numerator[0]].unit
    below = scheme.measures[value.indicator.denominator[0]].unit
    return f"分子：{top} {print_count(value.numerator)}{unit}　分母：{bottom} {print_count(value.denominator)}{below}"


def completeness_text(value: IndicatorValue) -> str:
    """Return how many places are in the sum where some are missing or stand with an old report."""
    notes = []
    if value.reporting < value.expected:
        notes.append(f"{value.expected}个县（市、区）中{value.reporting}个已报")
    if value.carried:
        notes.append(f"{value.carried}个沿用上期" if value.expected > 1 else "沿用上期")
    return f"（{'，'.join(notes)}）" if notes else ""


def definition_text(indicator: Indicator, scheme: Scheme) -> str:
    """Return the definition: what the numerator counts, then the indicator's own note."""
    parts = [scheme.measures[code].definition for code in indicator.numerator]
    return "；".join([*dict.fromkeys(parts), *([indicator.note] if indicator.note else [])])


def _score_text(score: Score, scheme: Scheme) -> str:
    return "—" if score.score is None else f"{print_score(score.score, scheme.band)}<small>分</small>"


def _sparkline(scores: Sequence[float | None], scheme: Scheme) -> str:
    if not scores:
        return ""
    words = "、".join("未评" if score is None else print_score(score, scheme.band) for score in scores)
    return sparkline_html(scores, f"近{len(scores)}个季度得分：{words}")
