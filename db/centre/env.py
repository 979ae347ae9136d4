"""Runs the central database's migrations as the role that owns its schema."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

OWNER = "app_owner"
SCHEMA = "app"


def run_offline() -> None:
    """Print the SQL instead of running it."""
    context.configure(
        dialect_name="postgresql",
        literal_binds=True,
        version_table_schema=SCHEMA,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.execute(f"SET ROLE {OWNER}")
        context.run_migrations()


def run_online() -> None:
    """Migrate over the connection handed down in the configuration's attributes."""
    connection = context.config.attributes["connection"]
    # A migration that waits for a lock makes everybody behind it wait: better to give up.
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text(f"SET ROLE {OWNER}"))
    connection.commit()
    context.configure(
        connection=connection, version_table_schema=SCHEMA, transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
