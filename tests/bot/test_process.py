from dataclasses import FrozenInstanceError

import pytest

from bot.clock import Clock
from kpi.store.database import Database
from tests.bot.running import process_of, sandbox_of


async def test_a_process_is_of_one_workspace_for_good(database: Database) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as process,
    ):
        with pytest.raises(FrozenInstanceError):
            process.workspace_id = "T0OTHER"  # type: ignore[misc]  # that it fails is the test
