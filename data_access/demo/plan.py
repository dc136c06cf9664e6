"""What every family of invented rows starts from: the seed, the scale, the places and how good each place is."""

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
import pandas as pd

from data_access.demo.areas import PROVINCE
from data_access.demo.timeline import QUARTERS, Numbers, Shares, Texts


@dataclass(frozen=True, eq=False)
class Plan:
    """The setting of one demo. Counties are known by their position in `counties`."""

    seed: int
    scale: float
    counties: pd.DataFrame
    """One row per county-level area: area_code, name, full_name, kind, parent_code, unit (position of its unit)."""

    def stream(self, name: str) -> np.random.Generator:
        """Return the random numbers of one purpose; another purpose's numbers never shift them."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    @cached_property
    def codes(self) -> Texts:
        return self.counties["area_code"].to_numpy(dtype=object)

    @cached_property
    def _positions(self) -> pd.Series:
        return pd.Series(np.arange(len(self.counties)), index=self.codes)

    def position(self, area_codes: pd.Series) -> Numbers:
        """Return the position of each county code."""
        return self._positions.loc[area_codes].to_numpy(dtype=np.int64)

    def unit_of(self, places: Numbers) -> Numbers:
        """Return the position of the reporting unit of each county."""
        return np.asarray(self.counties["unit"].to_numpy(dtype=np.int64)[places])

    def of(self, *area_codes: str) -> Numbers:
        """Return positions of named counties; a city's code stands for all its counties."""
        named = self.counties["area_code"].isin(area_codes) | self.counties["parent_code"].isin(area_codes)
        return np.flatnonzero(named.to_numpy())

    @cached_property
    def skill(self) -> Shares:
        """Return how well each county does in each quarter: counties × quarters, about 0 to 1.

        Units are spread evenly over the range, so that every band occurs; counties scatter around their unit,
        most places improve, and a few fall back now and then.
        """
        draw = self.stream("skill")
        units = self.counties["unit"].to_numpy(dtype=np.int64)
        level = _spread_over_units(self.counties, draw)
        gain = draw.uniform(0.0, 0.05, level.size)
        steps = np.arange(len(QUARTERS)) - (len(QUARTERS) - 1)
        wobble = draw.normal(0, 0.02, (level.size, len(QUARTERS)))
        by_unit = level[:, None] + gain[:, None] * steps + wobble
        return np.asarray(by_unit[units] + draw.normal(0, 0.07, units.size)[:, None])

    def share(self, topic: str, low: float, high: float) -> Shares:
        """Return a share (0-1) for each county and quarter between `low` and `high`, by skill and by topic."""
        draw = self.stream(f"share/{topic}")
        units = self.counties["unit"].to_numpy(dtype=np.int64)
        offset = draw.normal(0, 0.10, units.max() + 1)[units] + draw.normal(0, 0.06, units.size)
        return np.asarray(low + (high - low) * np.clip(self.skill + offset[:, None], 0.0, 1.0))


def _spread_over_units(counties: pd.DataFrame, draw: np.random.Generator) -> Shares:
    """Return one level per unit: evenly spaced inside cities and inside province-direct counties, in drawn order."""
    first = counties.drop_duplicates("unit").sort_values("unit")
    direct = first["kind"].str.startswith("省直管").to_numpy()
    level = np.empty(len(first))
    level[~direct] = draw.permutation(np.linspace(0.06, 0.90, int((~direct).sum())))
    level[direct] = draw.permutation(np.linspace(0.14, 0.82, int(direct.sum())))
    return level


def make_plan(areas: pd.DataFrame, seed: int, scale: float) -> Plan:
    """Return the plan for the areas of 2022 (the rows of `make_areas`)."""
    now = areas.loc[areas["valid_from"] < "2023-01-01"]
    names = now.set_index("area_code")["short_name"]
    counties = now.loc[now["level"] == "county", ["area_code", "name", "kind", "parent_code", "sort_order"]].copy()
    own = counties["parent_code"] == PROVINCE
    unit_codes = counties["area_code"].where(own, counties["parent_code"])
    zone = counties["kind"] == "功能区"
    counties["full_name"] = counties["name"].where(~zone, counties["parent_code"].map(names) + counties["name"])
    counties["full_name"] = counties["full_name"].where(counties["kind"] != "示范区", "济源市")
    counties["unit"] = unit_codes.map(now.set_index("area_code")["sort_order"]) - 1
    ordered = counties.sort_values("sort_order").drop(columns="sort_order").reset_index(drop=True)
    return Plan(seed, scale, ordered)


def even_lots(groups: Numbers, draw: np.random.Generator) -> Shares:
    """Return a lot between 0 and 1 per row, evenly spread inside each group, in drawn order.

    Whoever compares them with a share gets that share of each group, one row more or less: chance alone would let
    small places jump from quarter to quarter and hide what the shares are meant to show.
    """
    lots = pd.Series(draw.random(groups.size)).groupby(groups)
    first = draw.random(int(groups.max(initial=0)) + 1)[groups]
    return np.asarray((lots.rank(method="first") - 1 + first) / lots.transform("size"))
