"""The rules of a summons and the ladder in words, generated from the scheme: nothing is written twice."""

from collections.abc import Callable
from typing import Any

from supervision.printing import print_percent
from supervision.scheme import Scheme
from supervision.scheme_summons import (
    CompleteData,
    Condition,
    CountAtLeast,
    HighestOfPeers,
    LadderStep,
    LastGroup,
    Matters,
    ShareBelow,
    Summons,
    TimesProvince,
    TotalBand,
    WeakCategories,
)


def conditions_text(rule: Summons, scheme: Scheme) -> str:
    """Return the conditions of a rule in words."""
    parts = [_WORDS[type(each)](each, scheme) for each in rule.when]
    if rule.running > 1:
        parts.append(f"连续{rule.running}个季度成立")
    return "；".join(parts)


def reached_text(row: LadderStep, place: int, scheme: Scheme) -> str:
    """Return when a step of the ladder is suggested."""
    if row.quarters == 1:
        return "事由首次出现"
    if row.quarters:
        return f"事由连续{row.quarters}个季度出现"
    before = scheme.ladder[place - 1].name
    return f"已采取“{before}”" + ("的，随即" if row.at_once else "，以后的季度事由仍连续出现")


def _name(indicator_id: str, scheme: Scheme) -> str:
    return next(each.name for each in scheme.indicator if each.id == indicator_id)


def _share_below(rule: ShareBelow, scheme: Scheme) -> str:
    name = _name(rule.indicator, scheme)
    return f"{name}低于{print_percent(rule.limit, 0)}，分母不少于{rule.minimum}"


def _count_at_least(rule: CountAtLeast, scheme: Scheme) -> str:
    measure = scheme.measures[rule.measure]
    return f"{measure.name}不少于{rule.limit}{measure.unit}"


def _weak_categories(rule: WeakCategories, scheme: Scheme) -> str:
    return f"{len(scheme.category)}类中不少于{rule.at_least}类等次为{'、'.join(rule.bands)}"


def _complete_data(_: CompleteData, scheme: Scheme) -> str:
    most = print_percent(scheme.naming.small_weight_at_most, 0)
    return f"评分指标没有未报、存疑和沿用上期的，样本不足的所占权重不超过{most}"


_WORDS: dict[type[Condition], Callable[[Any, Scheme], str]] = {
    ShareBelow: _share_below,
    CountAtLeast: _count_at_least,
    TimesProvince: lambda rule, scheme: f"{_name(rule.indicator, scheme)}不低于全省的{rule.times:g}倍",
    HighestOfPeers: lambda rule, scheme: (
        f"{_name(rule.indicator, scheme)}在同类中为最高的{print_percent(rule.share, 0)}"
    ),
    Matters: lambda rule, scheme: f"需关注事项中有{'或'.join(rule.kinds)}",
    TotalBand: lambda rule, scheme: f"总分等次为{'、'.join(rule.bands)}",
    LastGroup: lambda rule, scheme: "权重变动时名次全部落在同类最后一组",
    WeakCategories: _weak_categories,
    CompleteData: _complete_data,
}
