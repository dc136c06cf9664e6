"""What the reader must know about the data: cut-off, running month, late, missing, carried-over and small samples."""

from bulletin.facts import Facts
from bulletin.figures import Passage, join, say
from bulletin.phrases import list_names, list_some, name_in_list
from supervision.areas import Area
from supervision.assessment import State
from supervision.attention import NOT_REPORTED, UNBALANCED
from supervision.periods import month_end, print_date, print_month

Places = tuple[Area, ...]


def write_cautions(facts: Facts, among: Places | None = None) -> tuple[Passage, ...]:
    """Return the paragraph on the state of the data, and the sentence on reports not in time as one of its own.

    `among`: the units spoken of, all where None.
    """
    units = facts.units if among is None else among
    found = (
        write_provisional(facts),
        write_missing(facts, units),
        write_carried(facts, units),
        write_faulty(facts, units),
    )
    body = join((caution for caution in found if caution.pieces), "")
    return tuple(passage for passage in (body, write_late(facts, units)) if passage.pieces)


def write_provisional(facts: Facts) -> Passage:
    """Return the cut-off and, where its month is still running, that the month is provisional."""
    cutoff = facts.assessment.cutoff
    said = say("本次数据截止{cutoff}", cutoff=print_date(cutoff))
    if cutoff < month_end(cutoff.replace(day=1)):
        said += say("，其中{month}尚未结束，当月数据为暂定数", month=print_month(cutoff))
    if facts.assessment.previous_cutoff:
        said += say("；与上季度比较的数据截止{day}", day=print_date(facts.assessment.previous_cutoff))
    return said + Passage(("。",))


def write_late(facts: Facts, among: Places) -> Passage:
    """Return who did not send due papers in time."""
    late = [unit for unit in late_units(facts) if unit in among]
    if not late:
        return Passage(())
    parts = []
    for unit in late:
        due, on_time = facts.count(unit, "submissions_due"), facts.count(unit, "submissions_on_time")
        if due is not None and on_time is not None:
            parts.append(say("{name}（应报{due}，按时{on_time}）", name=unit.name, due=due, on_time=on_time))
    return say("未按时报送材料的有：{parts}。", parts=join(parts, "、"))


def late_units(facts: Facts) -> tuple[Area, ...]:
    """Return the units with papers due by the cut-off that did not come in time."""
    count = facts.assessment.count
    return tuple(
        unit
        for unit in facts.units
        if (count(unit.area_code, "submissions_due") or 0) > (count(unit.area_code, "submissions_on_time") or 0)
    )


def write_missing(facts: Facts, among: Places) -> Passage:
    """Return who has reported no counts for the quarter, wholly or in part."""
    wholly = [unit.name for unit in among if _reporting(facts, unit)[0] == 0]
    partly = [unit for unit in among if 0 < _reporting(facts, unit)[0] < _reporting(facts, unit)[1]]
    said = Passage(())
    if wholly:
        said += say("{names}未报送本季度报表，相应自报指标列“未报”，不作零处理。", names=list_some(wholly, 8))
    if partly:
        parts = [
            f"{unit.name}（{_reporting(facts, unit)[1]}个县（市、区）中{_reporting(facts, unit)[0]}个已报）"
            for unit in partly
        ]
        said += say("{parts}报送不完整，自报占比按已报送的县（市、区）计算。", parts=list_some(parts, 6))
    return said


def _reporting(facts: Facts, unit: Area) -> tuple[int, int]:
    """Return how many places of a unit have reported, and how many should, by its first self-reported indicator."""
    value = facts.value(unit, _first_reported(facts))
    return (0 if value.state is State.UNREPORTED else value.reporting), value.expected


def unreported_units(facts: Facts) -> tuple[Area, ...]:
    """Return the units whose reported counts are missing, wholly or in part, or carried over."""
    codes = {matter.area_code for matter in facts.attention if matter.kind == NOT_REPORTED}
    return tuple(unit for unit in facts.units if unit.area_code in codes)


def write_carried(facts: Facts, among: Places) -> Passage:
    """Return whose reported counts are those of the quarter before."""
    carried = [unit for unit in among if facts.value(unit, _first_reported(facts)).carried]
    if not carried:
        return Passage(())
    names = [_name_carried(facts, unit) for unit in carried]
    return say("{names}尚未报送本季度数，自报指标沿用上期数。", names=list_some(names, 8))


def _name_carried(facts: Facts, unit: Area) -> str:
    value = facts.value(unit, _first_reported(facts))
    whole = value.carried == value.expected
    return unit.name if whole else f"{unit.name}所辖{value.expected}个县（市、区）中的{value.carried}个"


def _first_reported(facts: Facts) -> str:
    """Return the id of the first self-reported indicator: counts of one form come all together."""
    return next(indicator.id for indicator in facts.indicators if indicator.evidence == "自报")


def write_faulty(facts: Facts, among: Places) -> Passage:
    """Return whose reported counts contradict themselves."""
    areas = facts.assessment.areas
    found = (matter.area_code for matter in facts.attention if matter.kind == UNBALANCED)
    codes = dict.fromkeys(code for code in found if areas.unit_of(code) in among)
    if not codes:
        return Passage(())
    names = [areas.full_name(code) for code in codes]
    return say("{names}报送数之间不平衡，有待核实。", names=list_some(names, 6))


def write_small_samples(facts: Facts) -> tuple[Passage, ...]:
    """Return, for the notes of the annex, per indicator the units with too few cases to be ranked on it."""
    lines = []
    for indicator in facts.indicators:
        small = [
            name_in_list(unit)
            for unit in facts.units
            if indicator.direction != "none" and facts.value(unit, indicator.id).state is State.SMALL_SAMPLE
        ]
        if small:
            lines.append(say("{name}：{names}", name=indicator.name, names=list_names(small)))
    return tuple(lines)
