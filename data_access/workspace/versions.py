"""Whether the workspace has changed: rows are only ever added, so their numbers tell."""

from sqlalchemy import Connection, func, select

from data_access.workspace.tables import TABLES


def read_workspace_version(connection: Connection) -> str:
    """Return a text that changes whenever a row is added to any table."""
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in TABLES]
    return "/".join(str(number) for number in connection.execute(select(*counts)).one())
