"""Counts from rows, each with the decoys that must not count."""

from datetime import date

import pytest

from data_access.shared.counts import read_counted
from data_access.shared.tables import (
    complaint,
    enforcement,
    inspector,
    institution,
    problem,
    school,
    submission,
    violation,
    visit,
)
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.data_access.conftest import a_complaint, a_problem, a_school, a_visit, an_institution, at, on

QUARTER = Quarter(2022, 4)
CUTOFF = date(2022, 12, 20)

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def counts(connection):
    """Return a function that gives the counts of 中原区 by measure, absent ones as zero."""

    def read(area_code="410102", cutoff=CUTOFF, quarter=QUARTER):
        frame = read_counted(connection, quarter, cutoff, scheme_for(quarter))
        found = frame.loc[frame["area_code"] == area_code].set_index("measure")["value"].to_dict()
        return lambda *measures: [found.get(measure, 0.0) for measure in measures]

    return read


def test_every_counted_measure_of_the_scheme_is_read(connection):
    frame = read_counted(connection, QUARTER, CUTOFF, scheme_for(QUARTER))
    known = {measure.code for measure in scheme_for(QUARTER).counted_measures}
    assert set(frame["measure"]) <= known
    assert {"schools_registered", "school_months_due", "schools_never_visited"} <= set(frame["measure"])


def test_visits_count_by_the_county_of_the_school_and_only_while_it_is_open(write, counts):
    write(school, a_school("closed", "410102", closed_on=on("2022-11-10")))
    write(
        visit,
        a_visit("v1", "S410102", "2022-10-01", homework_time="达标"),
        a_visit("v2", "S410102", "2022-12-20", homework_time="不达标", level="city", unannounced=True),
        a_visit("v3", "closed", "2022-11-09"),
        a_visit("decoy: another county", "S410103", "2022-11-09"),
        a_visit("decoy: the day the school closed", "closed", "2022-11-10"),
        a_visit("decoy: after the cut-off", "S410102", "2022-12-21"),
        a_visit("decoy: the quarter before", "S410102", "2022-09-30"),
        a_visit("decoy: no such school", "nowhere", "2022-11-01"),
        a_visit("decoy: announced by the county", "S410103", "2022-11-09", unannounced=True),
    )
    read = counts()
    assert read("visits", "visits_inspected", "visits_unannounced") == [3, 1, 1]
    assert read("visits_time_checked", "visits_time_ok", "visits_design_checked") == [2, 1, 0]


def test_visits_of_the_last_two_days_of_each_month_are_told_apart(write, counts):
    days = ["2022-10-30", "2022-10-31", "2022-11-30", "2022-11-28", "2022-12-20"]
    write(visit, *[a_visit(day, "S410102", day) for day in days])
    assert counts()("visits", "visits_month_end") == [5, 3]


def test_school_months_are_due_while_open_the_whole_month_and_visited_once_each(write, counts):
    write(
        school,
        a_school("new", "410102", opened_on=on("2022-10-02")),  # due from November
        a_school("closing", "410102", closed_on=on("2022-11-15")),  # due in October only
        a_school("point", "410102", stage="教学点"),
        a_school("decoy: closed before", "410102", closed_on=on("2022-09-30")),
    )
    write(
        visit,
        a_visit("v1", "S410102", "2022-10-08"),
        a_visit("v2", "S410102", "2022-10-09"),  # decoy: a second visit in the same month adds nothing
        a_visit("v3", "closing", "2022-10-31"),
        a_visit("v4", "closing", "2022-11-03"),  # decoy: not due in the month it closes
        a_visit("v5", "point", "2022-12-01"),
    )
    read = counts()
    assert read("school_months_due", "school_months_visited") == [3 + 2 + 1, 2]
    assert read("point_months_due", "point_months_visited") == [3, 1]
    assert read("schools_due", "schools_never_visited") == [3, 1]
    assert read("schools_registered", "points_registered", "pupils_registered") == [2, 1, 1500]


def test_a_school_closed_after_the_cutoff_is_still_due_in_the_running_month(write, counts):
    write(school, a_school("later", "410102", closed_on=on("2022-12-25")))
    assert counts()("school_months_due") == [6]
    assert counts(cutoff=date(2022, 12, 31))("school_months_due") == [5]


def test_inspectors_in_office_at_the_cutoff(write, counts):
    write(
        inspector,
        {"inspector_id": "1", "area_code": "410102", "appointed_on": on("2022-12-20"), "ended_on": None},
        {"inspector_id": "2", "area_code": "410102", "appointed_on": on("2020-01-01"), "ended_on": on("2022-12-21")},
        {
            "inspector_id": "decoy",
            "area_code": "410102",
            "appointed_on": on("2020-01-01"),
            "ended_on": on("2022-12-20"),
        },
    )
    assert counts()("inspectors") == [2]


