"""五、下一步工作要求 (downwards: numbered, dated, addressed) or 下一步工作安排 (upwards: our own plans)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bulletin.facts import Facts
from bulletin.figures import Passage, say
from bulletin.phrases import list_names, list_some
from bulletin.sections.cases import overdue_units
from bulletin.sections.cautions import late_units, unreported_units
from bulletin.sections.problems import Problem
from supervision.areas import Area
from supervision.periods import Quarter, print_date

MOST_NAMED = 8


@dataclass(frozen=True)
class Dates:
    """Days that the demands name, from the scheme's calendar."""

    quarter_ends_on: date
    report_due_on: date


def find_dates(facts: Facts) -> Dates:
    """Return the days of the plan that follow the cut-off: end of quarter, and the quarter's report."""
    quarter = facts.assessment.quarter
    offsets = [row.days_after_quarter for row in facts.assessment.scheme.deadline if row.days_after_quarter is not None]
    return Dates(quarter.ends_on, quarter.ends_on + timedelta(days=offsets[0] if offsets else 7))


def find_issue_day(facts: Facts, quarter: Quarter) -> date:
    """Return the day by which a quarter's bulletin is to be issued."""
    days = [
        quarter.months[row.month_of_quarter - 1].replace(day=row.day)
        for row in facts.assessment.scheme.deadline
        if row.month_of_quarter is not None and row.day is not None
    ]
    return days[0] if days else quarter.ends_on


def write_demands(facts: Facts, problems: tuple[Problem, ...]) -> tuple[Passage, ...]:
    """Return the demands of a circular, numbered."""
    return tuple(
        say("{number}．{demand}", number=str(number), demand=demand)
        for number, demand in enumerate(_demands(facts, problems), 1)
    )


def _demands(facts: Facts, problems: tuple[Problem, ...]) -> Iterator[Passage]:
    dates, office = find_dates(facts), facts.assessment.scheme.office.short_name
    due = print_date(dates.report_due_on)
    if missing := _missing(facts):
        yield say("补报数据。请{places}于{due}前补齐应报送的材料和报表。", places=missing, due=due)
    if named := _named(problems):
        yield say(
            "限期整改。请{places}对照本通报第三部分逐项整改，于{due}前将整改情况书面报{office}。",
            places=list_names(unit.name for unit in named),
            due=due,
            office=office,
        )
    yield from _visiting(facts, dates)
    yield from _overdue(facts, due)
    yield say(
        "按时报送。各省辖市、济源示范区、省直管县（市）于{due}前报送{quarter}“双减”督导工作情况，"
        "并对自报数据与到校督导核查情况不一致的地方先行核实。",
        due=due,
        quarter=facts.assessment.quarter.name,
    )


def _missing(facts: Facts) -> str:
    units = dict.fromkeys([*late_units(facts), *unreported_units(facts)])
    return list_some([unit.name for unit in facts.units if unit in units], MOST_NAMED)


def _named(problems: tuple[Problem, ...]) -> tuple[Area, ...]:
    units = dict.fromkeys(unit for problem in problems for unit in problem.units)
    return tuple(sorted(units, key=lambda unit: (unit.sort_order, unit.area_code)))


def _visiting(facts: Facts, dates: Dates) -> Iterator[Passage]:
    never = facts.count(facts.province, "schools_never_visited")
    if never is None or not never.value:
        return
    if facts.assessment.cutoff < dates.quarter_ends_on:
        due, task = print_date(dates.quarter_ends_on), "到校督导，做到每月不少于1次、不漏一校"
    else:
        due, task = print_date(dates.report_due_on), "补做到校督导并说明原因"
    yield say(
        "补齐到校督导。各地对季度内尚未到校督导的{never}学校，于{due}前安排责任督学{task}。",
        never=never,
        due=due,
        task=task,
    )


def _overdue(facts: Facts, due: str) -> Iterator[Passage]:
    problems = overdue_units(facts, "problems_open_overdue")
    complaints = overdue_units(facts, "complaints_open_overdue")
    places = list(dict.fromkeys([*problems, *complaints]))
    if not places:
        return
    ordered = [unit.name for unit in facts.units if unit.name in places]
    yield say(
        "办结超期事项。请{places}对超期未整改的问题、超期未办结的举报逐件明确责任人和办结时间，于{due}前办结并报结果。",
        places=list_some(ordered, MOST_NAMED),
        due=due,
    )


def write_plans(facts: Facts, problems: tuple[Problem, ...]) -> tuple[Passage, ...]:
    """Return the next steps of a report upwards: facts and intentions, no instructions and no requests."""
    return tuple(
        say("{number}．{plan}", number=str(number), plan=plan) for number, plan in enumerate(_plans(facts, problems), 1)
    )


def _plans(facts: Facts, problems: tuple[Problem, ...]) -> Iterator[Passage]:
    dates = find_dates(facts)
    if named := _named(problems):
        yield say(
            "督促整改。拟将上述问题列入督办清单，于{due}前收齐{places}的整改情况，并适时开展“回头看”。",
            due=print_date(dates.report_due_on),
            places=list_some([unit.name for unit in named], MOST_NAMED),
        )
    yield say("核实数据。拟对自报与到校督导核查差距较大的地方组织复核，复核结果列入下一季度报告。")
    yield say(
        "持续督导。继续落实责任督学每月到校督导不少于1次的要求，拟于{day}前形成{quarter}督导情况。",
        day=print_date(find_issue_day(facts, facts.assessment.quarter.shifted(1))),
        quarter=facts.assessment.quarter.shifted(1).name,
    )
