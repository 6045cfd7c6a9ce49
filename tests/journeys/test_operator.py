"""An operator with an empty folder and a terminal: from the first command to the first answer."""

import json
from pathlib import Path

from bot.sandbox import cast
from tests.journeys import served as processes


async def test_from_an_empty_folder_to_a_number(tmp_path: Path) -> None:
    async with processes.prepared(f"sqlite:///{tmp_path}/kompas.db", tmp_path) as served:
        hook = json.loads(await served.kompas("connect", "standard", "--json"))
        served.tickets.url, served.tickets.secret = hook["url"], hook["secret"]
        await served.kompas("survey", "set", "csat", "delay=0s", "cooldown=0d")
        await served.start()

        assert (await served.tickets.resolved()).status == 202
        question = await served.slack.wait_for_message(cast.CUSTOMER, within=15)
        assert (await served.slack.person(cast.CUSTOMER).tap(question, "rate:4")).acknowledged
        assert await served.end() == 0

        summary = json.loads(await served.kompas("summary", "csat week", "--json"))
        assert (summary["n"], summary["counts"]["4"]) == (1, 1)
