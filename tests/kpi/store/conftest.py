"""What only tests of the store stand on: a second process at the same database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kpi.store.database import Database
from tests import databases


@pytest.fixture(scope="session")
async def replica_of_postgres(migrated_postgres: str) -> AsyncIterator[str]:
    """An address whose connections are others, and serve all tests as well."""
    url = f"{migrated_postgres}{'&' if '?' in migrated_postgres else '?'}application_name=replica"
    yield url
    await databases.let_go(url)


@pytest.fixture(scope="session")
async def replicas_of_sqlite() -> AsyncIterator[set[str]]:
    """The addresses by which the file was opened a second time."""
    urls = set[str]()
    yield urls
    for url in urls:
        await databases.let_go(url)


@pytest.fixture
def replica_url(database_url: str, request: pytest.FixtureRequest) -> str:
    """The address of the clean database for a second process."""
    if not database_url.startswith("sqlite:"):
        return str(request.getfixturevalue("replica_of_postgres"))
    path = Path(database_url.removeprefix("sqlite:///"))
    url = f"{database_url}?replica={path.stat().st_ino}"  # a file that was replaced is another
    request.getfixturevalue("replicas_of_sqlite").add(url)
    return url


@pytest.fixture
async def replica(replica_url: str) -> AsyncIterator[Database]:
    """The clean database as a second process of ours has it."""
    opened = databases.opened(replica_url)
    yield opened
    await opened.close()
