"""Doors for ticket systems: the address and secret are shown once."""

import re

import pytest

from tests.bot.cli.conftest import Kompas


def test_a_webhook_is_made_without_slack(kompas: Kompas) -> None:
    done = kompas("connect", "standard")
    assert done.code == 0
    assert re.search(r"^URL +http://localhost:3000/hooks/standard/\S+$", done.out, re.MULTILINE)
    secret = re.search(r"^Secret +(whsec_\S+)$", done.out, re.MULTILINE)
    assert secret is not None
    listed = kompas("connect", "list")
    assert "standard  never" in listed.out
    assert secret[1] not in listed.out


def test_the_address_is_the_public_one(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_PUBLIC_URL", "https://kompas.example.com/")
    made = kompas("connect", "standard", "--json").json
    assert made["url"] == f"https://kompas.example.com/hooks/standard/{made['id']}"
    (listed,) = kompas("connect", "list", "--json").json
    assert listed == {
        "id": made["id"],
        "source": "standard",
        "url": made["url"],
        "last_event_at": None,
    }


def test_without_doors_it_says_how_to_make_one(kompas: Kompas) -> None:
    assert "kompas connect standard" in kompas("connect", "list").out


def test_an_unknown_system_is_wrong_usage(kompas: Kompas) -> None:
    assert kompas("connect", "nothing").code == 2


def test_postgres_needs_keys(kompas: Kompas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMPAS_ENCRYPTION_KEYS")
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost:1/kompas")
    done = kompas("connect", "standard")
    assert done.code == 2
    assert "KOMPAS_ENCRYPTION_KEYS is missing" in done.err
