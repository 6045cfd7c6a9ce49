import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.demo import playing, prepared
from bot.cli.demo.keeping import DATABASE
from bot.clock import Clock
from tests.moments import NOW


async def test_whoever_ends_it_while_it_is_filled_waits_for_no_more_than_one_write(
    tmp_path: Path,
) -> None:
    slack = playing.slack_of(Clock())
    settings = prepared.settings_of(slack.identity, "http://127.0.0.1:9", tmp_path)
    team_id = slack.identity.team_id
    filling = asyncio.ensure_future(prepared.prepare(settings, team_id, NOW, seed=47))
    with closing(sqlite3.connect(tmp_path / DATABASE)) as kept:
        async with asyncio.timeout(20):
            while not _count(kept, "workspace"):  # noqa: ASYNC110 - no event tells of a row
                await asyncio.sleep(0)
        filling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await filling
        assert _count(kept, "workspace") == 1
        assert _count(kept, "response") == 0


def _count(kept: sqlite3.Connection, table: str) -> int:
    """Count the rows of a table, none where it is not made yet."""
    known = kept.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (table,))
    if not known.fetchone()[0]:
        return 0
    return int(kept.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
