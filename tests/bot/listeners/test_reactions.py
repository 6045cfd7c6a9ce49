from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import pytest

from bot import overlays
from bot.sandbox import cast
from bot.sandbox.messages import Message
from tests import databases
from tests.bot.conftest import BOTH_DATABASES
from tests.bot.listeners.conftest import Desk, has_scale, speaks
from tests.bot.running import running, sandbox_of, settings_for
from tests.bot.stage import clock_at
from tests.moments import NOW

EMOJI = "white_check_mark"


@asynccontextmanager
async def desk_with(database_url: str, extras: Collection[str]) -> AsyncIterator[Desk]:
    """Give a desk whose app has these overlays, and whose admin picked the emoji."""
    clock = clock_at(NOW)
    sandbox = sandbox_of(clock, extras=extras)
    speaks(sandbox, cast.CUSTOMER, "en-US")
    database = databases.opened(database_url)
    async with (
        sandbox.serving(),
        running(settings_for(sandbox, database_url), clock, database) as kompas,
    ):
        sandbox.connect_http(f"{kompas.url}/slack/events")
        desk = Desk(sandbox=sandbox, kompas=kompas, clock=clock)
        await desk.admin.command("/survey", f"reaction :{EMOJI}:")
        yield desk


@pytest.fixture
async def marking(database_url: str) -> AsyncIterator[Desk]:
    async with desk_with(database_url, overlays.OVERLAYS) as desk:
        yield desk


@pytest.fixture
async def unread(database_url: str) -> AsyncIterator[Desk]:
    """A desk whose app may not read what was said."""
    async with desk_with(database_url, ["reactions"]) as desk:
        yield desk


def questions(desk: Desk, channel: str) -> list[Message]:
    return [one for one in desk.sandbox.messages(channel) if has_scale(one)]


@BOTH_DATABASES
async def test_who_began_the_thread_is_asked_once_however_often_it_is_marked(
    marking: Desk,
) -> None:
    first = await marking.customer.says(cast.SUPPORT, "My VPN is <down>")
    answer = await marking.agent.says(cast.SUPPORT, "Fixed", thread_ts=first.ts)
    thanks = await marking.admin.says(cast.SUPPORT, "Great", thread_ts=first.ts)
    for colleague, message in (
        (marking.agent, thanks),
        (marking.agent, thanks),  # takes it away
        (marking.agent, thanks),
        (marking.admin, answer),
        (marking.admin, first),
    ):
        await colleague.reacts(message, EMOJI)
    question = await marking.question(cast.CUSTOMER)
    assert "My VPN is <down>" in str(question.blocks)
    await marking.whisper("I will ask", cast.AGENT)
    await marking.round()
    assert len(questions(marking, cast.CUSTOMER)) == 1
    assert marking.sandbox.ephemerals(cast.ADMIN)[1:] == []
    await marking.customer.tap(question, "rate:4")
    (given,) = await marking.answers()
    assert (given.trigger, given.agent) == ("hand", "a.devries@example.com")


async def test_without_leave_to_read_the_writer_of_the_message_is_asked(unread: Desk) -> None:
    first = await unread.customer.says(cast.SHARED, "Who can help G. Peters?")
    reply = await unread.guest.says(cast.SHARED, "It works again", thread_ts=first.ts)
    await unread.agent.reacts(reply, f"{EMOJI}::skin-tone-2")
    question = await unread.question(cast.SHARED)
    assert (question.thread_ts, questions(unread, cast.CUSTOMER)) == (first.ts, [])
    assert "It works again" in str(question.blocks)


async def test_everyone_from_outside_who_wrote_is_asked_when_an_admin_says_so(
    marking: Desk,
) -> None:
    marking.sandbox.add_user("U0GUEST002", "hvisser", "h@guest.example", team="T0GUEST001")
    inside = marking.sandbox.world.places.find(cast.SHARED).members
    marking.sandbox.world.places.change(cast.SHARED, members=inside | {"U0GUEST002"})
    await marking.admin.command("/survey", "threads everyone")
    first = await marking.guest.says(cast.SHARED, "Our mail is slow")
    for person in (marking.sandbox.person("U0GUEST002"), marking.customer, marking.agent):
        await person.says(cast.SHARED, "Here too", thread_ts=first.ts)
    await marking.agent.reacts(first, EMOJI)
    await marking.round()
    await marking.question(cast.SHARED)
    asked = {one.text.partition(" ")[0] for one in questions(marking, cast.SHARED)}
    assert asked == {f"<@{cast.GUEST}>", "<@U0GUEST002>"}


async def test_only_the_chosen_emoji_of_a_colleague_means_anything(marking: Desk) -> None:
    message = await marking.customer.says(cast.SHARED, "My VPN is down")
    own = await marking.agent.says(cast.SHARED, "We are on it")
    await marking.agent.reacts(message, "eyes")
    await marking.guest.reacts(message, EMOJI)
    await marking.customer.reacts(message, EMOJI)
    await marking.agent.reacts(own, EMOJI)
    bots = marking.sandbox.world.messages.add(
        Message(ts="1.000001", channel=cast.SHARED, text="New ticket", user="U0OTHERBOT")
    )
    await marking.agent.reacts(bots, EMOJI)
    await marking.admin.command("/survey", "reaction off")
    await marking.agent.reacts(message, EMOJI)
    await marking.round()
    assert [*questions(marking, cast.CUSTOMER), *questions(marking, cast.SHARED)] == []
    assert marking.sandbox.ephemerals(cast.AGENT) == []


async def test_what_stands_against_asking_is_told_to_the_colleague_alone(marking: Desk) -> None:
    await marking.guest.command("/survey", "stop")
    message = await marking.guest.says(cast.SHARED, "My VPN is down")
    await marking.agent.reacts(message, EMOJI)
    told = await marking.whisper("does not want questions", cast.AGENT)
    assert told.seen_by == cast.AGENT


async def test_while_slack_is_away_the_reaction_waits_to_be_told_again(marking: Desk) -> None:
    message = await marking.customer.says(cast.SUPPORT, "My VPN is down")
    marking.sandbox.faults.add("conversations.replies", "429", retry_after=60)
    await marking.agent.reacts(message, EMOJI)
    await marking.question(cast.CUSTOMER)
    await marking.round()
    assert len(questions(marking, cast.CUSTOMER)) == 1
