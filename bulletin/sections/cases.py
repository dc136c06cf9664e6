"""四、问题整改和举报办理: closed, in time, overdue; the places with most overdue are named."""

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, join, say
from bulletin.phrases import say_change, say_value
from supervision.areas import Area
from supervision.assessment import State

MOST_PLACES = 5
MOST_MATTERS = 3
"""Categories named as those most confirmed complaints are about."""


def write_cases(facts: Facts) -> tuple[Passage, ...]:
    """Return one paragraph on problems found by inspectors and one on complaints."""
    return _write_rectification(facts), _write_complaints(facts)


def _write_rectification(facts: Facts) -> Passage:
    on_time = facts.value(facts.province, "11.1")
    if not on_time.denominator:
        return say("本季度截至数据截止日没有到期应整改的问题。")
    said = say(
        "截至数据截止日，应整改到期问题{due}，按期整改{done}，{share}。",
        due=facts.denominator(on_time),
        done=facts.numerator(on_time),
        share=say_value(facts, on_time, 0),
    )
    checked = facts.value(facts.province, "11.3")
    if checked.denominator:
        said += say("开展“回头看”{n}，{share}；", n=facts.denominator(checked), share=say_value(facts, checked, 1))
        said += say("{relapse}。", relapse=say_value(facts, facts.value(facts.province, "11.4"), 2))
    return said + _write_overdue(facts, "problems_open_overdue", "超期未整改问题")


def _write_complaints(facts: Facts) -> Passage:
    received = facts.count(facts.province, "complaints_received")
    if received is None or not received.value:
        return say("本季度截至数据截止日没有收到举报。")
    said = say(
        "本季度收到举报{received}（重复举报合并计算，原始件{raw}），办结{closed}；",
        received=received,
        raw=facts.count(facts.province, "complaints_received_raw") or "—",
        closed=facts.count(facts.province, "complaints_closed") or "—",
    )
    said += say("{share}", share=say_value(facts, facts.value(facts.province, "12.1"), 1))
    days = facts.value(facts.province, "12.2")
    days_figure = facts.figure(days)
    if days_figure is not None and days.state is State.AVAILABLE:
        said += say("，办结用时中位数{days}", days=days_figure) + say_change(facts.change(days), 0)
    refunds = facts.value(facts.province, "10.4")
    if refunds.denominator:
        said += say("。退费纠纷{n}，{share}", n=facts.denominator(refunds), share=say_value(facts, refunds, 0))
    confirmed = _write_confirmed(facts)
    return said + say("。") + confirmed + _write_overdue(facts, "complaints_open_overdue", "超期未办结举报")


def _write_confirmed(facts: Facts) -> Passage:
    """Return how many complaints were found true, and of what; those not found true are not spoken of."""
    found = facts.confirmed(facts.province)
    if not found:
        return Passage(())
    leading = sorted(found, key=lambda pair: -pair[1].value)[:MOST_MATTERS]
    matters = join((say("{name}{n}", name=category.name, n=n) for category, n in leading), "、")
    total = facts.confirmed_in_all(facts.province) or ""
    said = say("本季度收到的举报中，经核查属实（含部分属实）{total}", total=total)
    if len(found) == 1:
        return said + say("，均涉及{name}。", name=found[0][0].name)
    opening = "主要涉及" if len(found) > len(leading) else "分别涉及"
    return said + say("，{opening}{matters}。", opening=opening, matters=matters)


def _write_overdue(facts: Facts, measure: str, name: str) -> Passage:
    """Return the sum of what is overdue and the units that hold most of it."""
    total = facts.count(facts.province, measure)
    if total is None or not total.value:
        return say("没有{name}。", name=name)
    held = sorted(
        ((figure, unit) for unit in facts.units if (figure := facts.count(unit, measure)) and figure.value),
        key=lambda pair: -pair[0].value,
    )
    shown = _leading(held)
    if not shown:
        number = facts.tally(f"places_{measure}", len(held), "个")
        return say("{name}{total}，分布在{number}地方。", name=name, total=total, number=number)
    places = join((say("{place}{n}", place=unit.name, n=figure) for figure, unit in shown), "、")
    opening = "较多的是" if len(held) > len(shown) else "分别是"
    return say("{name}{total}，{opening}{places}。", name=name, total=total, opening=opening, places=places)


def _leading(held: list[tuple[Figure, Area]]) -> list[tuple[Figure, Area]]:
    """Return the places that hold most; never one of several equals, while the others go unnamed."""
    if len(held) <= MOST_PLACES:
        return held
    next_value = held[MOST_PLACES][0].value
    return [pair for pair in held[:MOST_PLACES] if pair[0].value > next_value]


def overdue_units(facts: Facts, measure: str) -> tuple[str, ...]:
    """Return the names of the units with anything overdue, most first."""
    held: list[tuple[Figure, str]] = [
        (figure, unit.name) for unit in facts.units if (figure := facts.count(unit, measure)) and figure.value
    ]
    return tuple(name for _, name in sorted(held, key=lambda pair: -pair[0].value))
