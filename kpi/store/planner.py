"""How Postgres comes to a plan: by what it knows of its tables, and of the values it is told.

After a restore or a new major version it knows nothing of its tables, believes that a workspace is
a few rows, and an export takes hours. A minute or so later it looks by itself, unless it was told
not to.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_UNKNOWN = text(
    "SELECT c.oid::regclass::text FROM pg_class c"
    " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
    " AND pg_relation_size(c.oid) > 0 AND pg_get_userbyid(c.relowner) = current_user"
    " AND NOT EXISTS (SELECT 1 FROM pg_stats s"
    " WHERE s.schemaname = current_schema() AND s.tablename = c.relname)"
)


_BY_VALUES = text("SET LOCAL plan_cache_mode = force_custom_plan")


async def by_values(connection: AsyncConnection) -> None:
    """Have statements of this transaction planned for the days and names that they ask for.

    After five times Postgres takes one plan for all values, by which a year is read as if it were
    a few rows: some numbers then take four times as long, and some sixty times.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_BY_VALUES)


async def inform(connection: AsyncConnection) -> list[str]:
    """Have Postgres look at tables of ours that it knows nothing of; return their names."""
    unknown = list((await connection.execute(_UNKNOWN)).scalars())
    for name in unknown:
        await connection.execute(text(f"ANALYZE {name}"))
    return unknown
