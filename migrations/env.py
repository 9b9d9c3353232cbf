"""Runs migrations on the connection it is given, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection, create_engine

from schemas.settings import Settings
from schemas.tables import Table


def run(connection: Connection) -> None:
    """Runs what Alembic asks for, in the connection's own transaction."""
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(Settings().sql_url).begin() as own:
        run(own)
