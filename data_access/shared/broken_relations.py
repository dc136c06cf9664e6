"""Relations of the contract that are not there, or not whole."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from data_access.shared import tables as t
from data_access.shared.reading import explain
from supervision.findings import Finding, Severity


@dataclass(frozen=True)
class BrokenRelations:
    """Relations that are missing or lack columns, and the findings that say so."""

    names: frozenset[str]
    findings: tuple[Finding, ...] = field(default=())


def broken_relations(connection: Connection) -> BrokenRelations:
    """Return which relations of the contract cannot be read as it says."""
    try:
        inspector = inspect(connection)
        present = set(inspector.get_table_names()) | set(inspector.get_view_names())
        present |= set(inspector.get_materialized_view_names()) if connection.dialect.name == "postgresql" else set()
        columns = {name: {c["name"] for c in inspector.get_columns(name)} for name in present}
    except DBAPIError as cause:
        raise explain(cause) from cause
    findings = []
    for table in t.RELATIONS:
        if table.name not in columns:
            findings.append(_missing(table.name, "（全部）", "缺少约定的表或视图"))
            continue
        lacking = [column.name for column in table.c if column.name not in columns[table.name]]
        findings += [_missing(table.name, name, "缺少约定的列") for name in lacking]
    return BrokenRelations(frozenset(finding.relation for finding in findings), tuple(findings))


def _missing(relation: str, column: str, rule: str) -> Finding:
    return Finding(Severity.FAULT, relation, "—", column, "—", rule)
