"""The doctor's findings on paper and for machines, and its exit code."""

import base64

import pytest

from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed, trouble


def test_what_is_missing_is_wrong_and_has_advice(kompas: Kompas) -> None:
    done = kompas("doctor")
    assert done.code == 1
    assert "WRONG  settings: SLACK_BOT_TOKEN is missing" in done.out
    assert "ok     database:" in done.out
    assert "kompas connect standard" in done.out


def test_machines_read_it_too(kompas: Kompas) -> None:
    done = kompas("doctor", "--json")
    assert done.code == 1
    assert done.json["good"] is False
    assert {finding["what"] for finding in done.json["findings"]} >= {"settings", "slack", "hooks"}


def test_what_waits_for_a_person_is_named(kompas: Kompas, database_url: str) -> None:
    seed(database_url, trouble)
    found = {
        (finding["what"], finding["found"].split(" (")[0]): finding
        for finding in kompas("doctor", "--json").json["findings"]
    }
    assert not found["messages", "1 are held: prompt timeout"]["good"]
    assert not found["messages", "1 could not be delivered: notice is_archived"]["good"]
    (webhooks,) = [finding for (what, _), finding in found.items() if what == "webhooks"]
    assert "no requester" in webhooks["found"]
    assert all(finding["advice"] for finding in found.values() if not finding["good"])


def test_a_hook_whose_secret_no_key_opens_is_named(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = kompas("connect", "standard", "--json").json["id"]
    assert "no key opens" not in kompas("doctor").out
    monkeypatch.setenv("KOMPAS_ENCRYPTION_KEYS", base64.b64encode(bytes(32)).decode())
    assert f"WRONG  hook: standard {hook}: no key opens its secret" in kompas("doctor").out
