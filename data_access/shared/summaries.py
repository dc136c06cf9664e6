"""How the summaries are made from the rows, and the SQL that sets them up, for the owner of the data."""

from hashlib import sha256
from itertools import chain, product

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, or_, select
from sqlalchemy.dialects import registry

from data_access.shared.counts.schools import is_point, is_school
from data_access.shared.counts.visits import is_valid_visit, visit_amounts
from data_access.shared.counts.window import count_where
from data_access.shared.reading import Query
from data_access.shared.soundness import is_sound
from data_access.shared.summary_tables import (
    DEFINITION,
    LONGEST_ENTRY,
    SUMMARIES,
    coverage_month,
    summary_change,
    summary_definition,
    visit_day,
)
from data_access.shared.tables import school, visit
from data_access.shared.types import civil_day, days_between, last_of_month, month_of


def visit_days_of_rows() -> Query:
    """Return what `visit_day` holds, counted from the rows."""
    after = days_between(visit.c.visited_on, civil_day(visit.c.recorded_at))
    entered = case((after.between(0, LONGEST_ENTRY), after), else_=-1).label("entered_after")
    return (
        select(
            school.c.area_code,
            visit.c.visited_on,
            entered,
            *[_whole(func.sum(amount.element)).label(amount.name) for amount in visit_amounts()],
        )
        .select_from(visit.join(school, school.c.school_id == visit.c.school_id))
        .where(is_valid_visit())
        .group_by(school.c.area_code, visit.c.visited_on, entered)
        .order_by(visit.c.visited_on, school.c.area_code, entered)
    )


def coverage_months_of_rows() -> Query:
    """Return what `coverage_month` holds, counted from the rows: every month that has a visit, as a whole month."""
    month = month_of(visit.c.visited_on).label("month")
    months = select(month).where(month.is_not(None)).distinct().cte("months")
    last = last_of_month(months.c.month)
    # Compared as the rows are when they are counted, so that an unsound day is in the same month or in none.
    visited = (
        select(months.c.month, visit.c.school_id)
        .join(visit, and_(visit.c.visited_on.between(months.c.month, last), is_sound(visit)))
        .distinct()
        .subquery("visited")
    )
    seen = visited.c.school_id.is_not(None)
    is_due = and_(
        is_sound(school),
        school.c.opened_on <= months.c.month,
        or_(school.c.closed_on.is_(None), school.c.closed_on > last),
    )
    return (
        select(
            school.c.area_code,
            months.c.month,
            _whole(count_where("schools_due", is_school()).element).label("schools_due"),
            _whole(count_where("schools_visited", is_school(), seen).element).label("schools_visited"),
            _whole(count_where("points_due", is_point()).element).label("points_due"),
            _whole(count_where("points_visited", is_point(), seen).element).label("points_visited"),
        )
        .select_from(
            months.join(school, is_due).outerjoin(
                visited, and_(visited.c.month == months.c.month, visited.c.school_id == school.c.school_id)
            )
        )
        .group_by(school.c.area_code, months.c.month)
        .order_by(months.c.month, school.c.area_code)
    )


def _whole(number: ColumnElement[int]) -> ColumnElement[int]:
    # PostgreSQL sums integers to bigint, and bigint to numeric, which pandas would take for objects.
    return cast(number, Integer)


MADE_FROM = {visit_day: visit_days_of_rows, coverage_month: coverage_months_of_rows}
KEYS = {visit_day: "visited_on, area_code, entered_after", coverage_month: "month, area_code"}
SOURCES = (visit, school)
DIALECTS = ("postgresql", "sqlite")


def setup_sql(dialect: str, tables_in: str = "public", into: str = "public") -> str:
    """Return the statements with which the owner sets the summaries up, or up anew; `dialect` is one of DIALECTS.

    `tables_in` and `into` are the PostgreSQL schemas of the rows and of the summaries.
    """
    return _setup_postgresql(tables_in, into) if dialect == "postgresql" else _setup_sqlite()


def refresh_sql(dialect: str, into: str = "public") -> str:
    """Return the statements that bring the summaries up to date, for after each load or once a night.

    What changes while they run keeps its note and is in the next refresh.
    """
    if dialect == "postgresql":
        return _script(
            "begin transaction isolation level repeatable read",
            f"delete from {into}.{summary_change.name}",
            *[f"refresh materialized view concurrently {into}.{made.name}" for made in MADE_FROM],
            "commit",
        )
    refill = [
        [f"delete from {made.name}", f"insert into {made.name}\n{_text(query(), dialect)}"]
        for made, query in MADE_FROM.items()
    ]
    return _script("begin immediate", *chain(*refill), f"delete from {summary_change.name}", "commit")


def definition() -> str:
    """Return a short hash of how the summaries are made, for either database."""
    texts = [_text(query(), dialect) for query in MADE_FROM.values() for dialect in DIALECTS]
    return sha256("".join(texts).encode()).hexdigest()[:16]


def _setup_postgresql(tables_in: str, into: str) -> str:
    note = f"{into}.note_summary_change"
    return _script(
        *[f"drop materialized view if exists {into}.{made.name}" for made in MADE_FROM],
        f"drop function if exists {note}() cascade",
        f"drop table if exists {into}.{summary_change.name}, {into}.{summary_definition.name}",
        f"create table {into}.{summary_definition.name} as select text '{DEFINITION}' as definition",
        f"create table {into}.{summary_change.name} (change bigint generated always as identity primary key)",
        f"create function {note}() returns trigger language plpgsql security definer set search_path = pg_catalog as $$"
        f" begin insert into {into}.{summary_change.name} default values; return null; end $$",
        *[
            f"create trigger note_summary_change after insert or update or delete or truncate"
            f" on {tables_in}.{rows.name} for each statement execute function {note}()"
            for rows in SOURCES
        ],
        "begin transaction isolation level repeatable read",
        f"delete from {into}.{summary_change.name}",
        *[
            f"create materialized view {into}.{made.name} as\n{_text(query(), 'postgresql', tables_in)}"
            for made, query in MADE_FROM.items()
        ],
        *[f"create unique index {made.name}_key on {into}.{made.name} ({key})" for made, key in KEYS.items()],
        "commit",
        *[f"analyze {into}.{made.name}" for made in MADE_FROM],
    )


def _setup_sqlite() -> str:
    events = list(product(SOURCES, ("insert", "update", "delete")))
    return _script(
        *[f"drop table if exists {table.name}" for table in SUMMARIES],
        f"create table {summary_definition.name} as select '{DEFINITION}' as definition",
        f"create table {summary_change.name} (change integer primary key)",
        *[f"drop trigger if exists note_{rows.name}_{event}" for rows, event in events],
        *[
            f"create trigger note_{rows.name}_{event} after {event} on {rows.name}"
            f" begin insert or ignore into {summary_change.name} values (1); end"
            for rows, event in events
        ],
        "begin immediate",
        *[f"create table {made.name} as\n{_text(query(), 'sqlite')}" for made, query in MADE_FROM.items()],
        *[f"create unique index {made.name}_key on {made.name} ({key})" for made, key in KEYS.items()],
        f"delete from {summary_change.name}",
        "commit",
    )


def _text(query: Query, dialect: str, tables_in: str | None = None) -> str:
    """Return a query as SQL that can be handed over, with its values in it."""
    compiled = query.compile(
        dialect=registry.load(dialect)(),
        compile_kwargs={"literal_binds": True},
        schema_translate_map={None: tables_in} if tables_in else None,
        render_schema_translate=bool(tables_in),
    )
    return str(compiled)


def _script(*statements: str) -> str:
    return "".join(f"{statement};\n" for statement in statements)
