"""Warnings in words: what a rule says, what fired and since when, and the draft of a notice."""

from datetime import date

from supervision.areas import Areas
from supervision.periods import print_date
from supervision.printing import print_count, print_indicator, print_number, print_percent
from supervision.scheme import Scheme
from supervision.scheme_warnings import Warning
from supervision.trends import Trend
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
    if rule.kind in ("变化", "趋势性"):
        return f"{what}{_moving_rule(rule, scheme)}"
    limit, recovery = value_text(rule.limit, rule, scheme), value_text(rule.recovery, rule, scheme)
    over = f"{'低于' if rule.side == '高于' else '达到'}{recovery}解除"
    if rule.kind == "阈值":
        return f"{what}{side}{limit}（样本不少于{rule.minimum}）预警，{over}"
    return f"一个季度内{what}不少于{rule.minimum}{_unit(rule)}的县（市、区）{side}{limit}预警，{over}"


def _moving_rule(rule: Warning, scheme: Scheme) -> str:
    limit, recovery = (value_text(each, rule, scheme).lstrip("+−") for each in (rule.limit, rule.recovery))
    rising = rule.side == "高于"
    moved = f"上升{limit}及以上" if rising else f"下降超过{limit}"
    over = f"升幅低于{recovery}解除" if rising else f"降幅不超过{recovery}解除"
    if rule.kind == "变化":
        against = _against(rule)
        return f"较{against}{moved}（{against}不少于{rule.minimum}{_unit(rule)}）预警，{over}"
    least = "季均" if rule.indicator is None else "各季样本"
    return (
        f"近{rule.quarters}个季度平均每季{moved}，且去掉任何一季方向不变（{least}不少于{rule.minimum}）预警，"
        f"{over}；方向不稳定的视为{Trend.NONE.value}，同样解除"
    )


def value_text(value: float | None, rule: Warning, scheme: Scheme) -> str:
    """Return a value of a rule as it is printed: a rate, a share with its sign, counties, points a quarter."""
    if value is None:
        return "无法判断"
    if rule.kind == "普遍性":
        return f"{print_count(value)}个"
    if rule.kind == "阈值":
        return figure_text(value, rule, scheme)
    if rule.kind == "趋势性" and value == 0:
        return Trend.NONE.value
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if rule.kind == "趋势性" and rule.indicator is not None:
        return f"{sign}{print_number(abs(value) * 100, 1)}个百分点"
    return f"{sign}{print_percent(abs(value))}"


def figure_text(figure: float | None, rule: Warning, scheme: Scheme) -> str:
    """Return the plain figure under a value: the indicator, or the number of cases."""
    if figure is None:
        return "无数据"
    if rule.indicator is None:
        return f"{print_count(figure)}{_unit(rule)}"
    return print_indicator(figure, next(each for each in scheme.indicator if each.id == rule.indicator))


def counts_text(point: Point, rule: Warning, scheme: Scheme) -> str:
    """Return the counts under the figure of a quarter: 290个中210个; empty for cases, which are their own count."""
    if point.sound is None or rule.indicator is None:
        return ""
    indicator = scheme.indicator_in(rule.indicator, point.quarter)
    above, below = scheme.measures[indicator.numerator[0]], scheme.measures[indicator.denominator[0]]
    whole, part = print_count(point.sound.denominator), print_count(point.sound.numerator)
    return f"{whole}{below.unit}中{part}{above.unit}"


def point_text(point: Point, rule: Warning, scheme: Scheme, *, brief: bool = False) -> str:
    """Return what a rule saw in one quarter: the figure with its counts, and how the rule reads it where it differs.

    `brief`: for a cell of a table, where the quarters a slope is taken over are not said again.
    """
    counts = counts_text(point, rule, scheme)
    figure = f"{figure_text(point.figure, rule, scheme)}{f'（{counts}）' if counts else ''}"
    if rule.kind == "阈值":
        return figure if point.signal is not None else f"{figure}，不判断"
    read = value_text(point.signal, rule, scheme)
    if point.signal is None:
        return f"{figure}，{read}"
    if rule.kind == "普遍性":
        return f"{figure}，涉及{read}县（市、区）"
    moved = "持平" if point.signal == 0 else f"{'上升' if point.signal > 0 else '下降'}{read.lstrip('+−')}"
    if rule.kind == "变化":
        return f"{figure}，较{_against(rule)}{moved}"
    over = "" if brief else f"近{rule.quarters}个季度"
    return f"{figure}，{over}{read if point.signal == 0 else f'平均每季{moved}'}"


def _unit(rule: Warning) -> str:
    return "件" if rule.cases == "举报" else "个"


def _against(rule: Warning) -> str:
    return "上年同期" if rule.back == 4 else "上季度同期"


def since_text(episode: Episode) -> str:
    """Return since when an episode holds, or from when to when it held."""
    since = f"{'至少自' if episode.may_be_older else '自'}{episode.since.name}"
    return f"{since}起" if episode.until is None else f"{since}起，{episode.until.name}解除"


def span_text(episode: Episode) -> str:
    """Return the same in short, as it stands uncut in a table."""
    since = f"{'至少自' if episode.may_be_older else '自'}{episode.since.short_name}"
    return f"{since}起" if episode.until is None else f"{since}，{episode.until.short_name}解除"


def draft_title(episode: Episode, scheme: Scheme) -> str:
    """Return the title of the notice."""
    return f"关于{_rule(episode, scheme).name}的预警提示"


def draft_text(episode: Episode, areas: Areas, scheme: Scheme, cutoff: date) -> str:
    """Return the draft of the notice: to whom, what was seen then and now, what is asked; a person issues it."""
    rule = _rule(episode, scheme)
    whole = areas[episode.area_code].level == "province"
    name = "各省辖市、济源示范区、省直管县（市）" if whole else areas.full_name(episode.area_code)
    category, days = scheme.categories[rule.category].name, scheme.warnings.answer_days
    return (
        f"{draft_title(episode, scheme)}\n"
        f"{name}：\n"
        f"{_seen_text(episode, scheme, cutoff, '全省' if whole else '你地')}现就“{category}”有关工作提示如下：\n"
        f"一、{rule.advice}。\n"
        "二、查明原因，明确责任单位、整改措施和完成时限，防止问题扩大。\n"
        f"三、自收到本提示之日起{days}日内书面回执，并报送处理情况。\n"
        "（拟稿，经审定后印发）"
    )


def _seen_text(episode: Episode, scheme: Scheme, cutoff: date, where: str) -> str:
    """Return what is seen now and, where it fired earlier, what was seen then."""
    rule = _rule(episode, scheme)
    last, what = episode.last, subject_text(rule, scheme)
    day = f"截至{print_date(cutoff)}" if last == episode.points[-1] else f"截至{last.quarter.name}同期"
    now = f"{day}，{where}本季度{what}{point_text(last, rule, scheme)}，"
    if last.quarter == episode.since:
        first = "" if episode.may_be_older else "首次"
        return f"{now}本季度{first}达到预警条件。"
    then = point_text(episode.fired, rule, scheme)
    return f"{now}{since_text(episode)}达到预警条件，当时为{then}，尚未恢复到解除值。"


def _rule(episode: Episode, scheme: Scheme) -> Warning:
    return next(rule for rule in scheme.warning if rule.id == episode.rule_id)
