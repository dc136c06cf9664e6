"""What a figure is, in words: from its name, by the scheme and the areas of an assessment."""

import re
from dataclasses import dataclass

from supervision.assessment import Assessment
from supervision.scheme import Indicator

_NAME = re.compile(r"(?P<kind>\w+)/(?P<key>[^@]+)@(?P<area>[^/:]+)(?:/(?P<quarter>[^#:]+)#[\d-]+)?(?::(?P<facet>\w+))?")
_FACETS = {
    "change": "较上季度变化",
    "rank": "名次",
    "numerator": "分子",
    "denominator": "分母",
    "short_of_target": "与目标的差距",
    "gap": "自报与核查之差",
}
_TALLIES = {
    "tally": "文中汇总数",
    "confirmed": "查实举报数",
    "triggers": "达到的约谈事由",
    "ground": "约谈规则所据数字",
    "running": "事由出现的季度数",
}


@dataclass(frozen=True)
class Described:
    """A figure's place and matter as people call them."""

    place: str
    matter: str

    def __str__(self) -> str:
        return f"{self.place}　{self.matter}"


def describe(name: str, assessment: Assessment) -> Described:
    """Return whose figure it is and of what; a name that is not known stands as it is."""
    found = _NAME.fullmatch(name)
    if not found:
        return Described("", name)
    areas = assessment.areas
    place = areas.full_name(found["area"]) if found["area"] in areas else found["area"]
    matter = _matter(found["kind"], found["key"], assessment)
    if found["quarter"] not in (None, str(assessment.quarter)):
        matter += f"（{found['quarter']}）"
    facet = _FACETS.get(found["facet"] or "")
    return Described(place, f"{matter}·{facet}" if facet else matter)


def find_indicator(name: str, assessment: Assessment) -> Indicator | None:
    """Return the indicator that a figure belongs to; None for scores, counts and tallies."""
    found = _NAME.fullmatch(name)
    if not found or found["kind"] != "indicator":
        return None
    return next((each for each in assessment.scheme.indicators(assessment.quarter) if each.key == found["key"]), None)


def _matter(kind: str, key: str, assessment: Assessment) -> str:
    scheme = assessment.scheme
    if kind == "indicator":
        return next((each.name for each in scheme.indicators(assessment.quarter) if each.key == key), key)
    if kind == "category":
        return next((f"{each.name}得分" for each in scheme.category if each.key == key), key)
    if kind == "count":
        return scheme.measures[key].name if key in scheme.measures else key
    if kind == "total":
        return "综合得分"
    return _TALLIES.get(kind, key)
