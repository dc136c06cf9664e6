"""Indexes that make the dashboard quick; the owner of the data creates them, the dashboard never does."""

from sqlalchemy import Index

from data_access.shared.tables import (
    complaint,
    enforcement,
    institution,
    problem,
    reported_count,
    school,
    violation,
    visit,
)

INDEXES = (
    # Every count of a quarter's visits is answered from this index alone.
    Index(
        "ix_visit_counts",
        visit.c.visited_on,
        visit.c.school_id,
        visit.c.level,
        visit.c.unannounced,
        visit.c.homework_design,
        visit.c.homework_time,
        visit.c.after_school,
        visit.c.after_school_quality,
    ),
    Index("ix_visit_school", visit.c.school_id, visit.c.visited_on),
    Index("ix_visit_recorded", visit.c.recorded_at),
    Index("ix_school_area", school.c.area_code, school.c.stage, school.c.opened_on, school.c.closed_on),
    Index("ix_institution_area", institution.c.area_code),
    Index("ix_violation_found", violation.c.found_on, violation.c.kind, violation.c.area_code),
    Index("ix_violation_institution", violation.c.institution_id, violation.c.kind, violation.c.found_on),
    Index("ix_enforcement_acted", enforcement.c.acted_on),
    Index("ix_complaint_received", complaint.c.received_at),
    Index("ix_complaint_closed", complaint.c.closed_on),
    Index("ix_problem_raised", problem.c.raised_on),
    Index("ix_reported_quarter", reported_count.c.quarter, reported_count.c.area_code, reported_count.c.measure),
    Index("ix_reported_at", reported_count.c.reported_at),
)
