"""Serving begins only when every setting is there."""

import pytest

from tests.bot.cli.conftest import Kompas


def test_everything_that_is_missing_is_named_first(kompas: Kompas) -> None:
    done = kompas("serve")
    assert done.code == 2
    assert "SLACK_BOT_TOKEN" in done.err
    assert "SLACK_SIGNING_SECRET" in done.err


def test_a_database_that_is_away_ends_it_with_a_sentence(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    done = kompas("serve")
    assert done.code == 1
    assert "Is it running" in done.err
    assert "Traceback" not in done.err
