import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox


async def test_waiting_gives_the_newest_match(slack: Sandbox, client: AsyncWebClient) -> None:
    async def ends_in_b() -> str:
        found = await slack.wait_for_message(
            cast.SUPPORT, matching=lambda message: message.text.endswith("b")
        )
        return found.text

    waiting = asyncio.create_task(ends_in_b())
    for text in ("a", "1 b", "c"):
        await client.chat_postMessage(channel=cast.SUPPORT, text=text)
    assert await waiting == "1 b"

    await client.chat_postMessage(channel=cast.SUPPORT, text="2 b")
    assert await ends_in_b() == "2 b"


async def test_waiting_ends(slack: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await slack.wait_for_message(cast.SUPPORT, within=0.01)
    with pytest.raises(TimeoutError):
        await slack.wait_for_ephemeral(cast.LEAD, within=0.01)
    with pytest.raises(TimeoutError):
        await slack.wait_for_view(cast.LEAD, within=0.01)


async def test_the_cast_is_present(slack: Sandbox) -> None:
    assert slack.person(cast.ADMIN).user.is_admin
    assert slack.person(cast.GUEST).user.team != slack.identity.team_id
    assert slack.world.places.find(cast.SHARED).is_ext_shared
    assert cast.GUEST in slack.world.places.find(cast.SHARED).members


async def test_secrets_differ_from_one_sandbox_to_the_next(slack: Sandbox) -> None:
    other = Sandbox((), slack.world.now)

    assert other.identity.bot_token != slack.identity.bot_token
    assert other.identity.signing_secret != slack.identity.signing_secret


async def test_people_can_change_and_still_be_the_same_person(slack: Sandbox) -> None:
    person = slack.person(cast.LEAD)

    again = slack.add_user(cast.LEAD, "lbakker", "l.bakker@example.com", is_admin=True)

    assert again is person
    assert person.user.is_admin
