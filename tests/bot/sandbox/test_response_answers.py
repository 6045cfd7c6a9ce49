import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import opened
from tests.bot.sandbox.surfaces import buttons, form


async def hook(slack: Sandbox, bot: Bot) -> AsyncWebhookClient:
    await slack.person(cast.LEAD).command("/kpi", channel=cast.SUPPORT)
    return AsyncWebhookClient(bot.last["response_url"], retry_handlers=[])


async def tapped(slack: Sandbox, bot: Bot) -> tuple[Message, AsyncWebhookClient]:
    await (await hook(slack, bot)).send(text="x", blocks=buttons("1"))
    (message,) = slack.ephemerals(cast.LEAD)
    await slack.person(cast.LEAD).tap(message, "rate_1")
    return message, AsyncWebhookClient(bot.last["response_url"], retry_handlers=[])


async def test_an_answer_is_private_unless_it_says_otherwise(slack: Sandbox, bot: Bot) -> None:
    url = await hook(slack, bot)

    private = await url.send(text="for you")
    await url.send(text="for all", response_type="in_channel")

    assert (private.status_code, private.body) == (200, "ok")
    assert [message.text for message in slack.ephemerals(cast.LEAD)] == ["for you"]
    assert [message.text for message in slack.messages(cast.SUPPORT)] == ["for all"]


async def test_five_uses_and_no_more(slack: Sandbox, bot: Bot) -> None:
    url = await hook(slack, bot)

    answers = [await url.send(text=str(use)) for use in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in str(answers[-1].body)
    assert len(slack.ephemerals(cast.LEAD)) == 5


async def test_an_ephemeral_message_is_replaced_and_deleted(slack: Sandbox, bot: Bot) -> None:
    message, url = await tapped(slack, bot)

    await url.send(text="changed", replace_original=True)
    (changed,) = slack.ephemerals(cast.LEAD)
    await url.send(text="", delete_original=True)

    assert (changed.ts, changed.text, changed.blocks) == (message.ts, "changed", ())
    assert slack.ephemerals(cast.LEAD) == []
    gone = await url.send(text="again", replace_original=True)
    assert "message_not_found" in str(gone.body)


async def test_wrong_answers_are_refused(slack: Sandbox, bot: Bot) -> None:
    url = await hook(slack, bot)
    broken = [{"type": "divider", "colour": "red"}]

    empty = await url.send()
    invalid = await url.send(text="x", blocks=broken)
    unknown = await url.send_dict({"text": "x", "colour": "red"})
    original = await url.send(text="x", replace_original=True)
    async with aiohttp.ClientSession() as session:
        unread = await session.post(bot.last["response_url"], data=b"{")
        nowhere = await session.post(f"{slack.world.origin}/response/none", json={"text": "x"})

    errors = [str(answer.body) for answer in (empty, invalid, unknown, original)]
    names = ("no_text", "invalid_blocks", "invalid_arguments", "no_original_message")
    assert all(name in error for name, error in zip(names, errors, strict=True))
    assert (unread.status, nowhere.status) == (400, 404)
    assert slack.ephemerals(cast.LEAD) == []


async def test_the_answer_to_a_command_is_seen_by_the_person(slack: Sandbox, bot: Bot) -> None:
    bot.answers = [
        web.Response(text="84 %"),
        web.json_response({"response_type": "in_channel", "text": "shared"}),
        web.json_response({"txt": "wrong"}),
    ]
    person = slack.person(cast.LEAD)

    await person.command("/kpi", channel=cast.SUPPORT)
    await person.command("/kpi", channel=cast.SUPPORT)

    assert [message.text for message in slack.ephemerals(cast.LEAD)] == ["84 %"]
    assert [message.text for message in slack.messages(cast.SUPPORT)] == ["shared"]
    with pytest.raises(Refusal, match="invalid_arguments"):
        await person.command("/kpi")


async def test_the_answer_decides_about_the_form(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())
    person = slack.person(cast.CUSTOMER)
    values = {"words": {"text": "Slow"}}
    wrong = {"response_action": "errors", "errors": {"words": "Say more"}}
    bot.answers = [
        web.Response(status=500),
        web.json_response(wrong),
        web.json_response({"response_action": "update", "view": form(title="Again")}),
        web.json_response({"response_action": "push", "view": form(title="Above")}),
        web.json_response({"response_action": "clear"}),
    ]

    failed = await person.submit(modal, values)
    corrected = await person.submit(modal, values)
    assert failed.complaint == "dispatch_failed"
    assert corrected.answer == wrong
    titles = []
    for _ in range(2):
        await person.submit(modal, values)
        top = slack.view_of(cast.CUSTOMER)
        titles.append(top.title if top else None)
    await person.submit(modal, values)

    assert titles == ["Again", "Above"]
    assert slack.view_of(cast.CUSTOMER) is None


async def test_errors_must_name_inputs(slack: Sandbox, bot: Bot, client: AsyncWebClient) -> None:
    modal = await opened(client, slack, bot, form())
    bot.answers = [web.json_response({"response_action": "errors", "errors": {"nowhere": "x"}})]

    with pytest.raises(Refusal, match="invalid_arguments"):
        await slack.person(cast.CUSTOMER).submit(modal, {"words": {"text": "x"}})
