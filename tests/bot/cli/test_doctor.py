"""The doctor's findings on paper and for machines, and its exit code."""

import asyncio
import base64
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.clock import Clock
from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed, trouble
from tests.bot.running import running, sandbox_of, settings_for


def test_what_is_missing_is_wrong_and_has_advice(kompas: Kompas) -> None:
    done = kompas("doctor")
    assert done.code == 1
    assert "WRONG  settings: SLACK_BOT_TOKEN is missing" in done.out
    assert "ok     database:" in done.out
    assert "kompas connect --help" in done.out
    assert done.out.endswith("\n\n3 things are wrong.\n")


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
    assert not found["messages", "1 message is held: prompt timeout"]["good"]
    assert not found["messages", "1 could not be delivered: notice is_archived"]["good"]
    halted = "1 message waits, since Slack refuses the token of kompas serve: notice token_revoked"
    assert not found["messages", halted]["good"]
    (webhooks,) = [finding for (what, _), finding in found.items() if what == "webhooks"]
    assert "no requester" in webhooks["found"]
    assert all(finding["advice"] for finding in found.values() if not finding["good"])


async def beside(kompas: Kompas) -> list[dict[str, Any]]:
    """Run the doctor in a thread, since a verb brings a loop of its own; give what it found."""
    done = await asyncio.to_thread(kompas, "doctor", "--json")
    findings: list[dict[str, Any]] = done.json["findings"]
    assert done.json["good"] == all(one["good"] for one in findings)
    return findings


async def test_a_whole_installation_is_good_or_says_what_is_not(
    kompas: Kompas, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    sandbox = sandbox_of(clock)
    # What is logged by the one would stand in what the other prints.
    with capture_logs():
        async with (
            sandbox.serving(),
            running(settings_for(sandbox, database_url), clock) as served,
        ):
            monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.identity.bot_token)
            monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
            monkeypatch.setenv("KOMPAS_PUBLIC_URL", served.url)
            monkeypatch.setenv("SLACK_APP_TOKEN", sandbox.identity.app_token)
            findings = await beside(kompas)
            monkeypatch.delenv("SLACK_APP_TOKEN")
            monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
            over_http = await beside(kompas)

    assert [one["what"] for one in findings] == [
        "settings",
        "encryption",
        "database",
        "workspace",
        "hooks",
        "slack",
        "scopes",
        "clock",
        "socket mode",
        "public address",
    ]
    assert [one for one in findings if not one["good"]] == []
    (wrong,) = [one for one in over_http if not one["good"]]
    assert wrong["what"] == "public address"
    assert "is not https" in wrong["found"]


def test_a_hook_whose_secret_no_key_opens_is_named(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = kompas("connect", "standard", "--json").json["id"]
    assert "no key opens" not in kompas("doctor").out
    monkeypatch.setenv("KOMPAS_ENCRYPTION_KEYS", base64.b64encode(bytes(32)).decode())
    assert f"WRONG  hook: standard {hook}: no key opens its secret" in kompas("doctor").out
