"""What the views of a page about one place begin with."""

from dataclasses import dataclass
from functools import cached_property

from components import store
from components.frame import Selected
from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.faults import NoData


@dataclass(frozen=True)
class PagePlace:
    """What the views of the page need: what is selected, the areas, the place; each view reads the rest when drawn."""

    selected: Selected
    areas: Areas
    area_code: str

    @cached_property
    def assessment(self) -> Assessment:
        return store.assessment(self.selected.quarter, self.selected.cutoff)

    def count(self, measure: str) -> int:
        """Return a count of the place; raises NoData where it was not reported, which is no zero."""
        found = self.assessment.count(self.area_code, measure)
        if found is None:
            raise NoData(f"{self.name}没有“{self.selected.scheme.measures[measure].name}”的数据。")
        return round(found)

    @property
    def name(self) -> str:
        return self.areas.full_name(self.area_code)

    @cached_property
    def codes(self) -> list[str]:
        """The place and everything summed into it."""
        return self.areas.codes_within(self.area_code)
