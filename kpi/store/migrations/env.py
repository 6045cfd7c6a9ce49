"""Alembic's entry: migrates over the connection that the caller gives, in its transaction."""

from alembic import context

from kpi.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.METADATA,
    render_as_batch=True,
)
context.run_migrations()
