"""The same document made again from today's data, as far as its figures go."""

from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.figures import Figure
from bulletin.kinds import Kind
from bulletin.proof.opening import FigureList
from bulletin.summons_contents import SummonsContents, compose_summons
from bulletin.unit_contents import UnitContents, compose_unit
from supervision.faults import InputRejected


def figures_today(facts: Facts, listed: FigureList) -> dict[str, Figure]:
    """Return every figure that a document of this kind would print from these facts, by name.

    Raises InputRejected where the file's kind or place is not known here.
    """
    return {figure.name: figure for figure in _contents(facts, listed).figures()}


def _contents(facts: Facts, listed: FigureList) -> Contents | UnitContents | SummonsContents:
    try:
        kind = Kind(listed.kind)
        if kind is Kind.UNIT:
            return compose_unit(facts, listed.area_code, is_demo=False)
        if kind is Kind.SUMMONS:
            return compose_summons(facts, listed.area_code, is_demo=False)
    except (KeyError, ValueError) as cause:
        raise InputRejected("文件的文种或单位在现有数据中不存在，只能核对文件本身。") from cause
    return Contents(kind, facts, is_demo=False)
