from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.menus import Command, Shortcut
from bot.sandbox.page import screen
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.page.sight import Sight
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import opened
from tests.bot.sandbox.page.reading import Html
from tests.bot.sandbox.surfaces import form


def seen(desk: Desk, user_id: str, place: str) -> dict[str, str]:
    return screen.seen(Sight(desk=desk, user_id=user_id, place=place))


async def test_every_fragment_is_whole_html(desk: Desk, slack: Sandbox) -> None:
    await slack.person(cast.AGENT).says(cast.SUPPORT, "Hello")

    shown = seen(desk, cast.LEAD, cast.SUPPORT)

    for name in ("me", "sidebar", "head", "conversation", "thread", "shortcuts", "modal"):
        Html(shown[name])
    assert shown["title"] == "support – Delta Helpdesk – Slack on your desk"


async def test_looking_is_reading(desk: Desk, slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=cast.LEAD, text="One")

    before = seen(desk, cast.LEAD, cast.WEEKLY)
    there = seen(desk, cast.LEAD, desk.direct(cast.LEAD).id)
    after = seen(desk, cast.LEAD, cast.WEEKLY)

    assert before["title"].startswith("(1) weekly")
    assert there["title"].startswith("Kompas")
    assert after["title"].startswith("weekly")


async def test_the_stamp_changes_with_what_is_shown(desk: Desk, slack: Sandbox) -> None:
    stamps = [seen(desk, cast.LEAD, cast.SUPPORT)["stamp"] for _ in range(2)]
    await slack.person(cast.AGENT).says(cast.SUPPORT, "Hello")

    assert stamps[0] == stamps[1] != seen(desk, cast.LEAD, cast.SUPPORT)["stamp"]


async def test_a_form_is_seen_by_its_person_with_what_is_amiss(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())
    desk.errors[modal.id] = {"words": "Say more"}

    hers = seen(desk, cast.CUSTOMER, cast.SUPPORT)["modal"]

    assert f'data-view="{modal.id}"' in hers
    assert {tag.name for tag in Html(hers).tags if tag.attributes.get("lang") == "nl"} == {
        *("h2", "div", "button")
    }
    assert "Say more" in hers
    assert seen(desk, cast.LEAD, cast.SUPPORT)["modal"] == ""


async def test_the_composer_is_for_conversations_that_take_messages(
    desk: Desk, slack: Sandbox
) -> None:
    direct = desk.direct(cast.LEAD).id
    writable = screen.seen(Sight(desk=desk, user_id=cast.LEAD, place=direct))["composer"]
    slack.world.messages_tab_read_only = True
    read_only = screen.seen(Sight(desk=desk, user_id=cast.LEAD, place=direct))["composer"]
    home = screen.seen(Sight(desk=desk, user_id=cast.LEAD, place=HOME))["composer"]

    assert writable == {"label": "Message Kompas", "refusal": ""}
    assert read_only == {"label": "", "refusal": screen.NO_COMPOSER}
    assert home == {"label": "", "refusal": ""}


async def test_commands_and_shortcuts_are_offered(desk: Desk, slack: Sandbox) -> None:
    slack.commands.append(Command("/kpi", "Read numbers", "csat week"))
    slack.shortcuts.append(Shortcut("ask", "Ask for a rating"))

    shown = screen.seen(Sight(desk=desk, user_id=cast.LEAD, place=cast.SUPPORT))

    assert shown["commands"] == [
        {"name": "/kpi", "description": "Read numbers", "usage_hint": "csat week"}
    ]
    assert 'data-shortcut="ask"' in shown["shortcuts"]


async def test_the_home_tab_is_offered_where_there_is_one(desk: Desk, slack: Sandbox) -> None:
    direct = desk.direct(cast.LEAD).id
    with_home = seen(desk, cast.LEAD, direct)["head"]
    slack.world.has_home_tab = False

    assert f'data-place="{HOME}"' in with_home
    assert f'data-place="{HOME}"' not in seen(desk, cast.LEAD, direct)["head"]
