"""Turns of phrase shared by all sections: names in lists, evidence, changes, variants that always repeat."""

from collections.abc import Iterable, Sequence

from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, join, say
from supervision.areas import Area
from supervision.assessment import Comparison, IndicatorValue, State
from supervision.scheme import Indicator

VERBS = {"自报": "据各地报送", "到校核查": "督导发现", "平台": "据平台数据"}
"""How a sentence opens, by the kind of evidence under it; a self-report is never stated as a finding."""

AGAINST_LAST = ("较上季度", "比上季度")
EQUALS = ("为", "达", "为")


def choose(variants: Sequence[str], turn: int) -> str:
    """Return one of the variants by turn, so that neighbours differ and the same document is always worded alike."""
    return variants[turn % len(variants)]


def list_names(names: Iterable[str]) -> str:
    """Return names joined as lists are printed: 郑州、开封、洛阳."""
    return "、".join(names)


def name_in_list(area: Area) -> str:
    """Return the name as printed inside a list of units: cities short without 市, province-direct ones in full."""
    return area.short_name if area.kind in ("省辖市", "示范区") else area.name


def list_some(names: Sequence[str], most: int) -> str:
    """Return the first names of a list, and how many there are where some are left out: 甲、乙等7个地方."""
    shown = list_names(names[:most])
    return f"{shown}等{len(names)}个地方" if len(names) > most else shown


def say_change(change: Figure | None, turn: int) -> Passage:
    """Return the change as a clause with its comma: ，较上季度上升0.4个百分点; nothing where there is no comparison."""
    if change is None:
        return Passage(())
    if change.text == "持平":
        return say("，{with_last}{change}", with_last=choose(("与上季度", "同上季度"), turn), change=change)
    return say("，{against}{change}", against=choose(AGAINST_LAST, turn), change=change)


def name_after_visits(indicator: Indicator) -> str:
    """Return the name without 到校核查, where the sentence has already said so."""
    return indicator.name.removeprefix("到校核查")


def say_value(facts: Facts, value: IndicatorValue, turn: int, name: str = "") -> Passage:
    """Return an indicator with its value and change, or in words why it has none."""
    name, figure = name or value.indicator.name, facts.figure(value)
    if figure is None:
        return say("{name}{why}", name=name, why=WHY_NOTHING[value.state])
    small = "（样本不足，仅供参考）" if value.state is State.SMALL_SAMPLE else ""
    said = say("{name}{equals}{figure}{small}", name=name, equals=_equals(value, turn), figure=figure, small=small)
    if value.comparison is Comparison.NOT_COMPARABLE and value.state is State.AVAILABLE:
        return said + Passage(("（与上季度不可比）",))
    return said + say_change(facts.change(value), turn)


def _equals(value: IndicatorValue, turn: int) -> str:
    """Return 为 or, only for a good value of a share that should be high, 达."""
    praised = value.indicator.kind == "share" and value.indicator.direction == "up" and (value.value or 0) >= 0.9
    return choose(EQUALS, turn) if praised else "为"


WHY_NOTHING = {
    State.UNREPORTED: "各地尚未报送",
    State.NOT_APPLICABLE: "本季度不适用",
    State.WITHHELD: "不予公布",
    State.FAULTY: "因报送数据有误未予统计",
    State.SMALL_SAMPLE: "样本不足",
    State.AVAILABLE: "",
}


def sentences(passages: Iterable[Passage]) -> Passage:
    """Return the passages as one paragraph of sentences."""
    return join((passage + Passage(("。",)) for passage in passages if passage.pieces), "")
