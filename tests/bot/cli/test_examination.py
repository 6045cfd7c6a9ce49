"""What cannot be looked at is a finding like any other."""

from pathlib import Path

import pytest

from bot.cli import examination
from bot.cli.finding import Finding
from bot.clock import Clock
from tests.bot.cli.conftest import KEY


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    return monkeypatch


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def examined() -> dict[str, Finding]:
    return {finding.what: finding for finding in await examination.examine(None, Clock())}


async def test_wrong_settings_end_the_examination(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("KOMPAS_PORT", "many")
    found = await examined()
    assert set(found) == {"settings"}
    assert not found["settings"].good


async def test_a_database_that_is_away_does_not_hide_slack(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    settings.setenv("KOMPAS_ENCRYPTION_KEYS", KEY)
    found = await examined()
    assert not found["database"].good
    assert not found["slack"].good
    assert found["encryption"].good


async def test_postgres_without_keys_is_told_how_to_make_one(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    found = await examined()
    assert "openssl rand -base64 32" in found["encryption"].advice


async def test_a_new_folder_is_left_as_it_is(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = await examined()
    assert found["database"].found == "none here yet (kompas.db)"
    assert "kompas serve" in found["database"].advice
    assert found["encryption"].good
    assert files(tmp_path) == []
