"""Warnings in words: what a rule says, what fired and since when, and the draft of a notice."""

from datetime import date

from supervision.areas import Areas
from supervision.periods import print_date
from supervision.printing import print_count, print_indicator, print_number, print_percent
from supervision.scheme import Scheme
from supervision.scheme_warnings import Warning
from supervision.warning_episodes import Episode, Point


def subject_text(rule: Warning, scheme: Scheme) -> str:
    """Return what a rule looks at: the name of an indicator, or complaints or problems of a category."""
    if rule.indicator is not None:
        return next(each.name for each in scheme.indicator if each.id == rule.indicator)
    name = scheme.categories[rule.category].short_name
    return f"“{name}”类{'举报' if rule.cases == '举报' else '新交办问题'}"


def rule_text(rule: Warning, scheme: Scheme) -> str:
    """Return when a rule fires and when it is over, in one sentence."""
    what, side = subject_text(rule, scheme), "不低于" if rule.side == "高于" else "低于"
    limit, recovery = value_text(rule.limit, rule, scheme), value_text(rule.recovery, rule, scheme)
    over = f"{'低于' if rule.side == '高于' else '达到'}{recovery}解除"
    if rule.kind == "阈值":
        return f"{what}{side}{limit}（样本不少于{rule.minimum}）预警，{over}"
    if rule.kind == "变化":
        against = "上年同期" if rule.back == 4 else "上季度同期"
        return f"{what}较{against}变化{side}{limit}（{against}不少于{rule.minimum}件）预警，{over}"
    if rule.kind == "普遍性":
        return f"一个季度内{what}不少于{rule.minimum}件的县（市、区）{side}{limit}预警，{over}"
    least = "季均" if rule.indicator is None else "各季样本"
    return f"{what}连续{rule.quarters}个季度平均每季变化{side}{limit}（{least}不少于{rule.minimum}）预警，{over}"


def value_text(value: float | None, rule: Warning, scheme: Scheme) -> str:
    """Return a value of a rule as it is printed: a rate, a share with its sign, counties, points a quarter."""
    if value is None:
        return "无法判断"
    if rule.kind == "普遍性":
        return f"{print_count(value)}个"
    if rule.kind == "阈值":
        return figure_text(value, rule, scheme)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if rule.kind == "趋势性" and rule.indicator is not None:
        return f"{sign}{print_number(abs(value) * 100, 1)}个百分点"
    return f"{sign}{print_percent(abs(value))}"


def figure_text(figure: float | None, rule: Warning, scheme: Scheme) -> str:
    """Return the plain figure under a value: the indicator, or the number of cases."""
    if figure is None:
        return "无数据"
    if rule.indicator is None:
        return f"{print_count(figure)}{'件' if rule.cases == '举报' else '个'}"
    return print_indicator(figure, next(each for each in scheme.indicator if each.id == rule.indicator))


def point_text(point: Point, rule: Warning, scheme: Scheme) -> str:
    """Return what a rule saw in one quarter: the figure, and how the rule reads it where that is another."""
    figure = figure_text(point.figure, rule, scheme)
    if rule.kind == "阈值":
        return figure if point.signal is not None else f"{figure}（样本不足，不判断）"
    read = value_text(point.signal, rule, scheme)
    words = {"变化": f"较{'上年同期' if rule.back == 4 else '上季度同期'}{read}", "普遍性": f"涉及{read}县（市、区）"}
    return f"{figure}，{words.get(rule.kind, f'每季{read}')}"


def since_text(episode: Episode) -> str:
    """Return since when an episode holds, or from when to when it held."""
    since = f"{'至少自' if episode.may_be_older else '自'}{episode.since.name}"
    return f"{since}起" if episode.until is None else f"{since}起，{episode.until.name}解除"


def draft_title(episode: Episode, scheme: Scheme) -> str:
    """Return the title of the notice."""
    return f"关于{_rule(episode, scheme).name}的预警提示"


def draft_text(episode: Episode, areas: Areas, scheme: Scheme, cutoff: date) -> str:
    """Return the draft of the notice: to whom, what was seen, what is asked; dated and signed by people."""
    rule = _rule(episode, scheme)
    name = areas.full_name(episode.area_code)
    seen = point_text(episode.last, rule, scheme)
    return "\n".join(
        [
            draft_title(episode, scheme),
            f"{name}：",
            f"截至{print_date(cutoff)}，你地{subject_text(rule, scheme)}{seen}，"
            f"{since_text(episode)}达到预警条件（{rule_text(rule, scheme)}）。",
            f"请你地{rule.advice}，并于收到本提示之日起{scheme.warnings.answer_days}日内回执。",
            "（拟稿，经审定后印发）",
        ]
    )


def _rule(episode: Episode, scheme: Scheme) -> Warning:
    return next(rule for rule in scheme.warning if rule.id == episode.rule_id)
