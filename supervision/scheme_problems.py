"""The part of a scheme file about the 问题清单: what recurs, and the classes of age."""

from itertools import pairwise

from pydantic import Field, model_validator

from supervision.scheme_parts import Row


class Problems(Row):
    """How the list of problems is looked at beside its measures."""

    recurrence_days: int = Field(gt=0)
    """The same matter raised again within so many days after acceptance is a recurrence."""
    age_edges: tuple[int, ...] = Field(min_length=1)
    """Last days of the classes of age of open problems; the class after the last has no end."""
    source: str

    @model_validator(mode="after")
    def _check(self) -> "Problems":
        if list(self.age_edges) != sorted(set(self.age_edges)) or self.age_edges[0] < 1:
            raise ValueError("在册时长的分档应为从小到大的正整数")
        return self

    def age_names(self) -> tuple[str, ...]:
        """Return the classes of age in words, the youngest first."""
        edges = self.age_edges
        middle = tuple(f"{low + 1}—{high}日" for low, high in pairwise(edges))
        return (f"{edges[0]}日以内", *middle, f"{edges[-1]}日以上")
