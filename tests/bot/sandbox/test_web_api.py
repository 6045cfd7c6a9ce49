import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.methods import METHODS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.web_api import ANSWERS
from tests.bot.sandbox.conftest import NOW, refusal


def test_every_method_of_the_table_is_answered() -> None:
    assert ANSWERS.keys() == METHODS.keys()


async def test_unknown_methods_are_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.chat_delete(channel=cast.SUPPORT, ts="1.1")) == "unknown_method"


async def test_unknown_and_missing_arguments_are_named(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.postMessage", json={"txt": "x"})

    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] unknown argument [json-pointer:/txt]",
        "[ERROR] missing required field: channel",
    ]


async def test_tokens_are_checked(slack: Sandbox) -> None:
    tokens = {None: "not_authed", "xoxb-wrong": "invalid_auth"}
    tokens[slack.identity.app_token] = "not_allowed_token_type"
    for token, error in tokens.items():
        client = AsyncWebClient(token=token, base_url=slack.api_url)
        assert await refusal(client.auth_test()) == error


async def test_every_scope_of_the_table_is_needed() -> None:
    async with Sandbox.populated({"nothing"}, lambda: NOW, pace=False).serving() as slack:
        client = AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url)
        for name, method in METHODS.items():
            if method.scopes and not method.app_level:
                with pytest.raises(SlackApiError) as refused:
                    await client.api_call(name, json={})
                assert refused.value.response["error"] == "missing_scope"
                assert refused.value.response["needed"] == ",".join(method.scopes)
                assert refused.value.response["provided"] == "nothing"


async def test_forms_queries_and_json_are_all_read(slack: Sandbox) -> None:
    token = slack.identity.bot_token
    url = f"{slack.api_url}chat.postMessage"
    form = {"token": token, "channel": cast.SUPPORT, "text": "form"}
    form["blocks"] = '[{"type": "divider"}]'
    async with aiohttp.ClientSession() as session:
        await session.post(url, data=form)
        await session.get(url, params={**form, "text": "query"})
        header = {"Authorization": f"Bearer {token}"}
        body = {"channel": cast.SUPPORT, "text": "json"}
        await session.post(url, json=body, headers=header)
        broken = await session.post(url, data={**form, "blocks": "[{"})
        refused = await broken.json()

    posted = slack.messages(cast.SUPPORT)
    assert [message.text for message in posted] == ["form", "query", "json"]
    assert posted[0].blocks[0]["type"] == "divider"
    assert refused["error"] == "invalid_blocks_format"


async def test_calls_are_noted_with_their_errors(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=cast.SUPPORT, text="x")
    await refusal(client.chat_postMessage(channel="C0NONE", text="x"))

    noted = [(call.method, call.args["channel"], call.error) for call in slack.calls]
    assert noted == [
        ("chat.postMessage", cast.SUPPORT, None),
        ("chat.postMessage", "C0NONE", "channel_not_found"),
    ]
    assert slack.calls[0].at == NOW
