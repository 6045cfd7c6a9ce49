from pathlib import Path

import pytest

from bot import pieces
from bot.clock import Clock
from bot.config import Settings, SettingsError
from kpi.store.database import Database


def test_nudges_before_anybody_works_are_harmless_and_later_ones_arrive() -> None:
    nudge, heard = pieces.Nudge(), list[str]()
    nudge()
    nudge.reach(lambda: heard.append("now"))
    nudge()
    assert heard == ["now"]


async def test_the_writers_queue_is_among_the_metrics(tmp_path: Path) -> None:
    settings = Settings.model_validate({"database_url": f"sqlite:///{tmp_path}/k.db"})
    made = pieces.made(settings, Clock(), Database.open(settings.database_url))
    assert b"kompas_writer_queue 0.0" in made.metrics.text()
    await made.database.close()


def test_without_keys_nothing_is_made_on_postgres() -> None:
    settings = Settings.model_validate({"database_url": "postgresql://localhost/k"})
    with pytest.raises(SettingsError, match="KOMPAS_ENCRYPTION_KEYS"):
        pieces.made(settings, Clock(), Database.open(settings.database_url))
