"""The steps of a contest (申辩): which may follow which, and what each needs."""

from enum import StrEnum

from supervision.faults import InputRejected


class ContestStep(StrEnum):
    """A step of a contest; the last three end it."""

    FILED = "提出"
    ACCEPTED = "受理"
    UPHELD = "成立"
    REFUSED = "不成立"
    WITHDRAWN = "撤回"


_MAY_FOLLOW: dict[ContestStep | None, tuple[ContestStep, ...]] = {
    None: (ContestStep.FILED,),
    ContestStep.FILED: (ContestStep.ACCEPTED, ContestStep.REFUSED, ContestStep.WITHDRAWN),
    ContestStep.ACCEPTED: (ContestStep.UPHELD, ContestStep.REFUSED, ContestStep.WITHDRAWN),
}


def steps_after(last: ContestStep | None) -> tuple[ContestStep, ...]:
    """Return the steps that may follow the last one; none after a contest has ended."""
    return _MAY_FOLLOW.get(last, ())


def check_step(last: ContestStep | None, step: ContestStep) -> None:
    """Raise InputRejected where a step may not follow the last one."""
    if step in steps_after(last):
        return
    if last is None:
        raise InputRejected(f"申辩尚未提出，不能登记“{step}”。")
    if not steps_after(last):
        raise InputRejected(f"申辩已以“{last}”办结，不能再登记“{step}”。")
    raise InputRejected(f"申辩现为“{last}”，不能登记“{step}”。")
