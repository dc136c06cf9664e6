"""What a scheme file must hold beyond the types of its values; each broken rule is a sentence for whoever edits it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from supervision.scheme_summons import broken_summons_rules
from supervision.scheme_warnings import broken_warning_rules

if TYPE_CHECKING:
    from supervision.scheme import Indicator, Scheme


def _repeated(values: Iterable[object]) -> list[object]:
    seen: set[object] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


def broken_rules(scheme: "Scheme") -> Iterable[str]:
    """Yield a sentence per rule that the file breaks."""
    codes = {measure.code for measure in scheme.measure}
    categories = {category.id for category in scheme.category}
    for label, values in (
        ("类别编号", [c.id for c in scheme.category]),
        ("指标代码", [m.code for m in scheme.measure]),
        ("指标编号与口径版本", [(i.id, i.version) for i in scheme.indicator]),
    ):
        if repeated := _repeated(values):
            yield f"{label}重复：{repeated[0]}"
    for measure in scheme.measure:
        if measure.not_more_than and measure.not_more_than not in codes:
            yield f"计数“{measure.code}”的上限“{measure.not_more_than}”没有定义"
    for indicator in scheme.indicator:
        yield from _broken_indicator_rules(scheme, indicator, codes, categories)
    for category in scheme.category:
        if category.weight <= 0:
            yield f"类别“{category.name}”的权重应大于0"
        if not any(i.judged and i.evidence != "自报" for i in scheme.indicator if i.category == category.id):
            yield f"类别“{category.name}”没有一项非自报的评分指标"
    for identity in scheme.identity:
        if unknown := {identity.total, *identity.parts} - codes:
            yield f"平衡关系“{identity.name}”用到未定义的计数“{sorted(unknown)[0]}”"
    for question in scheme.question:
        if unknown := {question.measure, question.other} - codes:
            yield f"疑问“{question.sentence}”用到未定义的计数“{sorted(unknown)[0]}”"
    if scheme.naming.last_of < 1 or any(row.most < 0 for row in scheme.naming.last):
        yield "点名规则中，最后一组的份数应不小于1，单位数不应为负"
    yield from broken_summons_rules(scheme)
    yield from broken_warning_rules(scheme)
    edges = [band.at_least for band in scheme.band]
    if edges != sorted(edges, reverse=True) or not edges or edges[-1] > 0:
        yield "等次应从高到低排列，最低一档从0分起"
    if {row.band for row in scheme.status} != {band.name for band in scheme.band}:
        yield "“等次×变化”表应为每个等次各有一行"


def _broken_indicator_rules(
    scheme: "Scheme", indicator: "Indicator", codes: set[str], categories: set[int]
) -> Iterable[str]:
    label = f"指标“{indicator.id} {indicator.name}”"
    if unknown := set(indicator.measures) - codes:
        yield f"{label}用到未定义的计数“{sorted(unknown)[0]}”"
        return
    origins = {measure.origin for measure in scheme.measure if measure.code in indicator.measures}
    if len(origins) > 1:
        yield f"{label}混用了报送数和清点数，无法说明来源"
    # Category 0 holds what is reported beside the twelve (督导到校).
    if indicator.category not in categories | {0}:
        yield f"{label}的类别{indicator.category}没有定义"
    goalposts = {indicator.floor, indicator.target}
    if indicator.judged and (None in goalposts or len(goalposts) < 2):
        yield f"{label}参加评分，须有不相等的起点值和目标值"
    if indicator.weight <= 0:
        yield f"{label}的权重应大于0"
    for other in scheme.indicator:
        if other.id == indicator.id and other.version > indicator.version and _overlap(indicator, other):
            yield f"{label}的两个口径版本在时间上重叠"


def _overlap(one: "Indicator", other: "Indicator") -> bool:
    return not (
        (one.valid_to is not None and other.valid_from is not None and one.valid_to < other.valid_from)
        or (other.valid_to is not None and one.valid_from is not None and other.valid_to < one.valid_from)
    )
