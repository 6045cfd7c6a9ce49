"""The history of the tables, one revision a step; Alembic carries it out.

There are steps forward only: what a release brought, the next release may take away.
`tests/kpi/store/test_migrations.py` proves that the steps lead to the tables as declared.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

LOCK = 5_265_677
"""The advisory lock that lets one of many starting replicas migrate a Postgres database."""


def configuration() -> Config:
    """Return Alembic's configuration; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def newest() -> str:
    """Return the newest revision of this release."""
    head = _script().get_current_head()
    if head is None:
        raise LookupError("The package holds no migrations.")
    return head


def is_known(revision: str) -> bool:
    """Tell whether this release knows a revision; one it does not know is of a newer release."""
    return any(step.revision == revision for step in _script().walk_revisions())


def revision(connection: Connection) -> str | None:
    """Return the revision a database is at, or None when it has no tables of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> None:
    """Take the database to the newest revision inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
