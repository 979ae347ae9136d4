"""Alembic's entry to the desk's file: the program hands over an open, keyed connection."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # Only for comparing and writing new migrations; an upgrade needs no tables in code.
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    # SQLite can roll back a half-made schema, given one transaction that was begun in earnest.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
