"""Events of a place: each on its day and in words, nothing after the cut-off, the newest first."""

from datetime import date

import pandas as pd

from supervision.place_events import Event, events_of_papers, events_of_steps, in_order
from supervision.submission_states import states_of

CUTOFF = date(2022, 12, 20)
CODES = ["410100", "410102"]


def rows(names: str, *values: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(values), columns=names.split())


def steps():
    interviews = rows(
        "area_code trigger held_on notified_on document_no",
        ("410102", "工作落后", date(2022, 8, 1), date(2022, 8, 9), "督约1号"),
        ("410102", "举报问题多", date(2022, 12, 1), None, None),
        ("410202", "工作落后", date(2022, 8, 1), None, None),  # decoy: another city's county
    )
    answered = rows(
        "area_code subject measure decided_on document_no", ("410100", "单位", "公开批评", date(2022, 10, 8), None)
    )
    warned = rows(
        "area_code title issued_on audience acknowledged_on",
        ("410102", "关于举报办理的预警提示", date(2022, 7, 1), "市县", None),
    )
    return events_of_steps(interviews, answered, warned, CODES)


def test_each_step_is_an_event_of_its_place_and_those_of_other_places_are_not():
    assert [(e.on.isoformat(), e.kind, e.area_code, e.sentence) for e in steps()] == [
        ("2022-08-01", "约谈", "410102", "因工作落后被约谈（督约1号）"),
        ("2022-08-09", "通报", "410102", "约谈情况（工作落后）通报当地党委政府"),
        ("2022-12-01", "约谈", "410102", "因举报问题多被约谈，尚未通报当地党委政府"),
        ("2022-10-08", "问责", "410100", "对单位：公开批评"),
        ("2022-07-01", "预警", "410102", "关于举报办理的预警提示（发市县，尚无回执）"),
    ]


def test_a_paper_stands_on_the_day_it_came_or_was_due_and_one_not_due_yet_nowhere():
    papers = rows(
        "area_code kind period due_on received_on status",
        ("410100", "季度情况", "2022Q1", date(2022, 4, 7), date(2022, 4, 10), "已报"),
        ("410100", "年度报告", "2022", date(2022, 12, 5), None, "未报"),
        ("410100", "季度情况", "2022Q4", date(2023, 1, 7), None, "未报"),  # decoy: not due by the cut-off
        ("410200", "季度情况", "2022Q1", date(2022, 4, 7), date(2022, 4, 7), "已报"),  # decoy: another unit's
    )
    found = events_of_papers(states_of(papers, CUTOFF), CODES)
    assert [(e.on.isoformat(), e.sentence) for e in found] == [
        ("2022-04-10", "季度情况（2022Q1）迟报，迟3日，期限2022年4月7日"),
        ("2022-12-05", "年度报告（2022）未报，期限2022年12月5日"),
    ]


def test_events_come_newest_first_and_none_is_after_the_cutoff_or_of_an_unknown_place(province):
    later = Event(date(2022, 12, 21), "约谈", "410102", "")
    unknown = Event(date(2022, 8, 1), "约谈", "999999", "")
    ordered = in_order([*steps(), later, unknown], province.areas, CUTOFF)
    assert [e.on.isoformat() for e in ordered] == ["2022-12-01", "2022-10-08", "2022-08-09", "2022-08-01", "2022-07-01"]
