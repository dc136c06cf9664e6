"""What the account of the dashboard may do to the shared database beyond reading it: nothing, or it is not used."""

from sqlalchemy import Connection, text

from supervision.faults import AccountCanWrite

# Every role that the account is a member of counts, also one whose rights it would first have to take (NOINHERIT), and
# every relation and schema but the server's own: an account that may write anywhere is not one for reading.
_ASKED = text(
    """
    with own as (
        select oid, rolname, rolsuper or rolcreaterole or rolcreatedb as is_powerful
        from pg_roles where pg_has_role(current_user, oid, 'MEMBER')
    ), schemas as (
        select oid from pg_namespace
        where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
    ), relations as (
        select pg_class.oid from pg_class join schemas on schemas.oid = relnamespace
        where relkind in ('r', 'p', 'v', 'm', 'f')
    )
    select exists (select from own where is_powerful)
        or exists (select from own where rolname in ('pg_write_all_data', 'pg_write_server_files',
                                                     'pg_read_server_files', 'pg_execute_server_program'))
        or exists (select from own where has_database_privilege(own.oid, current_database(), 'CREATE'))
        or exists (select from own, schemas where has_schema_privilege(own.oid, schemas.oid, 'CREATE'))
        or exists (select from own, relations
                   where has_table_privilege(own.oid, relations.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                      or has_any_column_privilege(own.oid, relations.oid, 'INSERT, UPDATE'))
    """
)


def refuse_writer(connection: Connection) -> None:
    """Refuse an account that could change the shared database, or anything beside it.

    Raises AccountCanWrite. SQLite has no accounts: its file is opened for reading only.
    """
    if connection.dialect.name == "postgresql" and connection.execute(_ASKED).scalar_one():
        raise AccountCanWrite(
            "看板使用的数据库账号可以修改共享数据库，按规定停止服务。"
            "请数据库管理员按数据库说明（docs/database.md）改用只读账号。"
        )
