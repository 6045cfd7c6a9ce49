"""The weekly digest: once a week whatever the clocks, the replicas and the downtime do."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import cast
from bot.sandbox.messages import Message
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite

MONDAY, SUNDAY = "0", "6"
BEFORE_THE_CLOCKS_GO_BACK = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
BEFORE_THE_CLOCKS_GO_FORWARD = datetime(2026, 3, 26, 9, 0, tzinfo=UTC)


async def order(
    desk: Desk, *, weekday: str = MONDAY, time: str = "09:00", numbers: Sequence[str] = ("csat",)
) -> None:
    """Order the digest in its form; without `numbers` with those that stand there."""
    await desk.appoint_lead()
    await desk.says(desk.lead, "/survey digest", channel=cast.WEEKLY)
    form = await desk.slack.wait_for_view(cast.LEAD)
    choices: dict[str, Mapping[str, object]] = {"day": {"day": weekday}, "time": {"time": time}}
    if numbers:
        choices["metrics"] = {"metrics": numbers}
    exchange = await desk.lead.submit(form, choices)
    assert exchange.answer["response_action"] == "update", exchange.answer


def digests(desk: Desk) -> list[Message]:
    return [message for message in desk.slack.messages(cast.WEEKLY) if message.thread_ts is None]


async def until(desk: Desk, moment: datetime) -> None:
    await desk.later(moment - desk.clock.now())


async def test_on_monday_the_week_that_ended_is_told(desk: Desk) -> None:
    await order(desk, numbers=())
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:2")
    form = await desk.opens(desk.customer, thanks, "comment")
    await desk.customer.submit(form, {"comment": {"comment": "<!channel> te traag"}})

    await until(desk, datetime(2026, 11, 23, 7, 59, tzinfo=UTC))
    assert digests(desk) == []
    await until(desk, datetime(2026, 11, 23, 8, 1, tzinfo=UTC))

    (digest,) = digests(desk)
    told = desk.read(digest)
    assert "0 of 1 satisfied" in told
    assert "███ te traag" in told
    assert "<!channel>" not in told
    assert "<!channel>" not in digest.text
    (detail,) = [one for one in desk.slack.messages(cast.WEEKLY) if one.thread_ts == digest.ts]
    assert "Network" in desk.read(detail)


@on_sqlite
async def test_a_week_with_nothing_to_say_is_one_line(desk: Desk) -> None:
    await order(desk)
    await until(desk, datetime(2026, 11, 23, 8, 1, tzinfo=UTC))

    (digest,) = digests(desk)
    assert len(desk.read(digest).splitlines()) == 1


@pytest.mark.parametrize("start", [BEFORE_THE_CLOCKS_GO_BACK], indirect=True)
async def test_an_hour_that_comes_twice_brings_one_digest(desk: Desk) -> None:
    await order(desk, weekday=SUNDAY, time="02:30")

    for hour in (0, 1, 2, 3):
        await until(desk, datetime(2026, 10, 25, hour, 31, tzinfo=UTC))

    assert len(digests(desk)) == 1


@on_sqlite
@pytest.mark.parametrize("start", [BEFORE_THE_CLOCKS_GO_FORWARD], indirect=True)
async def test_an_hour_that_does_not_come_brings_its_digest_at_the_next(desk: Desk) -> None:
    await order(desk, weekday=SUNDAY, time="02:30")

    await until(desk, datetime(2026, 3, 29, 0, 59, tzinfo=UTC))
    assert digests(desk) == []
    await until(desk, datetime(2026, 3, 29, 1, 0, 30, tzinfo=UTC))

    assert len(digests(desk)) == 1


async def test_two_replicas_send_one_digest(desk: Desk) -> None:
    await order(desk)
    await desk.taps(desk.customer, await desk.asked(), "rate:5")

    async with desk.replica() as other:
        desk.clock.move(datetime(2026, 11, 23, 8, 1, tzinfo=UTC) - desk.clock.now())
        async with asyncio.TaskGroup() as both:
            for bot in (desk.bot, other) * 3:
                both.create_task(bot.work())

    assert len(digests(desk)) == 1
    assert len(desk.slack.messages(cast.WEEKLY)) == 2


@on_postgres
async def test_after_downtime_only_the_latest_is_caught_up(desk: Desk) -> None:
    await order(desk)
    await desk.taps(desk.customer, await desk.asked(), "rate:5")
    await desk.bot.stop()

    desk.clock.move(datetime(2026, 12, 7, 20, 0, tzinfo=UTC) - desk.clock.now())
    await desk.begin()
    await desk.bot.work()

    (digest,) = digests(desk)
    assert "30 November" in desk.read(digest)


@on_sqlite
async def test_a_day_too_late_it_is_skipped(desk: Desk) -> None:
    await order(desk)
    await desk.bot.stop()

    desk.clock.move(datetime(2026, 11, 24, 9, 0, tzinfo=UTC) - desk.clock.now())
    await desk.begin()
    await desk.bot.work()
    assert digests(desk) == []

    await until(desk, datetime(2026, 11, 30, 8, 1, tzinfo=UTC))
    assert len(digests(desk)) == 1


@on_sqlite
async def test_a_channel_the_bot_was_removed_from_pauses_and_tells_the_owner(desk: Desk) -> None:
    await order(desk)
    desk.slack.world.places.change(cast.WEEKLY, members=frozenset({cast.LEAD}))

    await until(desk, datetime(2026, 11, 23, 8, 1, tzinfo=UTC))
    await desk.later(timedelta(minutes=1))

    assert digests(desk) == []
    assert "paused" in desk.read(desk.question(cast.LEAD))
    assert "paused" in await desk.says(desk.lead, "/survey digest list")


@on_sqlite
async def test_a_channel_that_outsiders_join_pauses_and_tells_the_owner(desk: Desk) -> None:
    await order(desk)
    desk.slack.world.places.change(cast.WEEKLY, is_ext_shared=True)
    await desk.slack.event({"type": "channel_shared", "channel": cast.WEEKLY})
    await desk.bot.settle()
    await desk.bot.work()

    assert "outside" in desk.read(desk.question(cast.LEAD))
    await until(desk, datetime(2026, 11, 23, 8, 1, tzinfo=UTC))
    assert digests(desk) == []


@on_sqlite
async def test_no_digest_is_ordered_for_a_channel_that_outsiders_read(desk: Desk) -> None:
    await desk.appoint_lead()
    await desk.says(desk.lead, "/survey digest", channel=cast.WEEKLY)
    form = await desk.slack.wait_for_view(cast.LEAD)

    refused = await desk.lead.submit(form, {"channel": {"channel": cast.SHARED}})

    assert refused.answer["response_action"] == "errors"
    assert "outside" in refused.answer["errors"]["channel"]
