"""The Home tab: published by the bot, opened and used by the person it is for."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD
from tests.bot.sandbox.conftest import Bot, refusal
from tests.bot.sandbox.surfaces import buttons, form


def home(*labels: str, **more: object) -> Json:
    return {"type": "home", "private_metadata": "kept", "blocks": buttons(*labels), **more}


MENU: Json = {
    "type": "actions",
    "block_id": "menu",
    "elements": [
        {
            "type": "static_select",
            "action_id": "pick",
            "options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}],
        }
    ],
}


async def test_opening_tells_a_bot_that_subscribed(slack: Sandbox, bot: Bot) -> None:
    customer = slack.person(cast.CUSTOMER)
    assert await customer.opens_home() == []
    slack.world.subscriptions = {"app_home_opened"}
    (told,) = await customer.opens_home()
    assert told.acknowledged
    event = bot.last["event"]
    assert (event["type"], event["tab"], event["user"]) == (
        "app_home_opened",
        "home",
        cast.CUSTOMER,
    )
    assert event["channel"].startswith("D")
    assert "view" not in event


async def test_what_was_published_is_seen_and_told(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    slack.world.subscriptions = {"app_home_opened"}
    answer = await client.views_publish(user_id=cast.CUSTOMER, view=home("1"))
    seen = await slack.wait_for_home(cast.CUSTOMER)
    assert answer["view"]["id"] == seen.id == answer["view"]["root_view_id"]
    await slack.person(cast.CUSTOMER).opens_home()
    assert bot.last["event"]["view"]["id"] == seen.id
    assert slack.home_of(cast.LEAD) is None


async def test_publishing_again_keeps_the_id_and_changes_the_hash(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    first = await client.views_publish(user_id=cast.LEAD, view=home("1"))
    stale = first["view"]["hash"]
    again = await client.views_publish(user_id=cast.LEAD, view=home("2"), hash=stale)
    assert again["view"]["id"] == first["view"]["id"]
    late = client.views_publish(user_id=cast.LEAD, view=home("3"), hash=stale)
    assert await refusal(late) == "hash_conflict"
    seen = slack.home_of(cast.LEAD)
    assert seen is not None
    assert seen.blocks[0]["elements"][0]["value"] == "2"


async def test_a_button_there_says_where_it_stands(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    await client.views_publish(user_id=cast.CUSTOMER, view=home("1", "2"))
    seen = await slack.wait_for_home(cast.CUSTOMER)
    await slack.person(cast.CUSTOMER).tap(seen, "rate_2")
    tap = bot.last
    assert (tap["type"], tap["container"]) == (
        "block_actions",
        {"type": "view", "view_id": seen.id},
    )
    assert (tap["view"]["type"], tap["view"]["private_metadata"]) == ("home", "kept")
    assert tap["view"]["hash"] == seen.hash
    assert tap["actions"][0]["value"] == "2"
    assert not {"message", "channel", "response_url"} & tap.keys()


async def test_a_menu_there_answers_at_once_and_keeps_its_choice(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    view = {"type": "home", "blocks": [MENU]}
    await client.views_publish(user_id=cast.CUSTOMER, view=view)
    seen = await slack.wait_for_home(cast.CUSTOMER)
    await slack.person(cast.CUSTOMER).choose(seen, "pick", "a")
    state = bot.last["view"]["state"]["values"]
    assert state["menu"]["pick"]["selected_option"]["value"] == "a"


async def test_nobody_uses_somebody_elses(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.views_publish(user_id=cast.LEAD, view=home("1"))
    seen = await slack.wait_for_home(cast.LEAD)
    with pytest.raises(LookupError):
        await slack.person(cast.CUSTOMER).tap(seen, "rate_1")


async def test_what_slack_refuses_to_publish(slack: Sandbox, client: AsyncWebClient) -> None:
    for view in (
        form(),
        home(title={"type": "plain_text", "text": "x"}),
        home("1") | {"blocks": 1},
    ):
        call = client.views_publish(user_id=cast.LEAD, view=view)
        assert await refusal(call) == "invalid_arguments"
    unknown = client.views_publish(user_id="U0NOBODY99", view=home("1"))
    assert await refusal(unknown) == "invalid_arguments"
    charts = home("1") | {"blocks": [GOOD["block:data_visualization"]]}
    assert (await client.views_publish(user_id=cast.LEAD, view=charts))["ok"]
    slack.world.draws_charts = False
    early = client.views_publish(user_id=cast.LEAD, view=charts)
    assert await refusal(early) == "invalid_arguments"
    slack.world.has_home_tab = False
    off = client.views_publish(user_id=cast.LEAD, view=home("1"))
    assert await refusal(off) == "not_enabled"
    slack.world.subscriptions = {"app_home_opened"}
    assert await slack.person(cast.LEAD).opens_home() == []
