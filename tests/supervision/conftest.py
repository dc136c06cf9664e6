"""A small province that has every kind of area, and a way to give its places counts."""

from datetime import date

import pandas as pd
import pytest

from supervision.areas import Areas
from supervision.assessing import Counts, assess
from supervision.assessment import Assessment
from supervision.periods import Quarter
from supervision.scheme import Scheme, scheme_for

QUARTER = Quarter(2022, 4)
CUTOFF = date(2022, 12, 20)

_ROWS = [
    ("410000", "河南省", "河南", "province", "省", None, 0),
    ("410100", "郑州市", "郑州", "city", "省辖市", "410000", 1),
    ("410200", "开封市", "开封", "city", "省辖市", "410000", 2),
    # A city without counties: its own figures are all there is.
    ("410300", "洛阳市", "洛阳", "city", "省辖市", "410000", 3),
    ("419001", "济源示范区", "济源", "county", "示范区", "410000", 4),
    # Decoy: lies in 郑州 on the map, but is summed into the province and never into 郑州.
    ("410181", "巩义市", "巩义", "county", "省直管市", "410000", 5),
    ("410102", "中原区", "中原", "county", "市辖区", "410100", 6),
    ("410103", "二七区", "二七", "county", "市辖区", "410100", 7),
    ("4101Z1", "郑州航空港区", "航空港", "county", "功能区", "410100", 8),
    ("410202", "龙亭区", "龙亭", "county", "市辖区", "410200", 9),
    ("410221", "杞县", "杞县", "county", "县", "410200", 10),
]


def make_areas() -> Areas:
    names = ["area_code", "name", "short_name", "level", "kind", "parent_code", "sort_order"]
    frame = pd.DataFrame(_ROWS, columns=names)
    return Areas.from_frame(frame.assign(map_code=frame["area_code"]))


def counted_frame(counts: dict[tuple[str, str], float]) -> pd.DataFrame:
    rows = [(area, measure, value) for (area, measure), value in counts.items()]
    return pd.DataFrame(rows, columns=["area_code", "measure", "value"])


def reported_frame(counts: dict[tuple[str, str, str], float | None]) -> pd.DataFrame:
    rows = [(area, measure, value, quarter, 1) for (area, quarter, measure), value in counts.items()]
    frame = pd.DataFrame(rows, columns=["area_code", "measure", "value", "quarter", "revision"])
    return frame.assign(is_late=False)


def days_frame(days: dict[str, list[int]]) -> pd.DataFrame:
    rows = [(area, day, 1) for area, each in days.items() for day in each]
    return pd.DataFrame(rows, columns=["area_code", "days", "cases"])


class Province:
    """The small province; `assess` takes counts by (area, measure) and reports by (area, measure) of this quarter."""

    areas: Areas = make_areas()
    quarter: Quarter = QUARTER
    cutoff: date = CUTOFF

    @property
    def scheme(self) -> Scheme:
        return scheme_for(self.quarter)

    def assess(
        self,
        counted: dict[tuple[str, str], float] | None = None,
        reported: dict[tuple[str, str], float | None] | None = None,
        carried: dict[tuple[str, str], float] | None = None,
        days: dict[str, list[int]] | None = None,
        quarter: Quarter = QUARTER,
        cutoff: date = CUTOFF,
    ) -> Assessment:
        rows = {(area, str(quarter), measure): value for (area, measure), value in (reported or {}).items()}
        rows |= {(area, str(quarter.previous), measure): value for (area, measure), value in (carried or {}).items()}
        counts = Counts(counted_frame(counted or {}), reported_frame(rows), days_frame(days or {}))
        return assess(counts, self.areas, scheme_for(quarter), quarter, cutoff)


@pytest.fixture(scope="session")
def province() -> Province:
    return Province()
