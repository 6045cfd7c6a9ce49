from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import refusal


async def test_members_of_a_channel_come_a_page_at_a_time(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    inside = slack.world.places.find(cast.SHARED).members
    found, cursor = [], ""
    while True:
        page = await client.conversations_members(channel=cast.SHARED, limit=2, cursor=cursor)
        assert len(page["members"]) <= 2
        found += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert sorted(found) == sorted(inside)
    assert slack.identity.bot_user_id in found


async def test_what_is_asked_for_wrongly_is_refused(client: AsyncWebClient) -> None:
    members = client.conversations_members
    assert await refusal(members(channel="C0NOWHERE1")) == "channel_not_found"
    assert await refusal(members(channel=cast.SHARED, cursor="abc")) == "invalid_cursor"
    assert await refusal(members(channel=cast.SHARED, cursor="99")) == "invalid_cursor"
    assert await refusal(members(channel=cast.SHARED, limit=1001)) == "invalid_limit"
    assert await refusal(client.users_list(limit=0)) == "invalid_limit"


async def test_a_private_channel_is_listed_from_inside_only(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.world.places.change(cast.WEEKLY, is_private=True)
    assert (await client.conversations_members(channel=cast.WEEKLY))["members"]
    slack.world.places.change(cast.WEEKLY, members=frozenset({cast.LEAD}))
    assert await refusal(client.conversations_members(channel=cast.WEEKLY)) == "channel_not_found"


async def test_everybody_at_home_is_listed_with_bots_and_leavers(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.add_user("U0LEFT0001", "left", "left@example.com", deleted=True)
    found = {one["id"]: one for one in (await client.users_list())["members"]}
    assert found["U0LEFT0001"]["deleted"]
    assert found[slack.identity.bot_user_id]["is_bot"]
    assert cast.GUEST not in found
