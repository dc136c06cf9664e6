"""Records that a bulletin may tell as examples: of good practice, and of typical problems."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.problem_states import ProblemState


class CaseKind(StrEnum):
    """What an example is of; the value names its part of the text and its places in a draft."""

    PRACTICE = "practices"
    PROBLEM = "typical_problems"

    @property
    def word(self) -> str:
        return "典型做法" if self is CaseKind.PRACTICE else "典型问题"


@dataclass(frozen=True)
class ProblemCase:
    """A line of the 问题清单 as of a cut-off, by its codes and days: no free text, nobody's name.

    What happened after the cut-off is None.
    """

    id: str
    area_code: str
    stage: str | None
    """办学类型 of the school, None where the problem is of none."""
    institution: str | None
    """类别 of the training institution, None where the problem is of none."""
    category_code: str
    source: str
    severity: str
    raised_on: date
    due_on: date
    rectified_on: date | None
    accepted_on: date | None
    look_back_on: date | None
    state: ProblemState

    @property
    def key(self) -> str:
        """The record's key in a draft."""
        return f"problem:{self.id}"

    @property
    def days_early(self) -> int | None:
        """Days from the rectification to its last day, negative if late; None where it was not made or did not hold."""
        holds = self.state in (ProblemState.RECTIFIED, ProblemState.ACCEPTED, ProblemState.HELD)
        return (self.due_on - self.rectified_on).days if holds and self.rectified_on else None


@dataclass(frozen=True)
class VisitCase:
    """A visit to a school and what its four checks came to."""

    id: str
    area_code: str
    stage: str
    level: str
    visited_on: date
    unannounced: bool
    checks: tuple[str | None, ...]
    """达标, 不达标 or None (not checked): 作业设计, 作业时间, 课后服务, 课后服务质量."""
    problems_found: int

    @property
    def key(self) -> str:
        """The record's key in a draft."""
        return f"visit:{self.id}"


Case = ProblemCase | VisitCase
CHECKS = ("作业设计", "作业时间", "课后服务", "课后服务质量")


def is_still(kind: CaseKind, case: Case) -> bool:
    """Return whether a record still is an example of what it was picked for."""
    if isinstance(case, VisitCase):
        return kind is CaseKind.PRACTICE and case.problems_found == 0 and set(case.checks) == {"达标"}
    if kind is CaseKind.PRACTICE:
        return case.state is ProblemState.HELD and (case.days_early or 0) >= 0
    return case.state in (ProblemState.OVERDUE, ProblemState.RELAPSED)
