"""An operator with an empty folder and a terminal: from the first command to the first answer."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.cli import command
from bot.sandbox import cast
from tests.journeys import served as processes


async def test_from_an_empty_folder_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def kompas(*arguments: str) -> str:
        """Run a verb in a thread of ours: what a process of its own imports is seen elsewhere."""
        assert await asyncio.to_thread(command.run, arguments) == 0
        return capsys.readouterr().out

    async with processes.prepared(f"sqlite:///{tmp_path}/kompas.db", tmp_path) as served:
        monkeypatch.chdir(tmp_path)
        for name, value in served.environment.items():
            monkeypatch.setenv(name, value)

        hook = json.loads(await kompas("connect", "standard", "--json"))
        served.tickets.url, served.tickets.secret = hook["url"], hook["secret"]
        await kompas("survey", "set", "csat", "delay=0s", "cooldown=0d", "quiet=off")
        await served.start()

        assert (await served.tickets.resolved()).status == 202
        question = await served.slack.wait_for_message(cast.CUSTOMER, within=15)
        assert (await served.slack.person(cast.CUSTOMER).tap(question, "rate:4")).acknowledged
        assert await served.end() == 0

        summary = json.loads(await kompas("summary", "csat week", "--json"))
        assert (summary["n"], summary["counts"]["4"]) == (1, 1)
