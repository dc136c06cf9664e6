"""What is worked out of a frozen value is worked out once, and kept with it for as long as it lives."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

MOST = 512
"""Answers kept with one value, before all of them are forgotten: cards and charts of about 25 kB each, so 13 MB."""


class Keeper(Protocol):
    """A value that never changes and has room for what was worked out of it."""

    @property
    def kept(self) -> dict[Hashable, Any]: ...


Of = TypeVar("Of", bound=Keeper)
Rest = ParamSpec("Rest")
Found = TypeVar("Found")


def once(find: Callable[Concatenate[Of, Rest], Found]) -> Callable[Concatenate[Of, Rest], Found]:
    """Make a pure function of a frozen value and of hashable arguments keep its answers with that value.

    All who ask get the same answer: it is read, never changed. Nothing is kept where the function raises.
    """

    @wraps(find)
    def found(of: Of, /, *rest: Rest.args, **named: Rest.kwargs) -> Found:
        asked = (find, rest, tuple(sorted(named.items())))
        try:
            answer: Found = of.kept[asked]
        except KeyError:
            answer = find(of, *rest, **named)
            if len(of.kept) >= MOST:
                of.kept.clear()
            of.kept[asked] = answer
        return answer

    return found
