"""What the account of the dashboard may do to the shared database beyond reading it: nothing, or it is not used."""

from sqlalchemy import Connection, select, text

from data_access.shared.tables import metadata
from supervision.faults import AccountCanWrite

_RIGHTS = "INSERT, UPDATE, DELETE, TRUNCATE"
# A name that is not there has no rights; `to_regclass` looks where the queries look.
_ASKED = text(
    "select coalesce(bool_or(has_table_privilege(current_user, to_regclass(name), :rights)), false)"
    " from unnest(cast(:names as text[])) as name where to_regclass(name) is not null"
)


def refuse_writer(connection: Connection) -> None:
    """Refuse an account that could change the shared database.

    Raises AccountCanWrite. SQLite has no accounts: its file is opened for reading only.
    """
    if connection.dialect.name != "postgresql":
        return
    is_superuser = connection.execute(select(text("current_setting('is_superuser') = 'on'"))).scalar_one()
    values = {"rights": _RIGHTS, "names": sorted(metadata.tables)}
    if is_superuser or connection.execute(_ASKED, values).scalar_one():
        raise AccountCanWrite(
            "看板使用的数据库账号可以修改共享数据库，按规定停止服务。"
            "请数据库管理员按数据库说明（docs/database.md）改用只读账号。"
        )
