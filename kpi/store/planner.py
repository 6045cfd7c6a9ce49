"""What Postgres knows of its tables before it has looked at them by itself: nothing.

After a restore or a new major version it then believes that a workspace is a few rows, and an
export takes hours. A minute or so later it looks by itself, unless it was told not to.
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


async def inform(connection: AsyncConnection) -> list[str]:
    """Have Postgres look at tables of ours that it knows nothing of; return their names."""
    unknown = list((await connection.execute(_UNKNOWN)).scalars())
    for name in unknown:
        await connection.execute(text(f"ANALYZE {name}"))
    return unknown
