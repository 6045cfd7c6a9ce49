import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import identity
from bot.clock import Clock
from bot.sandbox.sandbox import Sandbox
from tests.bot.running import sandbox_of
from tests.each import each


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_of(Clock()).serving() as serving:
        yield serving


async def ask(
    sandbox: Sandbox, token: str | None = None, unreached: Callable[[], None] = lambda: None
) -> identity.Identity:
    async with aiohttp.ClientSession() as session:
        slack = AsyncWebClient(
            token=token or sandbox.identity.bot_token,
            base_url=sandbox.api_url,
            session=session,
            retry_handlers=[],
        )
        return await identity.ask(slack, unreached=unreached)


async def test_tells_the_workspace_and_our_user(sandbox: Sandbox) -> None:
    who = await ask(sandbox)
    assert (who.team_id, who.user_id) == (sandbox.identity.team_id, sandbox.identity.bot_user_id)


async def test_a_wrong_token_is_told_plainly_and_not_quoted(sandbox: Sandbox) -> None:
    with pytest.raises(identity.WrongToken, match="SLACK_BOT_TOKEN") as caught:
        await ask(sandbox, "xoxb-canary")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("trouble", ["html_500", "cut_before", "429"])
async def test_a_slack_that_stumbles_is_asked_again(sandbox: Sandbox, trouble: str) -> None:
    sandbox.faults.add("auth.test", trouble)
    put_off = asyncio.Event()
    who = await asyncio.wait_for(ask(sandbox, unreached=put_off.set), 10)
    assert who.team_id == sandbox.identity.team_id
    assert put_off.is_set()


@each("answer", [{"ok": True}, {"ok": True, "team_id": "T1"}, [], "hello", None])
def test_an_answer_that_names_no_workspace_is_not_slacks(answer: object) -> None:
    with pytest.raises(AttributeError):
        identity.read(answer)
