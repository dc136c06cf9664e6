"""Invented schools and teaching points, the inspectors and who is responsible for which school."""

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.names import ordinal, place_names, town_names
from data_access.demo.plan import Plan
from data_access.demo.sizes import Sizes
from data_access.demo.timeline import LAST, NO_DAY, Days, Numbers, random_days

_STAGES = ("小学", "初中", "九年一贯制", "完全中学", "十二年一贯制")
_SHARE_OF_STAGE = (0.776, 0.157, 0.060, 0.003, 0.004)
_PUPILS_OF_STAGE = {"小学": 590, "初中": 1075, "九年一贯制": 1300, "完全中学": 1000, "十二年一贯制": 1500}
_PUPILS_OF_POINT = 44
_URBAN = ("市辖区", "功能区")
_CLOSED_SCHOOL_ON = np.datetime64("2022-11-10")


def make_schools(plan: Plan, sizes: Sizes) -> pd.DataFrame:
    """Return the rows of relation `school`, one per school or teaching point, ordered by county."""
    stage_draw, name_draw = plan.stream("school/stage"), plan.stream("school/name")
    parts = []
    for (_, county), schools, points in zip(plan.counties.iterrows(), sizes.schools, sizes.points, strict=True):
        drawn = stage_draw.choice(_STAGES, size=schools - 2, p=_SHARE_OF_STAGE)
        stages = ["小学", "初中", *drawn, *["教学点"] * points]
        names = _name_schools(county["full_name"], stages, name_draw, urban=county["kind"] in _URBAN)
        ids = [f"{county['area_code']}S{number:04d}" for number in range(1, len(stages) + 1)]
        parts.append(pd.DataFrame({"school_id": ids, "area_code": county["area_code"], "name": names, "stage": stages}))
    schools_frame = pd.concat(parts, ignore_index=True)
    schools_frame["pupils"] = _pupils(plan, sizes, schools_frame)
    opened, closed = _life(plan, schools_frame)
    return schools_frame.assign(opened_on=opened, closed_on=closed)


