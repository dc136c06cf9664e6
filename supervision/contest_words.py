"""申辩 in words and days: how long it may be filed, and what a contested cell says while the figure itself stays."""

from datetime import date, timedelta

from supervision.contesting import ContestStep
from supervision.faults import InputRejected
from supervision.periods import print_date
from supervision.scheme_summons import Summoning

FIGURE, PROBLEM = "指标", "问题"
UNDER_REVIEW = "复核中"
_OPEN = (ContestStep.FILED, ContestStep.ACCEPTED)


def is_under_review(state: ContestStep) -> bool:
    """Return whether a contest has been filed and is not decided."""
    return state in _OPEN


def last_day_to_file(starts_on: date, rule: Summoning) -> date:
    """Return the last day on which a place may contest what it was told on a day."""
    return starts_on + timedelta(days=rule.contest_days)


def check_in_term(filed_on: date, starts_on: date, rule: Summoning) -> None:
    """Raise InputRejected for a contest filed before there was anything to contest, or after its term."""
    last = last_day_to_file(starts_on, rule)
    if filed_on < starts_on:
        raise InputRejected(f"没有保存：提出日期早于可以申辩之日（{print_date(starts_on)}）。")
    if filed_on > last:
        raise InputRejected(
            f"没有保存：已超过申辩期限。自{print_date(starts_on)}起{rule.contest_days}日内可以提出，至{print_date(last)}止。"
        )


def answer_due_on(filed_on: date, rule: Summoning) -> date:
    """Return the day by which a contest is to be decided."""
    return filed_on + timedelta(days=rule.answer_days)


def cell_text(kind: str, state: ContestStep, raised_on: date, changed: str | None) -> str:
    """Return what a contested cell says; nothing where it was withdrawn. `changed`: the new value, as printed."""
    if is_under_review(state):
        return f"{UNDER_REVIEW}（{print_date(raised_on)}提出申辩）"
    if state is ContestStep.REFUSED:
        return "申辩不成立，维持原数" if kind == FIGURE else "申辩不成立，维持原问题"
    if state is ContestStep.UPHELD and kind == FIGURE:
        value = f"，核定为{changed}" if changed else ""
        return f"申辩成立{value}；数据库更正以前，本页仍按原数计算"
    return "申辩成立；数据库更正以前，清单仍列出该问题" if state is ContestStep.UPHELD else ""
