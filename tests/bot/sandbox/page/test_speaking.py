import asyncio

from aiohttp import web

from bot.sandbox import cast
from bot.sandbox.menus import Command
from bot.sandbox.page import deeds
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import SLACKBOT, Desk
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot

KPI = Command("/kpi", "Read numbers", "csat week")


async def says(desk: Desk, text: str, user_id: str = cast.LEAD, **more: object) -> Answer:
    said = {"channel": cast.SUPPORT, "text": text, **more}
    return await deeds.do(desk, desk.person(user_id), "say", said)


async def settled(slack: Sandbox, text: str) -> str:
    found = await slack.wait_for_message(
        cast.SUPPORT, matching=lambda message: message.text == text, within=1
    )
    return found.ts


def notes(slack: Sandbox) -> list[str]:
    return [one.text for one in slack.ephemerals(cast.LEAD) if one.user == SLACKBOT]


async def test_words_become_a_message_here_or_in_a_thread(desk: Desk, slack: Sandbox) -> None:
    assert await says(desk, "  Good morning ") == DONE
    root = await settled(slack, "Good morning")
    assert await says(desk, "Same to you", thread_ts=root) == DONE
    await settled(slack, "Same to you")

    assert await says(desk, " \n ") == DONE
    assert [one.thread_ts for one in slack.messages(cast.SUPPORT)] == [None, root]


async def test_a_slow_bot_does_not_hold_up_who_writes(desk: Desk, slack: Sandbox, bot: Bot) -> None:
    slack.world.subscriptions.add("message.channels")
    bot.answers.append(web.Response(status=500))
    slack.world.retry_delays = (60.0,)

    async with asyncio.timeout(2):
        await says(desk, "Hello?")
        await settled(slack, "Hello?")


async def test_a_command_reaches_the_bot_as_typed(desk: Desk, slack: Sandbox, bot: Bot) -> None:
    slack.commands.append(KPI)

    assert await says(desk, "/kpi  csat week by team ") == DONE
    assert (bot.last["command"], bot.last["text"]) == ("/kpi", "csat week by team")
    assert (bot.last["channel_id"], notes(slack)) == (cast.SUPPORT, [])


async def test_slackbot_tells_why_a_command_did_not_run(
    desk: Desk, slack: Sandbox, bot: Bot
) -> None:
    slack.commands.append(KPI)
    root = await slack.person(cast.AGENT).says(cast.SUPPORT, "Question")
    bot.answers += [web.Response(status=500), web.json_response({"text": ""})]

    await says(desk, "/kpi")
    await says(desk, "/kpi")
    await says(desk, "/foo bar")
    await says(desk, "/kpi csat", thread_ts=root.ts)

    failed, nonsense, unknown, in_thread = notes(slack)
    assert failed == '/kpi failed with the error "dispatch_failed"'
    assert nonsense == '/kpi failed with the error "invalid_command_response"'
    assert unknown.startswith("/foo is not a valid command.")
    assert in_thread == "/kpi is not supported in threads. Sorry!"
    assert slack.ephemerals(cast.LEAD)[-1].thread_ts == root.ts
    assert len(bot.heard) == 2


async def test_nobody_speaks_where_they_are_not(desk: Desk, slack: Sandbox) -> None:
    refused = await says(desk, "Hello", cast.GUEST)

    assert refused.complaint == "You are not in that conversation."
    assert slack.messages(cast.SUPPORT) == []
