import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.blocks import kit
from bot.clock import Clock
from bot.dispatch import Dispatch, Gate
from bot.excuses import FAILED, FOLLOWS, LATE, Excuses
from bot.process import Process
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox
from kpi.errors import Refused
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.bot.running import process_of, sandbox_of

DEADLINE = 0.8


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0HOME0001", bot_token="xoxb-1")


class Story:
    """Listeners that behave well and badly, and how often each was asked."""

    def __init__(self, process: Process, slack: Sandbox) -> None:
        self.slack = slack
        self.asked: list[str] = []
        self.may_finish = asyncio.Event()
        excuses = self.excuses = Excuses(process)
        bolt = AsyncApp(
            name="story",
            authorize=_authorize,
            signing_secret="",
            process_before_response=True,
            request_verification_enabled=False,
        )
        bolt.error(excuses.failed)
        bolt.command("/good")(self.good)
        bolt.command("/bad")(self.bad)
        bolt.command("/refusing")(self.refusing)
        bolt.command("/late")(self.late)
        bolt.event("channel_shared")(self.event)
        bolt.event("channel_unshared")(self.late_event)
        self.dispatch = Dispatch(
            bolt, excuses, background=process.background, rush=process.rush, deadline=DEADLINE
        )
        self.fails = False

    async def good(self, ack: Callable[..., Awaitable[Any]]) -> None:
        await ack("fine")

    async def bad(self, ack: Callable[..., Awaitable[Any]]) -> None:
        await ack("thank you")
        raise LookupError("canary@example.com")

    async def refusing(self) -> None:
        raise Refused("Only {who} may do that.", who="leads")

    async def late(self, ack: Callable[..., Awaitable[Any]]) -> None:
        await self.may_finish.wait()
        await ack("thank you")
        self.asked.append("late")

    async def event(self) -> None:
        self.asked.append("event")
        if self.fails:
            raise LookupError

    async def late_event(self) -> None:
        self.asked.append("late_event")
        await self.may_finish.wait()


@pytest.fixture
async def story(database: Database, workspace: Workspace) -> AsyncIterator[Story]:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as process,
    ):
        told = Story(process, sandbox)
        yield told
        told.may_finish.set()


def command(name: str) -> dict[str, Any]:
    return {"command": name, "text": "", "user_id": "U1", "team_id": "T0HOME0001"}


def event(kind: str = "channel_shared", event_id: str = "Ev1") -> dict[str, Any]:
    told = {"type": kind, "channel": "C1", "event_ts": "1.0"}
    return {"type": "event_callback", "event_id": event_id, "team_id": "T0HOME0001", "event": told}


def back_to(story: Story) -> dict[str, str]:
    """The way to somebody that Slack gives with each command."""
    world = story.slack.world
    key = world.hooks.give(cast.AGENT, cast.WEEKLY)
    return {"response_url": f"{world.origin}/response/{key}"}


async def told(story: Story, text: str) -> Message:
    return await story.slack.wait_for_ephemeral(
        cast.AGENT, matching=lambda message: message.text == text
    )


async def words_for(story: Story, name: str) -> str:
    response = await story.dispatch.answer(command(name))
    assert response.status == 200
    return str(json.loads(response.body)["text"])


async def test_a_good_listener_is_passed_on(story: Story) -> None:
    response = await story.dispatch.answer(command("/good"))
    assert (response.status, response.body) == (200, "fine")


async def test_a_crash_is_never_a_thank_you_even_after_the_ack(story: Story) -> None:
    assert await words_for(story, "/bad") == FAILED


async def test_our_own_errors_speak_for_themselves(story: Story) -> None:
    assert await words_for(story, "/refusing") == "Only leads may do that."


async def test_a_late_listener_goes_on_and_its_answer_follows(story: Story) -> None:
    response = await story.dispatch.answer(command("/late") | back_to(story))
    assert json.loads(response.body)["text"] == FOLLOWS
    story.may_finish.set()
    await told(story, "thank you")
    assert story.asked == ["late"]


async def test_an_answer_follows_with_its_blocks(story: Story) -> None:
    async def answer() -> BoltResponse:
        return BoltResponse(status=200, body={"text": "84", "blocks": [kit.section("*84*")]})

    await story.excuses.follow(command("/late") | back_to(story), answer())
    assert len((await told(story, "84")).blocks) == 1


async def test_somebody_who_cannot_be_answered_later_is_asked_to_look_again(story: Story) -> None:
    response = await story.excuses.late(command("/late"))
    assert json.loads(response.body)["text"] == LATE


async def test_an_unknown_command_is_told(story: Story) -> None:
    assert "no longer works" in await words_for(story, "/nothing")


async def test_an_event_told_twice_is_done_once(story: Story) -> None:
    answers = [await story.dispatch.answer(event()) for _ in range(3)]
    assert {answer.status for answer in answers} == {200}
    assert story.asked == ["event"]


async def test_an_event_that_failed_is_refused_and_done_again_when_repeated(story: Story) -> None:
    story.fails = True
    assert (await story.dispatch.answer(event())).status == 500
    story.fails = False
    assert (await story.dispatch.answer(event())).status == 200
    assert story.asked == ["event", "event"]


async def test_a_retry_joins_the_telling_that_is_still_running(story: Story) -> None:
    assert (await story.dispatch.answer(event("channel_unshared"))).status == 503
    story.may_finish.set()
    assert (await story.dispatch.answer(event("channel_unshared"))).status == 200
    assert story.asked == ["late_event"]


async def test_an_event_nobody_wants_is_passed_over(story: Story) -> None:
    assert (await story.dispatch.answer(event("team_join"))).status == 200


async def test_before_slack_is_connected_the_gate_asks_to_try_again(story: Story) -> None:
    gate = Gate()
    assert (await gate.answer(command("/good"))).status == 503
    gate.open(story.dispatch)
    assert (await gate.answer(command("/good"))).status == 200
