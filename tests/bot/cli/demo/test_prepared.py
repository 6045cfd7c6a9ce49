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
    async with asyncio.timeout(20):
        await asyncio.wait({filling}, timeout=0.2)
        filling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await filling
    with closing(sqlite3.connect(tmp_path / DATABASE)) as kept:
        asked = "SELECT count(*) FROM sqlite_master WHERE name = 'response'"
        assert not kept.execute(asked).fetchone()[0] or not _answers(kept)


def _answers(kept: sqlite3.Connection) -> int:
    return int(kept.execute("SELECT count(*) FROM response").fetchone()[0])
