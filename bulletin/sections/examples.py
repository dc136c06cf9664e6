"""典型做法 and 典型问题 that staff picked: a neutral sentence each, from codes and days alone; no school is named."""

from collections.abc import Callable

from bulletin.facts import Facts
from bulletin.figures import Passage, say
from supervision.periods import print_date
from supervision.picking import CHECKS, Case, CaseKind, ProblemCase, VisitCase
from supervision.problem_states import ProblemState

FOUND = {
    "督学到校": "督学到校督导发现",
    "举报": "经群众举报核查发现",
    "上级督导": "上级督导发现",
    "自查": "自查发现",
    "其他": "检查发现",
}
LEVELS = {"province": "省级", "city": "市级", "county": "县级"}


def write_example(facts: Facts, kind: CaseKind, case: Case) -> Passage:
    """Return the sentence of a record, as it is at the cut-off also where it is no example any more."""
    if isinstance(case, VisitCase):
        return _write_visit(facts, case)
    if kind is CaseKind.PRACTICE and case.state is ProblemState.HELD:
        return _write_rectified(facts, case)
    return _write_problem(facts, case)


def _write_visit(facts: Facts, case: VisitCase) -> Passage:
    manner = "“四不两直”" if case.unannounced else ""
    return say(
        "{place}{school}{day}接受{level}{manner}到校督导，{checks}。",
        place=_place(facts, case),
        school=_school(case.stage),
        day=print_date(case.visited_on),
        level=LEVELS.get(case.level, ""),
        manner=manner,
        checks=_say_checks(case),
    )


def _say_checks(case: VisitCase) -> str:
    passed = [name for name, told in zip(CHECKS, case.checks, strict=True) if told == "达标"]
    failed = [name for name, told in zip(CHECKS, case.checks, strict=True) if told == "不达标"]
    parts = [f"{'、'.join(passed)}核查{'均' if len(passed) > 1 else ''}达标"] if passed else []
    parts += [f"{'、'.join(failed)}核查不达标"] if failed else []
    return "，".join([*parts, "发现问题" if case.problems_found else "未发现问题"])


def _write_rectified(facts: Facts, case: ProblemCase) -> Passage:
    return say(
        "{place}{matter}，{raised}交办，{done}完成整改，{early}，经{look_back}“回头看”核查，整改成效巩固。",
        place=_place(facts, case),
        matter=_matter(facts, case, "存在的"),
        raised=print_date(case.raised_on),
        done=_print(case.rectified_on),
        early=f"{'早于' if (case.days_early or 0) > 0 else '未超过'}{print_date(case.due_on)}的时限",
        look_back=_print(case.look_back_on),
    )


def _write_problem(facts: Facts, case: ProblemCase) -> Passage:
    return say(
        "{found}，{place}{matter}，{raised}交办，{rest}。",
        found=FOUND.get(case.source, FOUND["其他"]),
        place=_place(facts, case),
        matter=_matter(facts, case, "存在"),
        raised=print_date(case.raised_on),
        rest=_STATES[case.state](case, print_date(facts.assessment.cutoff)),
    )


def _overdue(case: ProblemCase, cutoff: str) -> str:
    # A relapse with a new limit that has passed is overdue too.
    again = f"{_print(case.look_back_on)}“回头看”发现反弹，" if case.look_back_on and case.rectified_on else ""
    return f"{again}要求{print_date(case.due_on)}前完成整改，截至{cutoff}仍未完成"


def _relapsed(case: ProblemCase, cutoff: str) -> str:
    return f"{_print(case.accepted_on)}验收销号，{_print(case.look_back_on)}“回头看”发现反弹，截至{cutoff}仍未整改到位"


def _rectifying(case: ProblemCase, _cutoff: str) -> str:
    return f"要求{print_date(case.due_on)}前完成整改，正在整改"


def _rectified(case: ProblemCase, _cutoff: str) -> str:
    return f"{_print(case.rectified_on)}完成整改，待验收"


def _accepted(case: ProblemCase, _cutoff: str) -> str:
    return f"{_print(case.rectified_on)}完成整改，{_print(case.accepted_on)}验收销号"


def _held(case: ProblemCase, _cutoff: str) -> str:
    return f"{_print(case.rectified_on)}完成整改，{_print(case.look_back_on)}“回头看”核查，整改成效巩固"


_STATES: dict[ProblemState, Callable[[ProblemCase, str], str]] = {
    ProblemState.OVERDUE: _overdue,
    ProblemState.RELAPSED: _relapsed,
    ProblemState.RECTIFYING: _rectifying,
    ProblemState.RECTIFIED: _rectified,
    ProblemState.ACCEPTED: _accepted,
    ProblemState.HELD: _held,
}


def _matter(facts: Facts, case: ProblemCase, verb: str) -> str:
    """Return whose problem it is and of what: 一所小学存在作业管理方面的严重问题."""
    return f"{_whose(case)}{verb}{_category(facts, case)}方面的{case.severity}问题"


def _whose(case: ProblemCase) -> str:
    if case.stage:
        return _school(case.stage)
    return f"一家{case.institution}培训机构" if case.institution else ""


def _school(stage: str) -> str:
    if stage == "教学点":
        return "一个教学点"
    return f"一所{stage}{'学校' if stage.endswith('制') else ''}"


def _category(facts: Facts, case: ProblemCase) -> str:
    # Offices write the category as its key or as its number.
    categories = facts.assessment.scheme.category
    return next((c.name for c in categories if case.category_code in (c.key, str(c.id))), "“双减”工作")


def _place(facts: Facts, case: Case) -> str:
    return facts.assessment.areas.full_name(case.area_code)


def _print(day: object) -> str:
    return print_date(day) if day is not None else ""  # type: ignore[arg-type]
