"""Invented early warnings, interviews and accountability decisions; document numbers are marked as invented."""

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.plan import Plan
from data_access.demo.timeline import (
    NO_DAY,
    QUARTER_ENDS,
    QUARTER_STARTS,
    QUARTERS,
    Days,
    Numbers,
    Texts,
    hide_future,
    random_days,
)

_TITLES = {
    "3": ("关于控制寒暑假前后作业总量的预警提示", "学校"),
    "4": ("关于规范课后服务时间的预警提示", "学校"),
    "6": ("关于机构压减进度的预警提示", "市县"),
    "7": ("关于假期防范隐形变异学科培训的预警提示", "市县"),
    "10": ("关于防范预付费风险的预警提示", "家长"),
    "11": ("关于问题整改临期的预警提示", "市县"),
    "12": ("关于举报办理临期的预警提示", "市县"),
}
_TRIGGERS = ("问题整改不力", "工作落后", "举报问题多", "弄虚作假")
_UNIT_MEASURES = ("公开批评", "约谈", "督导通报", "资源调整")
_PERSON_MEASURES = ("责令检查", "约谈", "通报批评", "组织处理")


def make_warnings(plan: Plan) -> pd.DataFrame:
    """Return the rows of relation `warning_notice`: a few per county over the six quarters."""
    draw = plan.stream("warning_notice")
    place, quarter = _cases(plan, draw, often=0.55)
    size = place.size
    code = draw.choice(np.array(list(_TITLES), dtype=object), size=size)
    issued = random_days(draw, QUARTER_STARTS[quarter] + 5, QUARTER_ENDS[quarter], size)
    answered = hide_future(issued + draw.integers(1, 12, size).astype("timedelta64[D]"))
    frame = pd.DataFrame({"warning_id": _ids("Y", size), "area_code": plan.codes[place], "category_code": code})
    frame["title"] = [_TITLES[number][0] for number in code]
    frame["issued_on"] = issued
    frame["audience"] = [_TITLES[number][1] for number in code]
    return frame.assign(acknowledged_on=np.where(draw.random(size) < 0.85, answered, NO_DAY))


def make_interviews(plan: Plan) -> pd.DataFrame:
    """Return the rows of relation `interview`: weak places, some of them more than once."""
    draw = plan.stream("interview")
    place, quarter = _cases(plan, draw, often=0.05)
    late = plan.of(*stories.LATE_CLOSING.area_codes)
    place, quarter = np.append(place, late), np.append(quarter, np.full(late.size, 4))
    size = place.size
    held = random_days(draw, QUARTER_STARTS[quarter] + 20, QUARTER_ENDS[quarter], size)
    frame = pd.DataFrame({"interview_id": _ids("T", size), "area_code": plan.codes[place]})
    frame["trigger"] = draw.choice(np.array(_TRIGGERS, dtype=object), size=size, p=[0.45, 0.3, 0.2, 0.05])
    frame["held_on"] = held
    frame["notified_on"] = hide_future(held + draw.integers(2, 15, size).astype("timedelta64[D]"))
    return frame.assign(document_no=_document_numbers(held, "约"))


def make_accountability(plan: Plan) -> pd.DataFrame:
    """Return the rows of relation `accountability`: rare, and never with a person's name."""
    draw = plan.stream("accountability")
    place, quarter = _cases(plan, draw, often=0.022)
    size = place.size
    decided = random_days(draw, QUARTER_STARTS[quarter] + 25, QUARTER_ENDS[quarter], size)
    person = draw.random(size) < 0.35
    measure = np.where(
        person,
        draw.choice(np.array(_PERSON_MEASURES, dtype=object), size),
        draw.choice(np.array(_UNIT_MEASURES, dtype=object), size),
    )
    frame = pd.DataFrame({"accountability_id": _ids("Z", size), "area_code": plan.codes[place]})
    frame["subject"] = np.where(person, "个人", "单位").astype(object)
    return frame.assign(measure=measure, decided_on=decided, document_no=_document_numbers(decided, "责"))


def _cases(plan: Plan, draw: np.random.Generator, often: float) -> tuple[Numbers, Numbers]:
    """Return places and quarters, the weaker the place the more often; nothing before the plan of 2022 began."""
    weakness = np.clip(1.0 - plan.skill, 0.05, 1.0) ** 2
    numbers = draw.poisson(often * weakness * 3)
    numbers[:, : len(QUARTERS) - 3] = 0
    place, quarter = (np.repeat(axis.ravel(), numbers.ravel()) for axis in np.indices(numbers.shape))
    return place, quarter


def _ids(letter: str, size: int) -> Texts:
    return np.char.mod(f"{letter}%05d", np.arange(1, size + 1)).astype(object)


def _document_numbers(days: Days, word: str) -> list[str]:
    years = days.astype("datetime64[Y]").astype(int) + 1970
    order = pd.Series(days).groupby(years).rank(method="first").astype(int)
    return [f"演示督{word}〔{year}〕{number}号" for year, number in zip(years, order, strict=True)]
