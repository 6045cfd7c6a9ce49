import asyncio

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast, homes
from bot.sandbox.messages import Message
from bot.sandbox.page import deeds, words
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import opened, posted
from tests.bot.sandbox.surfaces import button, buttons, form


async def does(desk: Desk, user_id: str, name: str, **said: object) -> Answer:
    return await deeds.do(desk, desk.person(user_id), name, said)


def place(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts}


def menu(kind: str, **more: object) -> Json:
    options = [{"text": {"type": "plain_text", "text": one}, "value": one} for one in "ab"]
    return {"type": kind, "action_id": "which", "options": options, **more}


async def test_a_tap_reaches_the_bot(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)

    answer = await does(
        desk,
        cast.CUSTOMER,
        "tap",
        surface=place(message),
        block="rating",
        action="rate_2",
        value="2",
    )

    assert answer == DONE
    assert bot.last["actions"][0]["value"] == "2"
    assert bot.last["user"]["id"] == cast.CUSTOMER


async def test_the_same_action_in_another_block_is_another_button(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    blocks = [
        {"type": "actions", "block_id": name, "elements": [button("go", "Go")]} for name in "xy"
    ]
    message = await posted(client, slack, cast.CUSTOMER, blocks=blocks)

    await does(desk, cast.CUSTOMER, "tap", surface=place(message), block="y", action="go")

    assert bot.last["actions"][0]["block_id"] == "y"


async def test_a_bot_that_fails_is_complained_of(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)
    bot.answers.append(web.Response(status=500))
    rating: Json = {"surface": place(message), "block": "rating", "action": "rate_1"}

    answer = await does(desk, cast.CUSTOMER, "tap", **rating)

    assert answer.complaint == "Kompas responded with Status Code 500."


async def test_what_cannot_be_done_is_said_plainly(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)
    here = place(message)

    async def complaint(user_id: str, name: str, **said: object) -> str | None:
        return (await does(desk, user_id, name, **said)).complaint

    for said in (
        {"surface": here, "block": "rating", "action": "rate_9"},
        {"surface": here, "block": "other", "action": "rate_1"},
        {"surface": here},
    ):
        assert await complaint(cast.CUSTOMER, "tap", **said) == words.GONE
    rating: Json = {"surface": here, "block": "rating", "action": "rate_1"}
    assert await complaint(cast.LEAD, "tap", **rating) == words.GONE
    assert await complaint(cast.CUSTOMER, "tap", surface=1) == words.NOT_UNDERSTOOD
    gone = {**rating, "surface": {**here, "ts": "1.0"}}
    assert await complaint(cast.CUSTOMER, "tap", **gone) == "This message is no longer there."
    elsewhere = await complaint(cast.GUEST, "open", place=cast.WEEKLY)
    assert elsewhere == "You are not in that conversation."
    with pytest.raises(LookupError):
        await does(desk, cast.CUSTOMER, "fly")
    assert bot.heard == []


async def test_until_the_bot_is_there_people_are_told_so_and_only_speak_with_each_other(
    desk: Desk, slack: Sandbox, bot: Bot
) -> None:
    said = await slack.person(cast.AGENT).says(cast.SUPPORT, "Good morning")
    slack.world.not_yet = "Not yet."
    command: Json = {"channel": cast.SUPPORT, "text": "/kpi"}

    told = [
        await does(desk, cast.LEAD, "say", **command),
        await does(desk, cast.LEAD, "shortcut", **place(said), callback_id="ask"),
    ]
    spoken = await does(desk, cast.LEAD, "say", **command | {"text": "Morning"})
    opened_home = await does(desk, cast.LEAD, "open", place=HOME)

    assert told == [Answer("Not yet.")] * 2
    assert (spoken, opened_home) == (DONE, DONE)
    assert slack.ephemerals(cast.LEAD) == []
    assert bot.heard == []


@pytest.mark.parametrize(
    ("kind", "choice"),
    [("static_select", "b"), ("overflow", "a"), ("checkboxes", ["a", "b"])],
)
async def test_a_choice_is_sent_at_once(
    slack: Sandbox, bot: Bot, client: AsyncWebClient, kind: str, choice: object
) -> None:
    desk = Desk(world=slack.world, person=slack.person)
    blocks = [{"type": "actions", "block_id": "menu", "elements": [menu(kind)]}, *buttons("1")]
    message = await posted(client, slack, cast.CUSTOMER, blocks=blocks)
    said: Json = {"surface": place(message), "block": "menu", "action": "which"}

    answer = await does(desk, cast.CUSTOMER, "choose", **said, choice=choice)

    assert answer == DONE
    (action,) = bot.last["actions"]
    sent = action.get("selected_option") or action["selected_options"]
    values = [one["value"] for one in sent] if isinstance(sent, list) else sent["value"]
    assert values == choice


async def test_a_home_can_be_used(desk: Desk, slack: Sandbox, bot: Bot) -> None:
    content = {"type": "home", "blocks": buttons("1")}
    home = slack.world.homes[cast.LEAD] = homes.published(None, cast.LEAD, content)
    rating: Json = {"surface": {"view": home.id}, "block": "rating", "action": "rate_1"}

    assert await does(desk, cast.LEAD, "tap", **rating) == DONE
    assert bot.last["view"]["id"] == home.id
    assert (await does(desk, cast.ADMIN, "tap", **rating)).complaint == words.GONE


async def test_a_button_in_a_form_is_tapped_there(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    blocks = [*form()["blocks"], *buttons("1")]
    modal = await opened(client, slack, bot, form(blocks=blocks))
    rating: Json = {"surface": {"view": modal.id}, "block": "rating", "action": "rate_1"}

    assert await does(desk, cast.CUSTOMER, "tap", **rating) == DONE
    assert bot.last["container"] == {"type": "view", "view_id": modal.id}

    typed: Json = {"words": {"text": "Too slow"}, "contact": {"may": []}}
    assert await does(desk, cast.CUSTOMER, "tap", **rating, values=typed) == DONE
    assert bot.last["view"]["state"]["values"]["words"]["text"]["value"] == "Too slow"


async def test_a_shortcut_is_chosen_from_a_message(desk: Desk, slack: Sandbox, bot: Bot) -> None:
    message = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "Thanks!")

    answer = await does(desk, cast.AGENT, "shortcut", **place(message), callback_id="ask")

    assert answer == DONE
    assert (bot.last["callback_id"], bot.last["message_ts"]) == ("ask", message.ts)


async def test_opening_the_home_tells_a_bot_that_listens(
    desk: Desk, slack: Sandbox, bot: Bot
) -> None:
    slack.world.subscriptions.add("app_home_opened")

    assert await does(desk, cast.LEAD, "open", place=HOME) == DONE
    async with asyncio.timeout(2):
        while not bot.heard:  # noqa: ASYNC110 - the bot rings no bell
            await asyncio.sleep(0.01)

    assert bot.last["event"]["type"] == "app_home_opened"


async def test_coming_in_marks_what_is_new(desk: Desk, slack: Sandbox) -> None:
    agent = slack.person(cast.AGENT)
    first = await agent.says(cast.SUPPORT, "One")
    desk.reading.look(cast.LEAD, cast.SUPPORT, [first])
    await agent.says(cast.SUPPORT, "Two")

    await does(desk, cast.LEAD, "open", place=cast.SUPPORT)

    assert desk.reading.new_after(cast.LEAD, cast.SUPPORT) == first.ts


async def test_only_ones_own_private_messages_are_put_away(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.LEAD, text="Psst")
    (message,) = slack.ephemerals(cast.LEAD)

    refused = await does(desk, cast.ADMIN, "dismiss", **place(message))
    answer = await does(desk, cast.LEAD, "dismiss", **place(message))

    assert (refused.complaint, answer) == (words.GONE, DONE)
    assert desk.messages(cast.LEAD, cast.SUPPORT) == []
