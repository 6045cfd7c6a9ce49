from aiohttp import web

from bot.sandbox import cast, events
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW, Bot

JOINED = {"type": "member_joined_channel", "user": cast.LEAD, "channel": cast.SUPPORT}


def bad(status: int = 500, **headers: str) -> web.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(status=status, headers=named)


async def test_an_event_is_told_once_when_it_is_answered(slack: Sandbox, bot: Bot) -> None:
    exchanges = await slack.event(JOINED)

    assert len(exchanges) == len(bot.heard) == 1
    told = bot.last
    assert told["type"] == "event_callback"
    assert told["event"]["type"] == "member_joined_channel"
    assert told["authorizations"][0]["user_id"] == slack.identity.bot_user_id
    assert told["is_ext_shared_channel"] is False


async def test_an_event_is_repeated_with_its_id_and_the_reason(slack: Sandbox, bot: Bot) -> None:
    bot.answers = [bad(), bad()]

    exchanges = await slack.event(JOINED)

    assert [exchange.status for exchange in exchanges] == [500, 500, 200]
    assert len({heard.said["event_id"] for heard in bot.heard}) == 1
    retries = [heard.headers.get("X-Slack-Retry-Num") for heard in bot.heard]
    assert retries == [None, "1", "2"]
    assert bot.heard[1].headers["X-Slack-Retry-Reason"] == "http_error"


async def test_an_event_is_given_up_after_three_retries(slack: Sandbox, bot: Bot) -> None:
    bot.answers = [bad() for _ in range(9)]

    assert len(await slack.event(JOINED)) == 4


async def test_a_bot_can_forbid_retries(slack: Sandbox, bot: Bot) -> None:
    bot.answers = [bad(X_Slack_No_Retry="1")]

    assert len(await slack.event(JOINED)) == 1


async def test_events_of_shared_channels_say_so(slack: Sandbox, bot: Bot) -> None:
    await slack.event({"type": "reaction_added", "item": {"channel": cast.SHARED}})

    assert bot.last["is_ext_shared_channel"] is True


async def test_what_people_say_is_told_where_the_bot_listens(slack: Sandbox, bot: Bot) -> None:
    slack.world.subscriptions = {"message.channels", "message.groups"}
    slack.add_channel("C0OUTSIDE1", "outside", [cast.LEAD])
    private = {slack.identity.bot_user_id, cast.LEAD}
    slack.add_channel("C0PRIVATE1", "private", private, is_private=True)
    person = slack.person(cast.LEAD)

    said = await person.says(cast.SUPPORT, "hello")
    for unheard in ("C0OUTSIDE1", "C0PRIVATE1"):
        await person.says(unheard, "secret")

    (heard,) = bot.heard
    assert heard.said["event"]["text"] == "hello"
    assert heard.said["event"]["event_ts"] == said.ts
    assert heard.said["event"]["channel_type"] == "channel"


async def test_nothing_is_told_without_a_subscription(slack: Sandbox, bot: Bot) -> None:
    await slack.person(cast.LEAD).says(cast.SUPPORT, "hello")

    assert bot.heard == []
    assert [message.text for message in slack.messages(cast.SUPPORT)] == ["hello"]


async def test_a_reaction_is_told_where_the_bot_may_hear_of_it() -> None:
    async with Sandbox.populated({"reactions:read"}, lambda: NOW).serving() as slack:
        agent = slack.person(cast.AGENT)
        message = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "My VPN is down")
        silent = events.of_reaction(slack.world, agent.user, message, "eyes", added=True)
        slack.world.subscriptions = {"reaction_added"}
        told = events.of_reaction(slack.world, agent.user, message, "eyes", added=True)
        taken = events.of_reaction(slack.world, agent.user, message, "eyes", added=False)
    assert (silent, taken) == (None, None)
    assert told == {
        "type": "reaction_added",
        "user": cast.AGENT,
        "reaction": "eyes",
        "item_user": cast.CUSTOMER,
        "item": {"type": "message", "channel": cast.SUPPORT, "ts": message.ts},
    }
