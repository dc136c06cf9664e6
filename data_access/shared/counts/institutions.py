"""Counts of training institutions, of what was found against them, and of enforcement."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Label, and_, exists, or_

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, number_where, one_where
from data_access.shared.soundness import is_sound
from data_access.shared.tables import enforcement, institution, violation
from data_access.shared.types import days_between

HIDDEN, REFUND = "隐形变异", "退费纠纷"


def institution_family(window: Window) -> Family:
    """Return the rows of the register's state at the cut-off."""
    return Family(
        relation=institution,
        area_code=institution.c.area_code,
        source=institution,
        where=(
            is_sound(institution),
            or_(institution.c.registered_on.is_(None), institution.c.registered_on <= window.cutoff),
        ),
        amounts=(
            one_where("institutions", _is_running(window)),
            *_academic(window),
            *_non_academic(window),
            *_licence_only(window),
            *_prepaid(window),
        ),
    )


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
        one_where("academic_baseline", baseline),
        one_where("academic_converted", baseline, converted),
        one_where("academic_closed", baseline, closed, window.is_open(c.converted_on)),
        one_where("academic_remaining", baseline, remaining),
        one_where("academic_nonprofit", baseline, remaining, window.is_done(c.nonprofit_on)),
    ]


def _non_academic(window: Window) -> list[Label[int]]:
    c = institution.c
    members = and_(_is_running(window), ~_is_academic(window))
    with_standard = and_(members, c.field.in_(window.scheme.fields_with_standard(window.cutoff)))
    return [
        one_where("non_academic", members),
        one_where("non_academic_department", members, window.is_done(c.department_on)),
        one_where("non_academic_standard", with_standard),
        one_where("non_academic_permitted", with_standard, window.is_done(c.permit_on)),
    ]


def _licence_only(window: Window) -> list[Label[int]]:
    c = institution.c
    members = c.licence_only.is_(True)
    permitted, closed = window.is_done(c.permit_on), window.is_done(c.closed_on)
    return [
        one_where("licence_only_baseline", members),
        one_where("licence_only_settled", members, or_(permitted, closed)),
        one_where("licence_only_permitted", members, permitted),
    ]


def _prepaid(window: Window) -> list[Label[int]]:
    c = institution.c
    members = and_(_is_running(window), c.prepaid.is_(True))
    supervised = window.is_done(c.funds_supervised_on)
    return [
        one_where("prepaid_academic", members, _is_academic(window)),
        one_where("prepaid_academic_supervised", members, _is_academic(window), supervised),
        one_where("prepaid_all", members),
        one_where("prepaid_all_supervised", members, supervised),
    ]


def enforcement_family(window: Window) -> Family:
    """Return the rows of institutions checked in the window."""
    return Family(
        relation=enforcement,
        area_code=enforcement.c.area_code,
        source=enforcement,
        where=(
            is_sound(enforcement),
            window.holds(enforcement.c.acted_on),
        ),
        amounts=(number_where("institutions_checked", enforcement.c.institutions_checked),),
    )


def violation_family(window: Window) -> Family:
    """Return the rows of hidden training and refund disputes found in the window and handled by the cut-off."""
    handled = window.is_done(violation.c.handled_on)
    return Family(
        relation=violation,
        area_code=violation.c.area_code,
        source=violation,
        where=(
            is_sound(violation),
            window.holds(violation.c.found_on),
        ),
        amounts=(
            one_where("hidden_found", violation.c.kind == HIDDEN),
            one_where("hidden_handled", violation.c.kind == HIDDEN, handled),
            one_where("refunds_found", violation.c.kind == REFUND),
            one_where("refunds_handled", violation.c.kind == REFUND, handled),
        ),
    )


def repeat_family(window: Window) -> Family:
    """Return the rows of hidden training handled and watched since; again where the same institution did it anew."""
    days = window.scheme.counting.relapse_days
    again = violation.alias("again")
    repeated = exists().where(
        again.c.institution_id == violation.c.institution_id,
        again.c.violation_id != violation.c.violation_id,
        again.c.kind == HIDDEN,
        is_sound(again),
        again.c.found_on > violation.c.handled_on,
        again.c.found_on <= window.cutoff,
        days_between(violation.c.handled_on, again.c.found_on) <= days,
    )
    return Family(
        relation=violation,
        area_code=violation.c.area_code,
        source=violation,
        where=(
            is_sound(violation),
            violation.c.kind == HIDDEN,
            violation.c.institution_id.is_not(None),
            violation.c.handled_on.between(window.first - timedelta(days=days), window.cutoff),
        ),
        amounts=(
            one_where("hidden_watched"),
            one_where("hidden_again", repeated),
        ),
    )
