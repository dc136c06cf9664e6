"""The term of a contest at its edges, and what a contested cell says."""

from datetime import date

import pytest

from supervision.contest_words import FIGURE, PROBLEM, answer_due_on, cell_text, check_in_term, last_day_to_file
from supervision.contesting import ContestStep
from supervision.faults import InputRejected
from supervision.periods import Quarter
from supervision.scheme import scheme_for

RULE = scheme_for(Quarter(2022, 4)).summoning.model_copy(update={"contest_days": 15, "answer_days": 30})
START, FILED = date(2022, 12, 20), date(2022, 12, 22)


def test_the_term_holds_its_first_and_last_day():
    assert last_day_to_file(START, RULE) == date(2023, 1, 4)
    check_in_term(START, START, RULE)
    check_in_term(date(2023, 1, 4), START, RULE)
    assert answer_due_on(FILED, RULE) == date(2023, 1, 21)


@pytest.mark.parametrize(
    ("filed_on", "said"), [(date(2022, 12, 19), "早于可以申辩之日"), (date(2023, 1, 5), "已超过申辩期限")]
)
def test_before_and_after_the_term_nothing_is_recorded(filed_on, said):
    with pytest.raises(InputRejected) as caught:
        check_in_term(filed_on, START, RULE)
    assert said in caught.value.sentence


@pytest.mark.parametrize(
    ("kind", "state", "changed", "said"),
    [
        (FIGURE, ContestStep.FILED, None, "复核中（2022年12月22日提出申辩）"),
        (PROBLEM, ContestStep.ACCEPTED, None, "复核中（2022年12月22日提出申辩）"),
        (FIGURE, ContestStep.UPHELD, "95.0%", "申辩成立，核定为95.0%；数据库更正以前，本页仍按原数计算"),
        (FIGURE, ContestStep.UPHELD, None, "申辩成立；数据库更正以前，本页仍按原数计算"),
        (PROBLEM, ContestStep.UPHELD, None, "申辩成立；数据库更正以前，清单仍列出该问题"),
        (FIGURE, ContestStep.REFUSED, None, "申辩不成立，维持原数"),
        (PROBLEM, ContestStep.REFUSED, None, "申辩不成立，维持原问题"),
        (FIGURE, ContestStep.WITHDRAWN, None, ""),
    ],
)
def test_a_contested_cell_says_its_state_and_that_the_value_stays(kind, state, changed, said):
    assert cell_text(kind, state, FILED, changed) == said
