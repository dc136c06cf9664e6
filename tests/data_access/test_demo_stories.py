"""Each planted story of the demo is there, at its place, and shows as it is described."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, and_, func, or_, select

from data_access.demo import stories
from data_access.demo.timeline import CUTOFF, FUNDS_RULE_ON, QUARTERS
from data_access.shared import tables as t
from data_access.shared.assessments import read_assessment
from data_access.shared.types import civil_day
from supervision.assessment import Assessment
from supervision.attention import find_attention
from supervision.periods import Quarter, month_end

Q3, Q4 = Quarter(2022, 3), Quarter(2022, 4)


@pytest.fixture
def running(demo_connection: Connection) -> Assessment:
    """Return the assessment of the running quarter."""
    return read_assessment(demo_connection, Q4, CUTOFF, with_previous=False)


def _place(story: stories.Story) -> str:
    (area_code,) = story.area_codes
    return area_code


def test_one_county_reports_everything_while_visits_find_seventy_percent(running: Assessment) -> None:
    place = _place(stories.PERFECT_REPORT)
    for reported, visited in (("2.1", "2.2"), ("3.2", "3.3"), ("4.2", "4.5"), ("5.1", "5.2")):
        assert running.indicator(place, reported).value == 1.0
        assert running.indicator(place, visited).value == pytest.approx(0.7, abs=0.08)
        assert running.indicator(place, visited).denominator >= 10
    assert any(found.area_code == place for found in find_attention(running))


def test_one_county_is_never_visited(demo_connection: Connection, running: Assessment) -> None:
    schools = select(t.school.c.school_id).where(t.school.c.area_code == _place(stories.NEVER_VISITED))
    assert demo_connection.scalar(select(func.count()).where(t.visit.c.school_id.in_(schools))) == 0
    assert running.indicator(_place(stories.NEVER_VISITED), "0.1").value == 0


def test_one_county_is_visited_on_the_last_two_days_of_the_month_only(demo_connection: Connection) -> None:
    schools = select(t.school.c.school_id).where(t.school.c.area_code == _place(stories.MONTH_END))
    days = demo_connection.scalars(select(t.visit.c.visited_on).where(t.visit.c.school_id.in_(schools))).all()
    assert len({day.replace(day=1) for day in days}) == 17, "每月都有，只有未到月末的12月没有"
    assert all(month_end(day.replace(day=1)) - day <= timedelta(days=1) for day in days)


def test_one_county_closes_most_complaints_late(demo_connection: Connection) -> None:
    late = read_assessment(demo_connection, Q3, Q3.ends_on, with_previous=False)
    place = _place(stories.LATE_CLOSING)
    closed, on_time = (late.count(place, measure) for measure in ("complaints_answerable", "complaints_on_time"))
    assert closed > 0
    assert on_time / closed < 0.5


def test_one_county_raised_its_figures_after_the_deadline(demo_connection: Connection) -> None:
    counts, place = t.reported_count.c, _place(stories.LATE_REVISION)
    mine = and_(counts.area_code == place, counts.quarter == str(Q3), counts.revision == 2)
    days = set(demo_connection.scalars(select(civil_day(counts.reported_at)).where(mine)))
    assert days == {date(2022, 10, 18)}
    assert days.pop() > Q3.ends_on + timedelta(days=7)
    values = dict(map(tuple, demo_connection.execute(select(counts.measure, counts.value).where(mine))))
    assert values["schools_own_plan"] == values["schools_homework_time_ok"] == values["schools"]


def test_one_institution_was_converted_and_kept_at_once(demo_connection: Connection) -> None:
    institution = t.institution.c
    both = (institution.converted_on.is_not(None), institution.nonprofit_on.is_not(None))
    assert demo_connection.scalars(select(institution.area_code).where(*both)).all() == [
        _place(stories.BROKEN_INSTITUTION)
    ]


def test_one_county_reports_a_baseline_that_is_not_the_sum_of_its_parts(demo_connection: Connection) -> None:
    counts = t.reported_count.c
    parts = ("closed_reported", "converted_reported", "retained_reported", "untreated_reported")
    query = select(counts.area_code, counts.measure, counts.value).where(counts.quarter == str(Q4))
    gaps: dict[str, int] = {}
    for area_code, measure, value in demo_connection.execute(query):
        sign = 1 if measure == "baseline_reported" else -1 if measure in parts else 0
        gaps[area_code] = gaps.get(area_code, 0) + sign * value
    assert {area_code: gap for area_code, gap in gaps.items() if gap} == {_place(stories.BROKEN_IDENTITY): 3}


def test_two_cities_deliver_late_and_their_counties_have_not_reported(
    demo_connection: Connection, running: Assessment
) -> None:
    delivered = t.submission.c
    late = (delivered.period == str(Q3), civil_day(delivered.received_at) > delivered.due_on)
    assert set(stories.LATE_CITIES.area_codes) <= set(demo_connection.scalars(select(delivered.area_code).where(*late)))
    for city in stories.LATE_CITIES.area_codes:
        counties = [county.area_code for county in running.areas.children(city)]
        reported = (t.reported_count.c.quarter == str(Q4), t.reported_count.c.area_code.in_([city, *counties]))
        assert demo_connection.scalar(select(func.count()).where(*reported)) == 0
        assert running.indicator(city, "2.1").value is not None, "沿用上期报送数"


def test_the_counties_of_puyang_leave_2021q3_to_the_published_city_report(demo_connection: Connection) -> None:
    counts = t.reported_count.c
    inside = or_(counts.area_code.like("4109%"), counts.area_code == "410900")
    quarters = set(demo_connection.scalars(select(counts.quarter).where(inside).distinct()))
    assert quarters == {str(quarter) for quarter in QUARTERS[1:]}


def test_a_school_closed_in_mid_quarter_and_has_one_visit_after(demo_connection: Connection) -> None:
    inside = (t.school.c.closed_on > Q4.starts_on, t.school.c.closed_on < CUTOFF)
    school = demo_connection.execute(select(t.school).where(*inside)).one()
    assert school.area_code == _place(stories.CLOSED_SCHOOL)
    later = (t.visit.c.school_id == school.school_id, t.visit.c.visited_on >= school.closed_on)
    assert demo_connection.scalar(select(func.count()).where(*later)) == 1


def test_returned_revisions_do_not_count(demo_connection: Connection) -> None:
    counts = t.reported_count.c
    returned = select(counts.area_code, counts.revision).where(counts.status == "退回").distinct()
    assert set(map(tuple, demo_connection.execute(returned))) == {
        (place, 2) for place in stories.RETURNED_REVISION.area_codes
    }


def test_prepaid_fees_of_other_institutions_are_supervised_from_april_2022(demo_connection: Connection) -> None:
    institution = t.institution.c
    for kind, starts_before in (("学科类", True), ("非学科类", False)):
        first = demo_connection.scalar(
            select(func.min(institution.funds_supervised_on)).where(institution.kind == kind)
        )
        assert (first < FUNDS_RULE_ON) is starts_before
        assert first.year in (2021, 2022)


def test_functional_zones_report_like_counties(running: Assessment) -> None:
    zones = [area for area in running.areas.all if area.is_zone]
    assert {zone.parent_code for zone in zones} == set(stories.ZONES.area_codes)
    assert all(running.count(zone.area_code, "schools") for zone in zones)


def test_inspectors_are_few_where_the_story_says_so(running: Assessment) -> None:
    crowded = {area.area_code for area in running.areas.counties if running.indicator(area.area_code, "0.3").value > 5}
    assert crowded == set(stories.FEW_INSPECTORS.area_codes)


def test_one_duplicate_points_at_a_duplicate(demo_connection: Connection) -> None:
    original = t.complaint.alias("original")
    chained = select(t.complaint.c.area_code).where(
        t.complaint.c.duplicate_of == original.c.complaint_id, original.c.duplicate_of.is_not(None)
    )
    assert demo_connection.scalars(chained).all() == [_place(stories.DOUBLE_DUPLICATE)]


def test_every_story_says_where_and_how_it_shows(running: Assessment) -> None:
    assert len({story.key for story in stories.STORIES}) == len(stories.STORIES)
    for story in stories.STORIES:
        assert story.shows
        assert all(place in running.areas for place in story.area_codes)
