import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW, refusal


async def test_the_bot_learns_who_it_is(slack: Sandbox, client: AsyncWebClient) -> None:
    told = await client.auth_test()

    assert told["team_id"] == slack.identity.team_id
    assert told["user_id"] == slack.identity.bot_user_id


async def test_members_are_found_by_address_in_any_case(client: AsyncWebClient) -> None:
    found = await client.users_lookupByEmail(email="J.Jansen@Example.com")

    assert found["user"]["id"] == cast.CUSTOMER


async def test_guests_and_leavers_are_not_found_by_address(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.add_user(cast.LEAD, "lbakker", "l.bakker@example.com", deleted=True)

    for email in ("g.peters@guest.example", "l.bakker@example.com", "nobody@example.com"):
        assert await refusal(client.users_lookupByEmail(email=email)) == "users_not_found"


async def test_outsiders_are_described_with_fewer_fields(client: AsyncWebClient) -> None:
    member = (await client.users_info(user=cast.CUSTOMER, include_locale=True))["user"]
    guest = (await client.users_info(user=cast.GUEST, include_locale=True))["user"]

    assert (member["locale"], member["tz"]) == ("nl-NL", "Europe/Amsterdam")
    assert guest.keys() & {"locale", "tz", "is_admin"} == set()
    assert "email" not in guest["profile"]
    assert guest["team_id"] != member["team_id"]


async def test_a_locale_is_told_only_when_asked_for(client: AsyncWebClient) -> None:
    assert "locale" not in (await client.users_info(user=cast.CUSTOMER))["user"]


async def test_an_address_needs_its_scope() -> None:
    async with Sandbox.populated({"users:read"}, lambda: NOW).serving() as slack:
        client = AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url)
        described = (await client.users_info(user=cast.CUSTOMER))["user"]

    assert "email" not in described["profile"]


async def test_direct_messages_open_with_people_who_can_be_met(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.add_user("U0STRANGE1", "stranger", "s@else.example", team="T0OTHER001")
    slack.add_user("U0LEFT0001", "left", "left@example.com", deleted=True)

    one = await client.conversations_open(users=cast.CUSTOMER)
    again = await client.conversations_open(users=[cast.CUSTOMER], return_im=True)
    guest = await client.conversations_open(users=cast.GUEST)

    assert one["channel"]["id"] == again["channel"]["id"] != guest["channel"]["id"]
    assert again["channel"]["user"] == cast.CUSTOMER
    assert await refusal(client.conversations_open(users="U0STRANGE1")) == "user_not_found"
    assert await refusal(client.conversations_open(users="U0NOBODY01")) == "user_not_found"
    assert await refusal(client.conversations_open(users="U0LEFT0001")) == "user_disabled"
    itself = slack.identity.bot_user_id
    assert await refusal(client.conversations_open(users=itself)) == "cannot_dm_bot"
    several = client.conversations_open(users=[cast.CUSTOMER, cast.LEAD])
    assert await refusal(several) == "invalid_arguments"


async def test_channels_tell_whether_outsiders_share_them(client: AsyncWebClient) -> None:
    shared = (await client.conversations_info(channel=cast.SHARED))["channel"]
    inside = (await client.conversations_info(channel=cast.SUPPORT))["channel"]

    assert (shared["is_ext_shared"], inside["is_ext_shared"]) == (True, False)
    assert inside["is_member"] is True


async def test_each_kind_of_channel_needs_its_own_scope() -> None:
    async with Sandbox.populated({"channels:read", "im:write"}, lambda: NOW).serving() as slack:
        client = AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url)
        direct = (await client.conversations_open(users=cast.CUSTOMER))["channel"]["id"]
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_info(channel=direct)

    assert refused.value.response["needed"] == "im:read"
    assert refused.value.response["provided"] == "channels:read,im:write"


async def test_user_groups_list_their_members(client: AsyncWebClient) -> None:
    listed = await client.usergroups_users_list(usergroup=cast.LEADS)

    assert listed["users"] == [cast.LEAD]
    assert await refusal(client.usergroups_users_list(usergroup="S0NONE0001")) == "no_such_subteam"
