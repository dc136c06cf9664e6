"""build_demo(): invented data for all of Henan into an empty database, or in place of an earlier demo."""

from collections.abc import Callable, Iterator

import pandas as pd

from data_access.demo import accountability, areas, complaints, enforcement, institutions, problems, reports, schools
from data_access.demo.destination import create_indexes, open_destination
from data_access.demo.loading import load
from data_access.demo.notice import write_notice
from data_access.demo.plan import make_plan
from data_access.demo.sizes import make_sizes
from data_access.demo.submissions import make_submissions
from data_access.demo.visits import make_visits
from data_access.shared.tables import metadata
from supervision.faults import InputRejected

Progress = Callable[[str, float], None]
SMALLEST, LARGEST = 0.01, 10.0


def build_demo(url: str, *, scale: float = 0.1, seed: int = 2022, progress: Progress | None = None) -> dict[str, int]:
    """Fill the database with invented data and return the number of rows per relation.

    The same seed and scale always give the same rows. `progress` is told each step and the share (0-1) done.
    Raises InputRejected where the scale is impossible or the database holds rows that are not an earlier demo's;
    an interrupted build leaves what was there before.
    """
    if not SMALLEST <= scale <= LARGEST:
        raise InputRejected(f"演示数据规模应在{SMALLEST}至{LARGEST:g}之间（1为全省规模），现为{scale:g}。")
    if seed < 0:
        raise InputRejected(f"随机种子应为非负整数，现为{seed}。")
    told = progress or (lambda step, share: None)
    counts: dict[str, int] = {}
    with open_destination(url) as connection:
        for name, rows, share in _families(scale, seed):
            told(f"写入{metadata.tables[name].comment or name}".split("，")[0], share)
            load(connection, metadata.tables[name], rows)
            counts[name] = len(rows)
        write_notice(connection, scale, seed)
        told("建立索引", 0.85)
        create_indexes(connection)
    told("完成", 1.0)
    return counts


def _families(scale: float, seed: int) -> Iterator[tuple[str, pd.DataFrame, float]]:
    """Yield relation, rows and how far the build is, in the order in which one needs another."""
    area_rows = areas.make_areas()
    plan = make_plan(area_rows, seed, scale)
    sizes = make_sizes(plan)
    yield "area", area_rows, 0.0
    school_rows = schools.make_schools(plan, sizes)
    yield "school", school_rows, 0.02
    inspector_rows = schools.make_inspectors(plan, sizes)
    yield "inspector", inspector_rows, 0.04
    held = schools.make_school_inspectors(plan, school_rows, inspector_rows)
    yield "school_inspector", held, 0.05
    institution_rows = institutions.make_institutions(plan, sizes)
    yield "institution", institution_rows, 0.07
    yield "violation", enforcement.make_violations(plan, sizes, institution_rows), 0.10
    yield "enforcement", enforcement.make_enforcement(plan, sizes, institution_rows), 0.12
    complaint_rows = complaints.make_complaints(plan, sizes, school_rows, institution_rows)
    yield "complaint", complaint_rows, 0.15
    yield "problem", problems.make_problems(plan, sizes, school_rows, institution_rows), 0.25
    yield "warning_notice", accountability.make_warnings(plan), 0.30
    yield "interview", accountability.make_interviews(plan), 0.31
    yield "accountability", accountability.make_accountability(plan), 0.31
    yield "reported_count", reports.make_reported_counts(plan, school_rows, institution_rows, complaint_rows), 0.33
    yield "submission", make_submissions(plan), 0.38
    yield "visit", make_visits(plan, school_rows, held), 0.40
