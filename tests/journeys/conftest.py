"""Every journey begins at a desk, on SQLite and on Postgres, and over HTTP unless it says else."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from tests.journeys import desk as desks
from tests.journeys.desk import WEDNESDAY, Desk, Way


@pytest.fixture
def way(request: pytest.FixtureRequest) -> Way:
    """How Slack reaches the bot."""
    return getattr(request, "param", "http")


@pytest.fixture
def start(request: pytest.FixtureRequest) -> datetime:
    """When the story begins."""
    return getattr(request, "param", WEDNESDAY)


@pytest.fixture
async def desk(database_url: str, way: Way, start: datetime) -> AsyncIterator[Desk]:
    async with desks.prepared(database_url, way, at=start) as prepared:
        yield prepared
