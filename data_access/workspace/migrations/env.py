"""What Alembic runs: the steps in the transaction that `migrating.migrate` has opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite can undo CREATE TABLE as well; Alembic would not rely on it by itself.
    transactional_ddl=True,
)
context.run_migrations()
