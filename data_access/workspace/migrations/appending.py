"""Triggers that let a table only grow, for both databases."""

from alembic import op

_POSTGRESQL_FUNCTION = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% only grows: % is refused', tg_table_name, tg_op using errcode = 'integrity_constraint_violation';
end $$
"""


def create_refusal() -> None:
    """Create what PostgreSQL's triggers call; SQLite's say it themselves."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRESQL_FUNCTION)


def only_grows(table: str) -> None:
    """Refuse to change or delete rows of a table, or to empty it."""
    if op.get_bind().dialect.name == "postgresql":
        refusing = "execute function refuse_change()"
        op.execute(f"create trigger {table}_grows before update or delete on {table} for each row {refusing}")
        op.execute(f"create trigger {table}_stays before truncate on {table} for each statement {refusing}")
        return
    for verb in ("update", "delete"):
        refused = f"select raise(abort, '{table} only grows: {verb} is refused')"
        op.execute(f"create trigger {table}_{verb} before {verb} on {table} begin {refused}; end")
