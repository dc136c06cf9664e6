"""A province of 28 reporting units with every state a document must put into words, counted by a fixed rule."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pytest

from bulletin.background import Background
from bulletin.contents import Contents, compose
from bulletin.kinds import PROVINCE_WIDE, Kind
from bulletin.writing import render_bulletin
from supervision.areas import Area, Areas
from supervision.assessing import Counts, assess
from supervision.assessment import Assessment
from supervision.comparing import compare
from supervision.periods import Quarter
from supervision.scheme import Indicator, Scheme, scheme_for

QUARTER = Quarter(2022, 4)
CUTOFF = date(2022, 12, 20)

_CITIES = [
    "郑州",
    "开封",
    "洛阳",
    "平顶山",
    "安阳",
    "鹤壁",
    "新乡",
    "焦作",
    "濮阳",
    "许昌",
    "漯河",
    "三门峡",
    "南阳",
    "商丘",
    "信阳",
    "周口",
    "驻马店",
]
_DIRECT = {
    "410181": "巩义市", "410225": "兰考县", "410482": "汝州市", "410526": "滑县", "410783": "长垣市",
    "411381": "邓州市", "411481": "永城市", "411525": "固始县", "411628": "鹿邑县", "411729": "新蔡县",
}  # fmt: skip


def unit_areas() -> list[Area]:
    """Return the province, 17 cities, 济源, 10 province-direct counties, two counties of 郑州 and one zone."""
    found = [Area("410000", "河南省", "河南", "province", "省", None, None, 0)]
    for place, name in enumerate(_CITIES, 1):
        found.append(Area(f"41{place:02}00", f"{name}市", name, "city", "省辖市", "410000", None, place))
    found.append(Area("419001", "济源示范区", "济源", "county", "示范区", "410000", None, 18))
    for place, (code, name) in enumerate(_DIRECT.items(), 19):
        kind = "省直管市" if name.endswith("市") else "省直管县"
        found.append(
            Area(code, name, name.rstrip("市县") if len(name) > 2 else name, "county", kind, "410000", None, place)
        )
    for place, name in enumerate(("中原区", "二七区"), 40):
        found.append(Area(f"4101{place}", name, name[:2], "county", "市辖区", "410100", None, place))
    return found


@dataclass
class Province:
    """Counts by rule: unit k does well where (k × 7 + indicator) mod 10 is small; the fields are the exceptions."""

    areas: list[Area] = field(default_factory=unit_areas)
    unreported: tuple[str, ...] = ("411700",)
    carried: tuple[str, ...] = ("410482",)
    late: tuple[str, ...] = ("411700", "410300")
    contradicting: str = "411600"
    never_visited: str = "411729"
    luck: int = 0
    """Shifts who does well in what."""
    whole: int = 40
    """Schools, cases and institutions of a county; few of them make small samples."""
    all_equal: bool = False
    all_missing: bool = False
    replaced: dict[tuple[str, str], float] = field(default_factory=dict)
    """Counts set by hand, by area and measure."""

    def assess(self, quarter: Quarter = QUARTER, cutoff: date = CUTOFF) -> Assessment:
        """Return the assessment of a quarter with changes against the one before."""
        return compare(self._assess(quarter, cutoff, 0), self._assess(quarter.previous, quarter.previous.ends_on, 3))

    def assess_alone(self) -> Assessment:
        """Return the assessment of a quarter that has none before it."""
        return self._assess(QUARTER, CUTOFF, 0)

    def history(self, quarters: int = 4) -> tuple[Assessment, ...]:
        """Return the quarters before this one, oldest first, each with a luck of its own."""
        earlier = [QUARTER.shifted(-back) for back in range(quarters, 0, -1)]
        return tuple(self._assess(each, each.ends_on, 3 * place) for place, each in enumerate(earlier, 1))

    def _assess(self, quarter: Quarter, cutoff: date, shift: int) -> Assessment:
        scheme = scheme_for(quarter)
        areas = Areas(tuple(self.areas))
        counts = {
            (area.area_code, measure): value
            for place, area in enumerate(areas.all)
            if area.level == "county" or (area.level == "city" and not areas.children(area.area_code))
            for measure, value in self._counts(area, place, scheme, quarter, shift).items()
            if not self.all_missing
        }
        counts |= self.replaced
        return assess(self._frames(counts, scheme, quarter, shift), areas, scheme, quarter, cutoff)

    def _counts(self, area: Area, place: int, scheme: Scheme, quarter: Quarter, shift: int) -> dict[str, float]:
        size = 3 if area.level == "city" else 1
        counts = {measure.code: float(self.whole * size) for measure in scheme.measure}
        for number, indicator in enumerate(scheme.indicators(quarter)):
            luck = (place * 7 + number * 3 + shift + self.luck) % 10 + place // 10
            counts |= self._parts(area, counts, indicator, 0 if self.all_equal else luck)
        counts |= {"visits": 300.0 * size, "visits_month_end": 40.0, "problems_open_overdue": float(place % 4)}
        counts |= {
            "complaints_open_overdue": float(place % 3),
            "pupils_registered": 60000.0 * size,
        }
        counts |= {"inspectors": 9.0 * size, "schools_registered": 40.0 * size}
        counts |= {"submissions_due": 1.0, "submissions_on_time": 0.0 if area.area_code in self.late else 1.0}
        counts |= {"baseline_reported": 40.0, "closed_reported": 30.0, "converted_reported": 5.0}
        counts |= {"retained_reported": 4.0, "untreated_reported": 1.0}
        counts |= {
            "academic_reported": 40.0,
            "academic_online_reported": 4.0,
            "academic_offline_reported": 36.0,
            "nonprofit_reported": 30.0,
        }
        if area.area_code == self.contradicting:
            counts |= {
                "schools_homework_time_ok": counts["schools"],
                "visits_time_ok": counts["visits_time_checked"] // 2,
            }
        if area.area_code == self.never_visited:
            counts |= {"school_months_visited": 0.0, "schools_never_visited": counts["schools_due"]}
        return counts

    def _parts(self, area: Area, counts: dict[str, float], indicator: Indicator, luck: int) -> dict[str, float]:
        if not indicator.denominator:
            return {}
        whole = counts[indicator.denominator[0]]
        good = 1.0 if indicator.evidence == "自报" and luck < 7 else 1 - luck * 0.02
        if indicator.direction == "down":
            good = luck * 0.01
        return {code: float(int(whole * good / len(indicator.numerator))) for code in indicator.numerator}

    def _frames(self, counts: dict[tuple[str, str], float], scheme: Scheme, quarter: Quarter, shift: int) -> Counts:
        rows = [(area, measure, value) for (area, measure), value in counts.items()]
        every = pd.DataFrame(rows, columns=["area_code", "measure", "value"])
        origin = every["measure"].map({measure.code: measure.origin for measure in scheme.measure})
        reported = every[(origin == "reported") & (~every["area_code"].isin(self.unreported) | (shift > 0))]
        own_quarter = reported["area_code"].isin(self.carried).map({True: str(quarter.previous), False: str(quarter)})
        days = pd.DataFrame(
            [(area.area_code, 12, 30) for area in self.areas[1:]], columns=["area_code", "days", "cases"]
        )
        return Counts(
            counted=every[origin == "counted"],
            reported=reported.assign(quarter=own_quarter, revision=1, is_late=False),
            closing_days=days,
        )


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    """Return the assessment that the golden texts are written from."""
    return Province().assess()


@pytest.fixture(scope="session", params=PROVINCE_WIDE, ids=str)
def kind(request: pytest.FixtureRequest) -> Kind:
    return Kind(request.param)


def overdue_cases(areas: list[Area]) -> dict[str, pd.DataFrame]:
    """Return the rows behind the overdue counts of `Province`, as the database would list them, each with a mark."""
    problems, complaints = [], []
    for place, area in enumerate(areas):
        if area.level == "county" or (area.level == "city" and area.area_code != "410100"):
            case = {"area_code": area.area_code, "category_code": "3", "due_on": date(2022, 12, 1)}
            problems += [
                case | {"problem_id": f"P{area.area_code}{n}", "summary": "未公示作业", "raised_on": date(2022, 11, 1)}
                for n in range(place % 4)
            ]
            received = pd.Timestamp("2022-09-30 17:00", tz="UTC")
            reported = case | {"channel": "省级电话", "received_at": received}
            complaints += [
                reported | {"complaint_id": f"C{area.area_code}{n}"} | ({"due_on": None} if n else {})
                for n in range(place % 3)
            ]
    return {"problems_open_overdue": pd.DataFrame(problems), "complaints_open_overdue": pd.DataFrame(complaints)}


@pytest.fixture(scope="session")
def background() -> Background:
    """Return four earlier quarters, complaints found true, and the overdue cases one by one."""
    complaints = [(area.area_code, "homework", 9, place % 5) for place, area in enumerate(unit_areas()) if place]
    return Background(
        history=Province().history(),
        complaints=pd.DataFrame(complaints, columns=["area_code", "category_code", "received", "confirmed"]),
        overdue=overdue_cases(unit_areas()),
    )


@pytest.fixture(scope="session")
def contents(assessment: Assessment, kind: Kind, background: Background) -> Contents:
    return compose(assessment, kind, is_demo=True, background=background)


@pytest.fixture(scope="session")
def docx(assessment: Assessment, kind: Kind, background: Background) -> bytes:
    return render_bulletin(assessment, kind, is_demo=True, background=background)
