"""The payloads, field by field, and as Bolt judges them: it must find its listeners in each."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.identity import ELSEWHERE, HOME
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import posted
from tests.bot.sandbox.surfaces import buttons, form

Ack = Callable[..., Awaitable[None]]
Say = Callable[..., Awaitable[Any]]


def bolt(slack: Sandbox, heard: list[str]) -> AsyncApp:
    """Give an app that answers in each of Bolt's ways."""
    client = AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url)
    app = AsyncApp(
        client=client,
        signing_secret=slack.identity.signing_secret,
        process_before_response=True,
    )

    @app.command("/survey")
    async def survey(ack: Ack, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack("opened")

    @app.view("comment")
    async def comment(ack: Ack, view: dict[str, Any]) -> None:
        heard.append(view["state"]["values"]["words"]["text"]["value"])
        await ack(response_action="update", view=form(title="Thanks"))

    @app.action("rate_1")
    async def rate(ack: Ack, respond: Say, action: dict[str, Any]) -> None:
        heard.append(action["value"])
        await ack()
        await respond(text="Thank you", replace_original=False)

    @app.shortcut("ask")
    async def ask(ack: Ack, shortcut: dict[str, Any]) -> None:
        heard.append(shortcut["message"]["text"])
        await ack()

    @app.event("reaction_added")
    async def reacted(event: dict[str, Any]) -> None:
        heard.append(event["reaction"])

    @app.message("hello")
    async def hello(say: Say) -> None:
        await say("hello yourself")

    return app


@pytest.fixture
async def heard(slack: Sandbox) -> AsyncIterator[list[str]]:
    words: list[str] = []
    runner = web.AppRunner(bolt(slack, words).web_app("/slack/events"), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.connect_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield words
    await runner.cleanup()


async def test_a_command_a_form_and_its_answer(slack: Sandbox, heard: list[str]) -> None:
    person = slack.person(cast.LEAD)

    await person.command("/survey", channel=cast.SUPPORT)
    exchange = await person.submit(
        await slack.wait_for_view(cast.LEAD), {"words": {"text": "Slow"}}
    )

    assert exchange.answer["response_action"] == "update"
    assert heard == ["Slow"]
    assert [message.text for message in slack.ephemerals(cast.LEAD)] == ["opened"]
    assert (await slack.wait_for_view(cast.LEAD)).title == "Thanks"


async def test_a_button_and_its_response_url(
    slack: Sandbox, client: AsyncWebClient, heard: list[str]
) -> None:
    await client.chat_postMessage(channel=cast.SUPPORT, text="x", blocks=buttons("1"))
    (message,) = slack.messages(cast.SUPPORT)

    exchange = await slack.person(cast.AGENT).tap(message, "rate_1")

    assert exchange.acknowledged
    assert heard == ["1"]
    assert [shown.text for shown in slack.ephemerals(cast.AGENT)] == ["Thank you"]


async def test_a_shortcut_an_event_and_a_message(slack: Sandbox, heard: list[str]) -> None:
    slack.world.subscriptions = {"message.channels"}
    person = slack.person(cast.AGENT)
    said = await person.says(cast.SUPPORT, "hello")

    shortcut = await person.message_shortcut("ask", said)
    item = {"type": "message", "channel": cast.SUPPORT, "ts": said.ts}
    (told,) = await slack.event(
        {"type": "reaction_added", "user": cast.AGENT, "reaction": "star", "item": item}
    )

    assert (shortcut.status, told.status) == (200, 200)
    assert heard == ["hello", "star"]
    answer = await slack.wait_for_message(cast.SUPPORT)
    assert answer.text == "hello yourself"


async def test_what_nobody_listens_to_fails(slack: Sandbox, heard: list[str]) -> None:
    exchange = await slack.person(cast.AGENT).command("/other")

    assert exchange.complaint == "dispatch_failed"
    assert heard == []


async def test_a_tap_says_all_that_slack_says(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)

    exchange = await slack.person(cast.CUSTOMER).tap(message, "rate_2")

    assert exchange.acknowledged
    tap = bot.last
    assert (tap["type"], tap["api_app_id"]) == ("block_actions", slack.identity.app_id)
    assert tap["user"]["id"] == cast.CUSTOMER
    assert tap["user"]["team_id"] == tap["team"]["id"] == HOME
    assert tap["channel"] == {"id": message.channel, "name": "directmessage"}
    assert tap["container"]["message_ts"] == tap["message"]["ts"] == message.ts
    (action,) = tap["actions"]
    assert (action["action_id"], action["block_id"]) == ("rate_2", "rating")
    assert (action["value"], action["text"]["text"]) == ("2", "2")
    assert float(action["action_ts"]) > float(message.ts)


async def test_a_guest_keeps_their_own_team(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.SHARED)

    await slack.person(cast.GUEST).tap(message, "rate_1")

    assert bot.last["user"]["team_id"] == ELSEWHERE
    assert bot.last["team"]["id"] == HOME


async def test_a_tap_in_a_thread_says_which(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    said = await slack.person(cast.GUEST).says(cast.SHARED, "help")
    message = await posted(client, slack, cast.SHARED, thread_ts=said.ts)

    await slack.person(cast.GUEST).tap(message, "rate_1")

    assert bot.last["container"]["thread_ts"] == said.ts
    assert bot.last["message"]["thread_ts"] == said.ts


async def test_an_ephemeral_message_is_tapped_without_being_shown(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(
        channel=cast.SUPPORT, user=cast.AGENT, text="x", blocks=buttons("1")
    )
    (seen,) = slack.ephemerals(cast.AGENT)

    await slack.person(cast.AGENT).tap(seen, "rate_1")

    assert bot.last["container"]["is_ephemeral"] is True
    assert "message" not in bot.last


async def test_a_message_shortcut_shows_the_message(slack: Sandbox, bot: Bot) -> None:
    message = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "VPN is <down>")

    await slack.person(cast.AGENT).message_shortcut("ask", message)

    assert (bot.last["type"], bot.last["callback_id"]) == ("message_action", "ask")
    assert bot.last["message"]["user"] == cast.CUSTOMER
    assert bot.last["message"]["text"] == "VPN is &lt;down&gt;"
