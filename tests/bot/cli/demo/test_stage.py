"""The bot of the demo, which other programs on the same machine can call."""

from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from aiohttp import ClientSession

from bot import app as composition
from bot import schema
from bot.cli.demo import prepared, stage
from bot.cli.demo.playing import slack_of
from bot.cli.demo.prepared import Prepared
from bot.cli.demo.sample.days import Days
from bot.cli.demo.sample.past import Past
from bot.cli.demo.sample.rows import Filing
from bot.cli.demo.sample.visits import Sample
from bot.clock import Clock
from kpi.store.database import Database
from tests.bot.blocks.surveys import a_survey

ZONE = "Europe/Amsterdam"


def nothing(clock: Clock) -> Past:
    """A helpdesk that nobody has turned to yet."""
    today = clock.now().date()
    sample = Sample(Random(1), zone=ZoneInfo(ZONE), drop_from=today + timedelta(days=1))
    filing = Filing(survey=a_survey(), contacts={}, zone=ZONE)
    return Past(filing, Days(sample, today, ZONE))


async def test_the_address_of_a_connection_is_one_that_can_be_called(tmp_path: Path) -> None:
    clock = Clock()
    slack = slack_of(clock)
    async with slack.serving(), ClientSession() as session:
        settings = prepared.settings_of(slack.identity, slack.api_url, tmp_path)
        database = Database.open(settings.database_url)
        await schema.prepare(database, embedded=True)
        await database.close()
        empty = Prepared(settings=settings, past=nothing(clock), hook_path="/", hook_secret="")
        async with stage.set_up(slack, clock, empty) as playing:
            told = playing.bot[composition.PIECES].settings.hook_url("standard", "nobody")
            assert (await session.post(told, json={})).status == 404
