from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.page import sidebar
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.sandbox import Sandbox


def names(desk: Desk, user_id: str) -> dict[str, list[str]]:
    return {
        section.title: [entry.name for entry in section.entries]
        for section in sidebar.sections(desk, user_id, "")
    }


async def test_a_guest_finds_shared_channels_and_the_app(desk: Desk) -> None:
    assert names(desk, cast.GUEST) == {
        "Channels": ["acme-support"],
        "Direct messages": [],
        "Apps": ["Kompas"],
    }
    assert names(desk, cast.LEAD)["Channels"] == ["acme-support", "support", "weekly"]
    assert sidebar.starting_place(desk, cast.GUEST) == cast.SHARED


async def test_channels_show_of_what_kind_they_are(desk: Desk, slack: Sandbox) -> None:
    slack.add_channel("C0SECRET01", "secret", [cast.LEAD], is_private=True)
    slack.add_channel("C0OLD00001", "old", [cast.LEAD], is_archived=True)

    channels = sidebar.sections(desk, cast.LEAD, cast.WEEKLY)[0].entries

    assert {entry.name: entry.sign for entry in channels} == {
        "acme-support": "shared",
        "secret": "private",
        "support": "public",
        "weekly": "public",
    }
    assert [entry.name for entry in channels if entry.is_here] == ["weekly"]


async def test_mentions_and_direct_messages_are_counted(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=cast.LEAD, text="One")
    await client.chat_postMessage(channel=cast.LEAD, text="Two")
    await client.chat_postMessage(channel=cast.WEEKLY, text=f"<@{cast.LEAD}> look")
    await slack.person(cast.AGENT).says(cast.SUPPORT, "Hello")

    found = sidebar.sections(desk, cast.LEAD, "")
    badges = {one.name: (one.unread, one.badge) for part in found for one in part.entries}

    assert badges == {
        "acme-support": (0, 0),
        "support": (1, 0),
        "weekly": (1, 1),
        "Kompas": (2, 2),
    }
    assert sidebar.badges(found) == 3


async def test_colleagues_with_a_conversation_are_listed(desk: Desk, slack: Sandbox) -> None:
    slack.world.places.direct(cast.LEAD, cast.AGENT)

    assert names(desk, cast.LEAD)["Direct messages"] == ["A. de Vries"]
    assert names(desk, cast.ADMIN)["Direct messages"] == []


async def test_the_home_belongs_to_the_app(desk: Desk) -> None:
    (app,) = sidebar.sections(desk, cast.LEAD, HOME)[-1].entries

    assert app.is_here


async def test_somebody_without_channels_begins_at_the_app(desk: Desk, slack: Sandbox) -> None:
    slack.add_user("U0NEW00001", "new", "new@example.com")

    assert sidebar.starting_place(desk, "U0NEW00001") == desk.direct("U0NEW00001").id