def test_a_complaint_closed_on_its_last_day_is_on_time_and_open_ones_past_it_stay_in_the_count(write, counts):
    write(
        complaint,
        a_complaint("on time", "2022-10-01 02:00:00", due_on=on("2022-11-30"), closed_on=on("2022-11-30")),
        a_complaint("late", "2022-10-01 02:00:00", due_on=on("2022-11-30"), closed_on=on("2022-12-01")),
        a_complaint("overdue", "2022-09-01 02:00:00", due_on=on("2022-10-31")),
        a_complaint("due today", "2022-10-21 02:00:00", due_on=on("2022-12-20")),
        a_complaint("no due day, long open", "2022-10-20 15:59:59"),
        a_complaint("no due day, day 60", "2022-10-20 16:00:00"),
        a_complaint("no due day, closed on day 60", "2022-10-02 01:00:00", closed_on=on("2022-12-01")),
        a_complaint("duplicate", "2022-10-01 02:00:00", due_on=on("2022-10-02"), duplicate_of="on time"),
        a_complaint(
            "closed after the cut-off", "2022-09-01 02:00:00", due_on=on("2022-10-31"), closed_on=on("2022-12-21")
        ),
        a_complaint("decoy: closed the quarter before", "2022-07-01 02:00:00", closed_on=on("2022-09-30")),
    )
    read = counts()
    assert read("complaints_closed", "complaints_on_time") == [3, 2]
    assert read("complaints_open_overdue", "complaints_answerable") == [3, 6]
    assert read("complaints_received", "complaints_received_raw") == [6, 7]


def test_problems_due_by_the_cutoff_include_open_ones_past_their_day(write, counts):
    write(
        problem,
        a_problem("in time", "2022-10-01", "2022-10-31", rectified_on=on("2022-10-31")),
        a_problem("late", "2022-10-01", "2022-10-31", rectified_on=on("2022-11-01")),
        a_problem("open", "2022-10-01", "2022-12-19"),
        a_problem("old and open", "2022-01-01", "2022-03-01"),
        a_problem("old, done this quarter", "2022-08-01", "2022-09-01", rectified_on=on("2022-10-05")),
        a_problem("decoy: due on the cut-off day, not yet late", "2022-10-01", "2022-12-20"),
        a_problem("decoy: done the quarter before", "2022-08-01", "2022-09-01", rectified_on=on("2022-08-20")),
        a_problem("decoy: raised after the cut-off", "2022-12-21", "2022-12-21"),
    )
    read = counts()
    assert read("problems_due", "problems_on_time", "problems_open_overdue") == [5, 1, 2]


def test_look_backs_and_relapses(write, counts):
    done = {"rectified_on": on("2022-08-10"), "accepted_on": on("2022-08-20")}
    write(
        problem,
        a_problem("held", "2022-08-01", "2022-08-15", look_back_on=on("2022-10-20"), look_back_result="巩固", **done),
        a_problem("back", "2022-08-01", "2022-08-15", look_back_on=on("2022-12-20"), look_back_result="反弹", **done),
        a_problem("decoy: later", "2022-08-01", "2022-08-15", look_back_on=on("2022-12-21"), look_back_result="反弹",
                  **done),
        a_problem("decoy: accepted long ago", "2022-01-01", "2022-01-15", rectified_on=on("2022-01-10"),
                  accepted_on=on("2022-06-30"), look_back_on=on("2022-08-01"), look_back_result="反弹"),
    )  # fmt: skip
    read = counts()
    assert read("look_backs", "look_backs_ok") == [2, 1]
    assert read("problems_accepted", "problems_relapsed") == [3, 1]


def test_a_relapse_takes_back_the_rectification_and_a_new_limit_makes_it_overdue(write, counts):
    done = {"rectified_on": on("2022-10-05"), "accepted_on": on("2022-10-10")}
    back = {"look_back_on": on("2022-11-20"), "look_back_result": "反弹", **done}
    write(
        problem,
        a_problem("back, no new limit", "2022-10-01", "2022-10-15", **back),
        a_problem("back, new limit past", "2022-10-01", "2022-12-10", **back),
        a_problem("back, new limit ahead", "2022-10-01", "2022-12-31", **back),
        a_problem("held", "2022-10-01", "2022-10-15", **back | {"look_back_result": "巩固"}),
        a_problem("decoy: looked back before acceptance", "2022-10-01", "2022-10-15",
                  **back | {"look_back_on": on("2022-10-08")}),
        a_problem("decoy: relapse after the cut-off", "2022-10-01", "2022-10-15",
                  **back | {"look_back_on": on("2022-12-21")}),
    )  # fmt: skip
    read = counts()
    assert read("problems_due", "problems_on_time", "problems_open_overdue") == [5, 3, 1]
    assert read("look_backs", "look_backs_ok", "problems_accepted", "problems_relapsed") == [4, 1, 6, 3]


