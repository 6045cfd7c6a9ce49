"""Charts: drawn by Slack, by us where Slack does not, and left out where nobody can."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import cast, plain
from bot.sandbox.messages import Message
from tests import weeks
from tests.journeys import served as processes
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite
from tests.journeys.served import Served
from tests.journeys.test_digest import digests, order, until

MONDAY = datetime(2026, 11, 23, 8, 1, tzinfo=UTC)
ABSENT = "import sys\n\nsys.modules['vl_convert'] = None\n"
"""What Python runs before anything else, so that the extra is not there."""
PATIENCE = 15.0


@pytest.fixture
async def counted(desk: Desk) -> Desk:
    """Thirteen weeks of answers, and a lead who orders the digest."""
    await weeks.answered(desk.bot.database, desk.slack.identity.team_id, desk.clock.now())
    await order(desk)
    return desk


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


@on_postgres
async def test_the_digest_has_a_chart_that_slack_draws(counted: Desk) -> None:
    await until(counted, MONDAY)

    (digest,) = digests(counted)
    assert "data_visualization" in kinds(digest)
    assert "CSAT, last 13 weeks (line)" in counted.read(digest)
    assert "week 47: 70\xa0% (10 answers), likely between 40 and 89\xa0%" in digest.text


@on_sqlite
async def test_where_slack_draws_none_the_digest_has_a_picture(counted: Desk) -> None:
    counted.slack.world.draws_charts = False
    await until(counted, MONDAY)

    (digest,) = digests(counted)
    (picture,) = [block for block in digest.blocks if block["type"] == "image"]
    assert "week 47: 70\xa0%" in picture["alt_text"]
    assert counted.slack.world.files.usable(picture["slack_file"]["id"]) is not None


@on_sqlite
async def test_a_lead_asks_for_the_trend_and_gets_words_at_once_then_the_charts(
    counted: Desk,
) -> None:
    for command in ("/kpi csat week trend", "/kpi csat deze week verloop"):
        before = len(counted.slack.ephemerals(cast.LEAD))
        await counted.says(counted.lead, command, channel=cast.WEEKLY)
        words, drawn = counted.slack.ephemerals(cast.LEAD)[before:]
        assert "Last 26 weeks: 70 % (130 answers)" in counted.read(words)
        assert kinds(drawn) == ["data_visualization", "data_visualization"]


@on_sqlite
async def test_where_slack_draws_none_the_trend_has_pictures(counted: Desk) -> None:
    counted.slack.world.draws_charts = False
    await counted.says(counted.lead, "/kpi csat week trend", channel=cast.WEEKLY)

    drawn = counted.slack.ephemerals(cast.LEAD)[-1]
    assert kinds(drawn) == ["image", "image"]


@on_sqlite
async def test_a_trend_by_a_button_stands_in_place_and_leads_back_and_can_be_shared(
    counted: Desk,
) -> None:
    desk = counted
    await desk.says(desk.lead, "/kpi csat week", channel=cast.WEEKLY)
    answer = desk.slack.ephemerals(cast.LEAD)[-1]

    trend = await desk.taps(desk.lead, answer, "kpi:trend")
    assert "CSAT, last 13 weeks (line)" in desk.read(trend)
    await desk.taps(desk.lead, trend, "share")
    assert "data_visualization" in kinds(desk.question(cast.WEEKLY))
    numbers = await desk.taps(desk.lead, trend, "kpi:numbers")
    assert "(line)" not in desk.read(numbers)


@pytest.fixture
async def without_the_extra(database_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A process in which the extra `charts` is not installed."""
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "sitecustomize.py").write_text(ABSENT, encoding="utf-8")
    async with processes.prepared(database_url, tmp_path) as served:
        await processes.connect_tickets(served)
        process = await served.python("serve", python_path=(str(tmp_path / "absent"),))
        try:
            await served.ready(process)
            yield served
        finally:  # or it would go on working in the database of the next test
            with suppress(ProcessLookupError):
                process.terminate()
            await process.communicate()
        assert process.returncode == 0


@on_sqlite
async def test_without_the_extra_everything_works_in_words(without_the_extra: Served) -> None:
    served = without_the_extra
    served.slack.world.draws_charts = False
    now = served.tickets.clock.now()
    await weeks.answered(served.database, served.slack.identity.team_id, now)
    agent = served.slack.person(cast.AGENT)

    exchange = await agent.command("/kpi", "csat week", channel=cast.WEEKLY)
    answer = await served.slack.wait_for_ephemeral(cast.AGENT, within=PATIENCE)
    assert exchange.acknowledged
    assert (await agent.tap(answer, "kpi:trend")).acknowledged
    async with asyncio.timeout(PATIENCE):
        trend = await served.slack.wait_for_ephemeral(
            cast.AGENT, matching=lambda one: "70\xa0%" in one.text and one.edited, within=PATIENCE
        )
    assert not {"image", "data_visualization"} & {*kinds(trend)}
    assert re.search(r"Week \d+: 70\s% \(10 answers\)", plain.read(trend))
    assert "5 ████" in plain.read(trend)
    assert served.slack.world.files.all() == []
