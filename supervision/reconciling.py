"""Why the counts listed under a figure may add up to more or less than the figure itself."""

from supervision.areas import Area
from supervision.assessment import Assessment, IndicatorValue, Source, State
from supervision.printing import print_count

MOST_NAMED = 6


def explain_difference(assessment: Assessment, value: IndicatorValue, measure: str) -> str:
    """Return why a measure's listed counts differ from the figure they belong to; empty where they do not differ.

    A place that reported only one of numerator and denominator, or more in the part than in the whole, is in the list
    of what it reported, but not in the figure.
    """
    is_numerator = measure in value.indicator.numerator
    side, codes, used = (
        ("分子", value.indicator.numerator, value.numerator)
        if is_numerator
        else ("分母", value.indicator.denominator, value.denominator)
    )
    listed = sum(assessment.count(value.area_code, code) or 0.0 for code in codes)
    if round(listed - (used or 0.0), 6) == 0:
        return ""
    what = "各项明细合计" if len(codes) > 1 else "明细合计"
    stands = "没有计算" if used is None else f"为{print_count(used)}"
    word = "多" if listed > (used or 0.0) else "少"
    gap = print_count(abs(listed - (used or 0.0)))
    return f"指标{side}{stands}，{what}{print_count(listed)}，{word}{gap}：{_reasons(assessment, value, measure)}。"


def _reasons(assessment: Assessment, value: IndicatorValue, measure: str) -> str:
    if value.indicator.kind == "median":
        return "办结日期早于收到日期的，天数无法计算，不计入指标"
    places = _listed_places(assessment, value.area_code, measure)
    frame = assessment.indicators
    rows = frame.loc[frame["indicator_id"] == value.indicator.id].set_index("area_code")["state"]
    half = [area for area in places if rows[area.area_code] == State.UNREPORTED.value]
    faulty = [area for area in places if rows[area.area_code] == State.FAULTY.value]
    reasons = []
    if half:
        reasons.append(f"{len(half)}个地方分子、分母只报了一项，不计入指标（{_names(assessment, half)}）")
    if faulty:
        reasons.append(f"{len(faulty)}个地方分子大于分母，数据有误，不计入指标（{_names(assessment, faulty)}）")
    if value.source is Source.OWN and half:
        reasons.append("指标采用本级自报数")
    return "；".join(reasons) or "部分地方的分子、分母没有同时报送，不计入指标"


def _listed_places(assessment: Assessment, area_code: str, measure: str) -> list[Area]:
    """Return the places whose own counts stand in the list: the lowest ones that have one."""
    if assessment.count(area_code, measure) is None:
        return []
    children = assessment.areas.children(area_code)
    below = [place for child in children for place in _listed_places(assessment, child.area_code, measure)]
    return below or [assessment.areas[area_code]]


def _names(assessment: Assessment, places: list[Area]) -> str:
    named = "、".join(assessment.areas.full_name(place.area_code) for place in places[:MOST_NAMED])
    return f"{named}等{len(places)}个" if len(places) > MOST_NAMED else named
