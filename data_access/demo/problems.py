"""Invented lines of the 问题清单: raised, rectified, accepted, looked back at."""

import numpy as np
import pandas as pd

from data_access.demo.complaints import INSTITUTION_CATEGORIES, SCHOOL_CATEGORIES
from data_access.demo.pick import pick_institutions, pick_schools
from data_access.demo.plan import Plan, even_lots
from data_access.demo.sizes import Sizes
from data_access.demo.timeline import NO_DAY, WORKDAYS, Days, Numbers, hide_future, only_where, quarter_index

_PROBLEMS = 100_000
_CATEGORIES = {"1": 0.02, "2": 0.16, "3": 0.28, "4": 0.16, "5": 0.16, "7": 0.08, "8": 0.04, "9": 0.03, "10": 0.07}
_SOURCES = {"督学到校": 0.66, "举报": 0.14, "上级督导": 0.09, "自查": 0.08, "其他": 0.03}
_LIMITS = np.array([15, 30, 45, 60])

SUMMARIES = {
    "1": ("协调机制会议记录不全", "专门机构人员未明确到岗", "部门分工未印发"),
    "2": ("作业设计制度未落实到年级", "未开展作业设计教研", "分层作业流于形式"),
    "3": ("作业总量超过规定时长", "未按要求公示当日作业", "要求家长批改作业", "周末作业未统筹"),
    "4": ("课后服务时间不足两小时", "未覆盖全部工作日", "家长告知书未签收", "经费保障不到位"),
    "5": ("课后服务内容单一", "“一校一案”未更新", "借课后服务讲授新课", "体育活动安排不足"),
    "7": ("以托管名义开展学科培训", "居民楼内一对一学科培训", "以研学名义开展学科培训"),
    "8": ("非学科类机构主管部门未明确", "分类审批材料不全"),
    "9": ("有营业执照无办学许可证开展培训", "停办机构招牌未拆除"),
    "10": ("预收费未全额进入监管账户", "一次性收费超过三个月", "退费不及时"),
}
"""What a line says, by category: never a name, phone or address."""


def make_problems(plan: Plan, sizes: Sizes, schools: pd.DataFrame, institutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `problem` in order of time."""
    draw = plan.stream("problem")
    place, raised = _places_and_days(plan, sizes, draw)
    size = place.size
    category = draw.choice(np.array(list(_CATEGORIES), dtype=object), size=size, p=list(_CATEGORIES.values()))
    problems = pd.DataFrame({"problem_id": np.char.mod("P%07d", np.arange(1, size + 1)).astype(object)})
    problems["area_code"] = plan.codes[place]
    problems["school_id"] = pick_schools(plan, "problem", schools, place, np.isin(category, SCHOOL_CATEGORIES))
    about_institution = np.isin(category, INSTITUTION_CATEGORIES) & (draw.random(size) < 0.8)
    problems["institution_id"] = pick_institutions(plan, "problem", institutions, place, raised, about_institution)
    problems["category_code"] = category
    problems["source"] = draw.choice(np.array(list(_SOURCES), dtype=object), size=size, p=list(_SOURCES.values()))
    problems["severity"] = draw.choice(
        np.array(["一般", "较重", "严重"], dtype=object), size=size, p=[0.78, 0.18, 0.04]
    )
    problems["summary"] = _summaries(category, draw)
    problems["raised_on"] = raised
    due = raised + draw.choice(_LIMITS, size=size, p=[0.3, 0.45, 0.15, 0.1]).astype("timedelta64[D]")
    problems["due_on"] = due
    problems["rectified_on"] = _rectified(plan, place, raised, due, draw)
    return _follow_up(plan, problems, place, draw)


def _places_and_days(plan: Plan, sizes: Sizes, draw: np.random.Generator) -> tuple[Numbers, Days]:
    weight = sizes.weight * draw.lognormal(0, 0.35, sizes.weight.size)
    numbers = draw.poisson(_PROBLEMS * plan.scale * weight / weight.sum() + 3.0)
    place = np.repeat(np.arange(numbers.size), numbers)
    day = WORKDAYS[draw.integers(0, WORKDAYS.size, place.size)]
    order = np.lexsort((place, day))
    return place[order], day[order]


def _summaries(category: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    chosen, chance = np.empty(category.size, dtype=object), draw.random(category.size)
    for code, texts in SUMMARIES.items():
        rows = category == code
        chosen[rows] = np.array(texts, dtype=object)[np.floor(chance[rows] * len(texts)).astype(int)]
    return chosen


def _rectified(plan: Plan, place: Numbers, raised: Days, due: Days, draw: np.random.Generator) -> Days:
    quarter = quarter_index(raised)
    on_time = plan.share("rectify", 0.73, 0.985)[place, quarter]
    limit = (due - raised).astype(np.int64)
    quick = np.ceil(draw.beta(2.2, 1.6, place.size) * limit)
    slow = limit + 1 + np.floor(draw.gamma(1.4, 11, place.size))
    in_time = even_lots(place * 6 + quarter, draw) < on_time
    never = ~in_time & (draw.random(place.size) < 0.02)
    days = raised + np.where(in_time, quick, slow).astype("timedelta64[D]")
    return hide_future(np.where(never, NO_DAY, days))


def _follow_up(plan: Plan, problems: pd.DataFrame, place: Numbers, draw: np.random.Generator) -> pd.DataFrame:
    """Return the problems with acceptance after rectification, and a look back at most of the accepted ones."""
    size = len(problems)
    rectified = problems["rectified_on"].to_numpy(dtype="datetime64[D]")
    accepted = hide_future(rectified + draw.integers(2, 15, size).astype("timedelta64[D]"))
    looked = draw.random(size) < 0.6
    look_back = hide_future(np.where(looked, accepted + draw.integers(20, 75, size).astype("timedelta64[D]"), NO_DAY))
    quarter = quarter_index(look_back)
    held = even_lots(place * 6 + quarter, draw) < plan.share("look_back", 0.76, 0.99)[place, quarter]
    verdict = np.where(held, "巩固", "反弹").astype(object)
    return problems.assign(
        accepted_on=accepted,
        look_back_on=look_back,
        look_back_result=only_where(~np.isnat(look_back), verdict),
    )