def test_each_institution_of_the_baseline_is_in_one_bucket(write, counts):
    write(
        institution,
        an_institution("closed", closed_on=on("2021-12-01")),
        an_institution("converted", kind="非学科类", converted_on=on("2022-01-01"), field="科技"),
        an_institution("converted, then closed", converted_on=on("2022-01-01"), closed_on=on("2022-06-01")),
        an_institution("nonprofit", nonprofit_on=on("2022-02-01")),
        an_institution("untreated"),
        an_institution("decoy: closes later", closed_on=on("2022-12-21")),
        an_institution("decoy: online", online=True),
        an_institution("decoy: senior secondary", stage="高中"),
        an_institution("decoy: not on the register of July 2021", in_baseline=False),
    )
    read = counts()
    assert read("academic_baseline", "academic_closed", "academic_converted") == [6, 1, 2]
    assert read("academic_remaining", "academic_nonprofit") == [3, 1]
    assert read("institutions") == [7]


def test_non_academic_institutions_are_to_be_permitted_once_their_standard_exists(write, counts):
    sport = {"kind": "非学科类", "in_baseline": False, "department_on": on("2022-01-10")}
    write(
        institution,
        an_institution("sport", field="体育", permit_on=on("2022-04-10"), **sport),
        an_institution("art", field="文化艺术", permit_on=on("2022-04-10"), **sport),
        an_institution("decoy: other fields have no standard", field="其他", permit_on=on("2022-04-10"), **sport),
        an_institution("decoy: school subjects"),
    )
    early = counts(quarter=Quarter(2022, 2), cutoff=date(2022, 6, 20))
    assert early("non_academic", "non_academic_department") == [3, 3]
    assert early("non_academic_standard", "non_academic_permitted") == [1, 1]
    assert counts()("non_academic_standard", "non_academic_permitted") == [2, 2]


def test_fee_supervision_counts_school_subjects_apart(write, counts):
    write(
        institution,
        an_institution("a", funds_supervised_on=on("2022-01-01")),
        an_institution("b"),
        an_institution("c", kind="非学科类", in_baseline=False, funds_supervised_on=on("2022-05-01")),
        an_institution("decoy: takes no fees ahead", prepaid=False),
    )
    read = counts()
    assert read("prepaid_academic", "prepaid_academic_supervised") == [2, 1]
    assert read("prepaid_all", "prepaid_all_supervised") == [3, 2]


def test_licence_only_institutions_are_settled_by_permit_or_by_closing(write, counts):
    write(
        institution,
        an_institution("permit", licence_only=True, permit_on=on("2022-03-01")),
        an_institution("closed", licence_only=True, closed_on=on("2022-03-01")),
        an_institution("open", licence_only=True),
    )
    assert counts()("licence_only_baseline", "licence_only_settled", "licence_only_permitted") == [3, 2, 1]


def a_violation(violation_id, found, handled=None, kind="隐形变异", institution_id="i"):
    row = {"violation_id": violation_id, "area_code": "410102", "institution_id": institution_id, "kind": kind}
    return row | {"source": "巡查", "found_on": on(found), "handled_on": on(handled) if handled else None}


def test_hidden_training_found_handled_and_found_again_within_ninety_days(write, counts):
    write(
        violation,
        a_violation("first", "2022-10-01", "2022-10-05"),
        a_violation("again, day 60", "2022-12-04"),
        a_violation("other institution", "2022-10-01", "2022-10-05", institution_id="j"),
        a_violation("watched", "2022-07-10", "2022-07-20", institution_id="k"),
        a_violation("decoy: day 91", "2022-10-19", institution_id="k"),
        a_violation("decoy: handled before it was found", "2022-09-05", "2022-09-01", institution_id="m"),
        a_violation("decoy: no institution", "2022-10-03", "2022-10-05", institution_id=None),
        a_violation("refund", "2022-11-01", "2022-11-02", kind="退费纠纷"),
        a_violation("refund open", "2022-11-01", kind="退费纠纷"),
    )
    read = counts()
    assert read("hidden_found", "hidden_handled") == [5, 3]
    assert read("hidden_watched", "hidden_again") == [3, 1]
    assert read("refunds_found", "refunds_handled") == [2, 1]


def test_enforcement_and_papers(write, counts):
    write(
        enforcement,
        {"enforcement_id": "1", "area_code": "410102", "acted_on": on("2022-11-01"), "people": 9,
         "institutions_checked": 7, "source": "专项"},
        {"enforcement_id": "decoy", "area_code": "410102", "acted_on": on("2022-12-21"), "people": 9,
         "institutions_checked": 7, "source": "专项"},
    )  # fmt: skip
    paper = {"area_code": "410100", "kind": "季度情况", "status": "已报", "due_on": on("2022-10-07")}
    write(
        submission,
        paper | {"period": "2022Q3", "received_at": at("2022-10-07 15:59:59")},
        paper
        | {"kind": "年度报告", "period": "2022", "due_on": on("2022-12-05"), "received_at": at("2022-12-05 16:00:00")},
        paper | {"kind": "落实举措", "period": "2022", "status": "退回", "received_at": at("2022-10-01 00:00:00")},
        paper | {"kind": "季度情况", "period": "2022Q4", "due_on": on("2022-12-20")},  # decoy: the day is not over
    )
    assert counts()("institutions_checked") == [7]
    # The city owes the papers itself; nothing is spread to its counties.
    assert counts("410100")("submissions_due", "submissions_on_time") == [3, 1]
