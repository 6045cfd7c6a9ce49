"""The doctor's findings on paper and for machines, and its exit code."""

import asyncio
import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.sandbox.sandbox import Sandbox
from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed, trouble
from tests.bot.running import KEY, running, sandbox_of, settings_for

ROOT = Path(__file__).parents[3]


def test_what_is_missing_is_wrong_and_has_advice(kompas: Kompas) -> None:
    done = kompas("doctor")
    assert done.code == 1
    assert "WRONG  settings: SLACK_BOT_TOKEN is missing" in done.out
    assert "ok     database:" in done.out
    assert "kompas connect standard" in done.out
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
    assert not found["messages", "1 are held: prompt timeout"]["good"]
    assert not found["messages", "1 could not be delivered: notice is_archived"]["good"]
    (webhooks,) = [finding for (what, _), finding in found.items() if what == "webhooks"]
    assert "no requester" in webhooks["found"]
    assert all(finding["advice"] for finding in found.values() if not finding["good"])


async def serving(sandbox: Sandbox, database_url: str, way: dict[str, str]) -> Any:
    """Run Kompas, and the doctor beside it with these settings; give what it printed."""
    clock = Clock()
    async with (
        sandbox.serving(),
        running(settings_for(sandbox, database_url), clock) as kompas,
    ):
        environment = {
            "SLACK_BOT_TOKEN": sandbox.identity.bot_token,
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": database_url,
            "KOMPAS_ENCRYPTION_KEYS": KEY,
            "KOMPAS_PUBLIC_URL": kompas.url,
            **way,
        }
        command = (sys.executable, "-m", "bot", "doctor", "--json")
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=asyncio.subprocess.PIPE, cwd=ROOT
        )
        printed, _ = await process.communicate()
    return json.loads(printed)


async def test_a_whole_installation_is_good_or_says_what_is_not(database_url: str) -> None:
    sandbox = sandbox_of(Clock())
    good = await serving(sandbox, database_url, {"SLACK_APP_TOKEN": sandbox.identity.app_token})
    assert [one["what"] for one in good["findings"]] == [
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
    assert good["good"], good
    http = await serving(sandbox, database_url, {"SLACK_SIGNING_SECRET": "s"})
    (wrong,) = [one for one in http["findings"] if not one["good"]]
    assert wrong["what"] == "public address"
    assert "is not https" in wrong["found"]


def test_a_hook_whose_secret_no_key_opens_is_named(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = kompas("connect", "standard", "--json").json["id"]
    assert "no key opens" not in kompas("doctor").out
    monkeypatch.setenv("KOMPAS_ENCRYPTION_KEYS", base64.b64encode(bytes(32)).decode())
    assert f"WRONG  hook: standard {hook}: no key opens its secret" in kompas("doctor").out
