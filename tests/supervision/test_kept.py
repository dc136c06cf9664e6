"""What is worked out of a frozen value is worked out once for each question, and lives no longer than the value."""

import gc
import weakref
from dataclasses import dataclass, field, replace

import pytest

from supervision.kept import MOST, once


@dataclass(frozen=True, eq=False)
class Value:
    number: int
    kept: dict = field(init=False, repr=False, default_factory=dict)


ASKED = []


@once
def times(value: Value, factor: int = 2, *, name: str = "") -> str:
    ASKED.append((value.number, factor, name))
    if factor < 0:
        raise ValueError(factor)
    return f"{name}{value.number * factor}"


@pytest.fixture(autouse=True)
def _nothing_asked():
    ASKED.clear()


def test_each_question_is_worked_out_once_and_no_answer_is_given_to_another():
    one, two = Value(1), Value(2)
    for _ in range(3):
        assert [times(one), times(one, 3), times(one, 3, name="n"), times(two), times(two, 3)] == [
            "2",
            "3",
            "n3",
            "4",
            "6",
        ]
    assert len(ASKED) == 5


def test_two_functions_with_the_same_arguments_do_not_share_an_answer():
    @once
    def plus(value: Value, factor: int) -> int:
        return value.number + factor

    value = Value(5)
    assert (times(value, 3), plus(value, 3)) == ("15", 8)


def test_a_copy_begins_with_nothing():
    value = Value(7)
    assert times(value) == "14"
    assert times(replace(value, number=8)) == "16"


def test_what_raises_is_asked_again():
    value = Value(1)
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            times(value, -1)
    assert len(ASKED) == 2
    assert not value.kept


def test_answers_are_limited():
    value = Value(1)
    for factor in range(MOST + 10):
        times(value, factor)
    assert len(value.kept) <= MOST
    assert times(value, MOST + 9) == str(MOST + 9)


def test_answers_die_with_the_value():
    value = Value(1)
    times(value)
    told = weakref.ref(value)
    del value
    gc.collect()
    assert told() is None