def _name_schools(prefix: str, stages: list[str], draw: np.random.Generator, *, urban: bool) -> list[str]:
    """Return one name per school, unique inside the county."""
    towns, villages = town_names(draw, 18, urban), place_names(draw, 400)
    many = len(stages) + 20
    rural = [towns[(n + n // 400) % 18] + villages[n % 400] for n in range(many)]
    streets = [f"{villages[n % 400]}{'路' if n < 400 else '街'}" for n in range(many)]
    sites = streets if urban else rural
    candidates = {
        "小学": ["实验小学", *(f"{ordinal(n)}小学" for n in range(1, 9))]
        + [f"{town}中心小学" for town in towns]
        + [f"{site}小学" for site in sites],
        "初中": [f"{ordinal(n)}初级中学" for n in range(1, 9)]
        + [f"{town}初级中学" for town in towns]
        + [f"{site}中学" for site in sites],
        "九年一贯制": [f"{site}学校" for site in sites],
        "完全中学": [f"{ordinal(n)}中学" for n in range(1, 20)],
        "十二年一贯制": [f"{village}实验学校" for village in villages],
        "教学点": [f"{site}教学点" for site in rural],
    }
    queues = {stage: iter(_mixed(names, stages.count(stage), draw)) for stage, names in candidates.items()}
    return [prefix + next(queues[stage]) for stage in stages]


def _mixed(names: list[str], needed: int, draw: np.random.Generator) -> list[str]:
    """Return the names with the first few dozen in drawn order, so that a small county has a mixture too."""
    head = max(needed, min(35, len(names)))
    return [names[place] for place in draw.permutation(min(head, len(names)))] + names[head:]


def _pupils(plan: Plan, sizes: Sizes, schools: pd.DataFrame) -> Numbers:
    draw = plan.stream("school/pupils")
    places, points = plan.position(schools["area_code"]), (schools["stage"] == "教学点").to_numpy()
    raw = schools["stage"].map(_PUPILS_OF_STAGE).fillna(0).to_numpy() * draw.lognormal(0, 0.6, len(schools))
    units = plan.counties["unit"].to_numpy()[places]
    mean = pd.Series(raw).where(~points).groupby(units).transform("mean").to_numpy()
    pupils = raw / mean * sizes.pupils_per_school[places]
    small = _PUPILS_OF_POINT * draw.lognormal(-0.18, 0.6, len(schools))
    return np.maximum(np.where(points, small, pupils), 5).astype(np.int64)


def _life(plan: Plan, schools: pd.DataFrame) -> tuple[Days, Days]:
    """Return opening and closing days: a few new schools each September, a few closed in summer, one in November."""
    draw, size = plan.stream("school/life"), len(schools)
    points = (schools["stage"] == "教学点").to_numpy()
    opened = (np.datetime64("1950-09") + 12 * draw.integers(0, 70, size)).astype("datetime64[D]")
    chance = draw.random(size)
    opened = np.where(chance < 0.006, np.datetime64("2021-08-25"), opened)
    opened = np.where(chance > 0.994, np.datetime64("2022-08-25"), opened)
    leaving = draw.random(size)
    closed = np.where(leaving < np.where(points, 0.03, 0.004), np.datetime64("2022-07-15"), NO_DAY)
    closed = np.where(leaving > np.where(points, 0.98, 0.997), np.datetime64("2021-08-10"), closed)
    closed = np.where(chance < 0.006, NO_DAY, np.where(chance > 0.994, NO_DAY, closed))
    story = closed_school_row(schools)
    opened[story], closed[story] = np.datetime64("1986-09-01"), _CLOSED_SCHOOL_ON
    return opened, closed


def closed_school_row(schools: pd.DataFrame) -> int:
    """Return the position of the school that closed in the middle of a quarter: the first of its county."""
    return int(np.flatnonzero((schools["area_code"] == stories.CLOSED_SCHOOL.area_codes[0]).to_numpy())[0])


def make_inspectors(plan: Plan, sizes: Sizes) -> pd.DataFrame:
    """Return the rows of relation `inspector`: one for about five schools, fewer in the counties of the story.

    A few left during 2022; each was followed the next day by somebody new.
    """
    draw = plan.stream("inspector")
    numbers = np.ceil(sizes.schools / draw.uniform(4.2, 4.95, sizes.schools.size)).astype(np.int64)
    few = plan.of(*stories.FEW_INSPECTORS.area_codes)
    numbers[few] = np.maximum(sizes.schools[few] // 8, 1)
    places = np.repeat(np.arange(numbers.size), numbers)
    appointed = random_days(draw, np.datetime64("2018-09-01"), np.datetime64("2021-06-30"), places.size)
    leaving = draw.random(places.size) < 0.04
    ended = np.where(leaving, random_days(draw, np.datetime64("2022-01-10"), LAST - 10, places.size), NO_DAY)
    first = pd.DataFrame({"place": places, "appointed_on": appointed, "ended_on": ended})
    after = first.loc[leaving].assign(
        appointed_on=lambda gone: gone["ended_on"] + pd.Timedelta(days=1), ended_on=NO_DAY
    )
    everybody = pd.concat([first, after]).sort_values("place", kind="stable").reset_index(drop=True)
    area_codes = plan.codes[everybody["place"]]
    within = everybody.groupby("place").cumcount() + 1
    ids = [f"{code}I{number:03d}" for code, number in zip(area_codes, within, strict=True)]
    frame = pd.DataFrame({"inspector_id": ids, "area_code": area_codes})
    return frame.join(everybody[["appointed_on", "ended_on"]])


def make_school_inspectors(plan: Plan, schools: pd.DataFrame, inspectors: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `school_inspector`: every school has one inspector at any time since it opened."""
    stayed = _line_of_succession(inspectors)
    rows = []
    for area_code, group in schools.groupby("area_code", sort=False):
        lines = stayed[str(area_code)]
        for number, (school_id, opened) in enumerate(zip(group["school_id"], group["opened_on"], strict=True)):
            for inspector_id, appointed, ended in lines[number % len(lines)]:
                rows.append((school_id, inspector_id, max(opened, appointed), ended))
    columns = ["school_id", "inspector_id", "from_on", "to_on"]
    held = pd.DataFrame(rows, columns=columns)
    return held.loc[held["to_on"].isna() | (held["from_on"] <= held["to_on"])].reset_index(drop=True)


_Term = tuple[str, pd.Timestamp, pd.Timestamp]


def _line_of_succession(inspectors: pd.DataFrame) -> dict[str, list[list[_Term]]]:
    """Return per county the posts, each with one inspector or with one and the successor."""
    posts: dict[str, list[list[_Term]]] = {}
    open_posts: dict[tuple[str, pd.Timestamp], list[_Term]] = {}
    ordered = inspectors.sort_values(["area_code", "appointed_on"], kind="stable")
    columns = ("area_code", "inspector_id", "appointed_on", "ended_on")
    for area_code, inspector_id, appointed, ended in zip(*(ordered[name] for name in columns), strict=True):
        post = open_posts.pop((area_code, appointed - pd.Timedelta(days=1)), None)
        if post is None:
            post = []
            posts.setdefault(area_code, []).append(post)
        post.append((inspector_id, appointed, ended))
        if not pd.isna(ended):
            open_posts[area_code, ended] = post
    return posts
