"""The history of the tables, one revision a step; Alembic carries it out.

There are steps forward only: what a release brought, the next release may take away.
`tests/kpi/store/test_migrations.py` proves that the steps lead to the tables as declared.
Alembic itself is loaded only when there is something to carry out, as it takes a while to.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

HERE = Path(__file__).parent
VERSION_TABLE = "alembic_version"
"""Alembic's own: one row with the revision that the tables are at."""

LOCK = 5_265_677
"""The advisory lock that lets one of many starting replicas migrate a Postgres database."""


@cache
def revisions() -> tuple[str, ...]:
    """Return all revisions of this release, the newest last; each is the number of its file."""
    return tuple(sorted(path.name.partition("_")[0] for path in HERE.glob("versions/*.py")))


def newest() -> str:
    """Return the newest revision of this release."""
    return revisions()[-1]


def is_known(revision: str) -> bool:
    """Tell whether this release knows a revision; one it does not know is of a newer release."""
    return revision in revisions()


def revision(connection: Connection) -> str | None:
    """Return the revision a database is at, or None when it has no tables of ours."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return found


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take the database to a revision, the newest, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - a quarter of a second that few starts need
    from alembic.config import Config  # noqa: PLC0415 - the same

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
