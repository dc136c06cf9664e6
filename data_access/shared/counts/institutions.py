"""Counts of training institutions, of what was found against them, and of enforcement."""

from datetime import timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Label, and_, exists, func, or_, select

from data_access.shared.counts.window import Window, count_where, sum_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import enforcement, institution, violation
from data_access.shared.types import days_between

HIDDEN, REFUND = "隐形变异", "退费纠纷"


def read_institution_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the register's state at the cut-off, one row per county, a column per institution measure."""
    query = (
        select(
            institution.c.area_code,
            count_where("institutions", _is_running(window)),
            *_academic(window),
            *_non_academic(window),
            *_licence_only(window),
            *_prepaid(window),
        )
        .where(or_(institution.c.registered_on.is_(None), institution.c.registered_on <= window.cutoff))
        .group_by(institution.c.area_code)
        .order_by(institution.c.area_code)
    )
    return read_frame(connection, query)


def _is_running(window: Window) -> ColumnElement[bool]:
    return window.is_open(institution.c.closed_on)


def _is_academic(window: Window) -> ColumnElement[bool]:
    """Return whether an institution taught school subjects at the cut-off; one that converts later still does."""
    return or_(
        and_(institution.c.kind == "学科类", window.is_open(institution.c.converted_on)),
        # Said in full, because the condition is also negated and an empty date compares to neither true nor false.
        and_(institution.c.converted_on.is_not(None), institution.c.converted_on > window.cutoff),
    )


def _academic(window: Window) -> list[Label[int]]:
    """Return the baseline of July 2021 in buckets that exclude each other: converted, closed, remaining."""
    c = institution.c
    baseline = and_(
        c.in_baseline.is_(True),
        c.online.is_(False),
        c.stage == "义务教育",
        or_(c.kind == "学科类", c.converted_on.is_not(None)),
    )
    converted, closed = window.is_done(c.converted_on), window.is_done(c.closed_on)
    remaining = and_(window.is_open(c.converted_on), window.is_open(c.closed_on))
    return [
        count_where("academic_baseline", baseline),
        count_where("academic_converted", baseline, converted),
        count_where("academic_closed", baseline, closed, window.is_open(c.converted_on)),
        count_where("academic_remaining", baseline, remaining),
        count_where("academic_nonprofit", baseline, remaining, window.is_done(c.nonprofit_on)),
    ]


def _non_academic(window: Window) -> list[Label[int]]:
    c = institution.c
    members = and_(_is_running(window), ~_is_academic(window))
    with_standard = and_(members, c.field.in_(window.scheme.fields_with_standard(window.cutoff)))
    return [
        count_where("non_academic", members),
        count_where("non_academic_department", members, window.is_done(c.department_on)),
        count_where("non_academic_standard", with_standard),
        count_where("non_academic_permitted", with_standard, window.is_done(c.permit_on)),
    ]


def _licence_only(window: Window) -> list[Label[int]]:
    c = institution.c
    members = c.licence_only.is_(True)
    permitted, closed = window.is_done(c.permit_on), window.is_done(c.closed_on)
    return [
        count_where("licence_only_baseline", members),
        count_where("licence_only_settled", members, or_(permitted, closed)),
        count_where("licence_only_permitted", members, permitted),
    ]


def _prepaid(window: Window) -> list[Label[int]]:
    c = institution.c
    members = and_(_is_running(window), c.prepaid.is_(True))
    supervised = window.is_done(c.funds_supervised_on)
    return [
        count_where("prepaid_academic", members, _is_academic(window)),
        count_where("prepaid_academic_supervised", members, _is_academic(window), supervised),
        count_where("prepaid_all", members),
        count_where("prepaid_all_supervised", members, supervised),
    ]


def read_enforcement_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return institutions checked in the window, one row per county."""
    query = (
        select(enforcement.c.area_code, sum_where("institutions_checked", enforcement.c.institutions_checked))
        .where(window.holds(enforcement.c.acted_on))
        .group_by(enforcement.c.area_code)
        .order_by(enforcement.c.area_code)
    )
    return read_frame(connection, query)


def read_violation_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return hidden training and refund disputes found in the window and handled by the cut-off, one row per county."""
    handled = window.is_done(violation.c.handled_on)
    query = (
        select(
            violation.c.area_code,
            count_where("hidden_found", violation.c.kind == HIDDEN),
            count_where("hidden_handled", violation.c.kind == HIDDEN, handled),
            count_where("refunds_found", violation.c.kind == REFUND),
            count_where("refunds_handled", violation.c.kind == REFUND, handled),
        )
        .where(window.holds(violation.c.found_on))
        .group_by(violation.c.area_code)
        .order_by(violation.c.area_code)
    )
    return read_frame(connection, query)


def read_repeat_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return hidden training handled and watched since, and how much of it was found again at the same institution."""
    days = window.scheme.counting.relapse_days
    again = violation.alias("again")
    repeated = exists().where(
        again.c.institution_id == violation.c.institution_id,
        again.c.violation_id != violation.c.violation_id,
        again.c.kind == HIDDEN,
        again.c.found_on > violation.c.handled_on,
        again.c.found_on <= window.cutoff,
        days_between(violation.c.handled_on, again.c.found_on) <= days,
    )
    query = (
        select(
            violation.c.area_code,
            func.count().label("hidden_watched"),
            count_where("hidden_again", repeated),
        )
        .where(
            violation.c.kind == HIDDEN,
            violation.c.institution_id.is_not(None),
            violation.c.handled_on.between(window.first - timedelta(days=days), window.cutoff),
        )
        .group_by(violation.c.area_code)
        .order_by(violation.c.area_code)
    )
    return read_frame(connection, query)
