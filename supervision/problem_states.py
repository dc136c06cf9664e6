"""What a problem is at a cut-off: where it stands between 交办 and 巩固, open, overdue, on time; the one definition.

`data_access.shared.problem_states` says the same in SQL, for counts and lists; a test holds the two together. The
register holds one row per problem: a relapse found when looking back reopens that row, it makes no second problem.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HELD, RELAPSED = "巩固", "反弹"


class ProblemState(StrEnum):
    """Where one problem stands at the end of a cut-off day, in the order of the work."""

    NOT_RAISED = "尚未交办"
    RECTIFYING = "整改中"
    OVERDUE = "超期未整改"
    RECTIFIED = "待验收"
    ACCEPTED = "已验收"
    HELD = "巩固"
    RELAPSED = "反弹"


LISTED = tuple(state for state in ProblemState if state is not ProblemState.NOT_RAISED)
"""The states a problem of the list may have; together they are all of it."""
OPEN = (ProblemState.RECTIFYING, ProblemState.OVERDUE, ProblemState.RELAPSED)
"""Still to be rectified; a relapse with a new limit that is past is OVERDUE."""


@dataclass(frozen=True)
class ProblemDays:
    """The days of one row of the register."""

    raised_on: date
    due_on: date
    rectified_on: date | None = None
    accepted_on: date | None = None
    look_back_on: date | None = None
    look_back_result: str | None = None

    def is_raised(self, cutoff: date) -> bool:
        """Return whether the problem exists at the end of a day."""
        return self.raised_on <= cutoff

    def is_looked_back(self, cutoff: date) -> bool:
        """Return whether the look-back counts: after acceptance, and by the end of a day.

        One before acceptance breaks the contract: a finding of the check, and without effect on the state.
        """
        looked, accepted = self.look_back_on, self.accepted_on
        return looked is not None and accepted is not None and accepted <= looked <= cutoff

    def is_reopened(self, cutoff: date) -> bool:
        """Return whether a look-back by the end of a day found a relapse."""
        return self.is_looked_back(cutoff) and self.look_back_result == RELAPSED

    def is_rectified(self, cutoff: date) -> bool:
        """Return whether the rectification was made by the end of a day and holds."""
        return _is_by(self.rectified_on, cutoff) and not self.is_reopened(cutoff)

    def is_open(self, cutoff: date) -> bool:
        """Return whether the problem exists and is to be rectified."""
        return self.is_raised(cutoff) and not self.is_rectified(cutoff)

    def term(self, cutoff: date) -> date | None:
        """Return the last day for rectifying; None for a relapse until the register sets a day after the look-back.

        The day the first rectification met says nothing of the second, and none is invented.
        """
        if self.look_back_on is not None and self.is_reopened(cutoff):
            return self.due_on if self.due_on > self.look_back_on else None
        return self.due_on

    def is_overdue(self, cutoff: date) -> bool:
        """Return whether the problem is open and its last day is over; the day itself is not late."""
        term = self.term(cutoff)
        return self.is_open(cutoff) and term is not None and term < cutoff

    def is_on_time(self, cutoff: date) -> bool:
        """Return whether it was rectified on its last day or before, and the rectification holds."""
        return self.rectified_on is not None and self.is_rectified(cutoff) and self.rectified_on <= self.due_on

    def opened_on(self, cutoff: date) -> date:
        """Return the day from which the age of an open problem counts: of the relapse, else of raising it."""
        return self.look_back_on if self.look_back_on and self.is_reopened(cutoff) else self.raised_on


def _is_by(day: date | None, cutoff: date) -> bool:
    return day is not None and day <= cutoff


def problem_state(days: ProblemDays, cutoff: date) -> ProblemState:
    """Return the state at the end of a day; what happened after it is not known yet."""
    if not days.is_raised(cutoff):
        return ProblemState.NOT_RAISED
    if days.is_overdue(cutoff):
        return ProblemState.OVERDUE
    if days.is_open(cutoff):
        return ProblemState.RELAPSED if days.is_reopened(cutoff) else ProblemState.RECTIFYING
    if not _is_by(days.accepted_on, cutoff):
        return ProblemState.RECTIFIED
    return ProblemState.HELD if _is_held(days, cutoff) else ProblemState.ACCEPTED


def _is_held(days: ProblemDays, cutoff: date) -> bool:
    return days.is_looked_back(cutoff) and days.look_back_result == HELD


def print_term(term: date | None, cutoff: date) -> str:
    """Return the days left of an open problem in words: 余12日, 今日到期, 超期5日, 未重定期限."""
    if term is None:
        return "未重定期限"
    left = (term - cutoff).days
    return "今日到期" if left == 0 else f"余{left}日" if left > 0 else f"超期{-left}日"
