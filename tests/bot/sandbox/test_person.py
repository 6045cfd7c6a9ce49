import json

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.identity import HOME
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import opened, posted
from tests.bot.sandbox.surfaces import buttons, form


async def test_only_what_is_seen_can_be_tapped_unless_forged(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)
    lead = slack.person(cast.LEAD)

    with pytest.raises(LookupError, match="cannot see"):
        await lead.tap(message, "rate_1")
    with pytest.raises(LookupError, match="rate_1, rate_2"):
        await slack.person(cast.CUSTOMER).tap(message, "rate_9")
    await lead.tap(message, "rate_1", forged=True)

    assert bot.last["user"]["id"] == cast.LEAD


async def test_impatient_taps_are_separate(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)

    exchanges = await slack.person(cast.CUSTOMER).taps(message, "rate_1", times=3)

    assert all(exchange.acknowledged for exchange in exchanges)
    for field in ("trigger_id", "response_url"):
        assert len({heard.said[field] for heard in bot.heard}) == 3


async def test_a_choice_is_remembered_in_the_state(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    options = [
        {"text": {"type": "plain_text", "text": label}, "value": label} for label in ("a", "b")
    ]
    menu = {"type": "static_select", "action_id": "which", "options": options}
    blocks = [{"type": "actions", "block_id": "menu", "elements": [menu]}, *buttons("1")]
    message = await posted(client, slack, cast.CUSTOMER, blocks=blocks)
    person = slack.person(cast.CUSTOMER)

    await person.choose(message, "which", "b")
    chosen = bot.last["actions"][0]
    await person.tap(message, "rate_1")

    assert chosen["selected_option"] == options[1]
    assert bot.last["state"]["values"]["menu"]["which"]["selected_option"] == options[1]
    with pytest.raises(LookupError, match="offers a, b"):
        await person.choose(message, "which", "c")


async def test_a_command_carries_escaped_words_and_mentions(slack: Sandbox, bot: Bot) -> None:
    person = slack.person(cast.LEAD)

    await person.command("/survey", "csat @jjansen & <b> @nobody", channel=cast.SUPPORT)
    said = bot.last
    await person.command("/kpi")

    mention = f"<@{cast.CUSTOMER}|jjansen>"
    assert said["text"] == f"csat {mention} &amp; &lt;b&gt; @nobody"
    assert (said["command"], said["channel_name"]) == ("/survey", "support")
    assert (said["user_id"], said["team_id"]) == (cast.LEAD, HOME)
    assert (bot.last["channel_name"], bot.last["text"]) == ("directmessage", "")


async def test_a_group_is_mentioned_as_slack_writes_it(slack: Sandbox, bot: Bot) -> None:
    await slack.person(cast.ADMIN).command("/survey", "leads @support-leads @nobodys")

    assert bot.last["text"] == f"leads <!subteam^{cast.LEADS}|@support-leads> @nobodys"


async def test_mentions_stay_words_where_the_manifest_does_not_escape(
    slack: Sandbox, bot: Bot
) -> None:
    slack.world.should_escape = False

    await slack.person(cast.LEAD).command("/survey", "csat @jjansen")

    assert bot.last["text"] == "csat @jjansen"


async def test_a_form_is_sent_with_what_was_filled_in(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())

    values: dict[str, dict[str, object]] = {
        "words": {"text": "Slow"},
        "contact": {"may": ["yes"]},
    }
    await slack.person(cast.CUSTOMER).submit(modal, values)

    view = bot.last["view"]
    assert (view["callback_id"], view["private_metadata"]) == ("comment", "kept")
    assert view["state"]["values"]["words"]["text"]["value"] == "Slow"
    assert view["state"]["values"]["contact"]["may"]["selected_options"][0]["value"] == "yes"
    assert slack.view_of(cast.CUSTOMER) is None


async def test_a_form_with_a_gap_stays_with_the_person(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())
    person = slack.person(cast.CUSTOMER)

    with pytest.raises(ValueError, match="words is required"):
        await person.submit(modal)
    with pytest.raises(LookupError, match="no words/other"):
        await person.submit(modal, {"words": {"other": "x"}})
    assert bot.last["command"] == "/survey"


async def test_a_closed_form_is_told_of_only_when_asked(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    person = slack.person(cast.CUSTOMER)

    quiet = await person.close(await opened(client, slack, bot, form()))
    told = await person.close(await opened(client, slack, bot, form(notify_on_close=True)))

    assert quiet is None
    assert told is not None
    assert bot.last["type"] == "view_closed"
    assert slack.view_of(cast.CUSTOMER) is None


async def test_replayed_bytes_are_the_same(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    message = await posted(client, slack, cast.CUSTOMER)
    exchange = await slack.person(cast.CUSTOMER).tap(message, "rate_1")

    await slack.replay(exchange)

    first, second = bot.heard
    assert first.body == second.body
    assert first.headers["X-Slack-Signature"] == second.headers["X-Slack-Signature"]
    assert json.loads(json.dumps(first.said)) == second.said
