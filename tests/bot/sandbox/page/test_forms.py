from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.filling import REQUIRED
from bot.sandbox.modals import Modal
from bot.sandbox.page import deeds, forms, words
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import Desk
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.deeds import opened
from tests.bot.sandbox.surfaces import form
from tests.each import each

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FILLED: Json = {"words": {"text": "Too slow"}, "contact": {"may": ["yes"]}}
EMPTY: Json = {"words": {"text": None}, "contact": {"may": []}}


async def sends(desk: Desk, modal: Modal, values: Json, user_id: str = cast.CUSTOMER) -> Answer:
    said = {"view": modal.id, "values": values}
    return await deeds.do(desk, desk.person(user_id), "submit", said)


async def test_a_form_that_is_filled_in_is_sent_and_gone(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())

    assert await sends(desk, modal, FILLED) == DONE
    values = bot.last["view"]["state"]["values"]
    assert values["words"]["text"]["value"] == "Too slow"
    assert values["contact"]["may"]["selected_options"][0]["value"] == "yes"
    assert slack.view_of(cast.CUSTOMER) is None


async def test_slack_keeps_a_form_with_gaps_open(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())

    answer = await sends(desk, modal, EMPTY)

    in_dutch = {"words": words.in_form(REQUIRED, "nl")}
    assert answer == Answer(errors=in_dutch)
    assert desk.errors[modal.id] == in_dutch
    assert bot.last["command"] == "/survey", "the bot hears nothing of it"
    assert await sends(desk, modal, FILLED) == DONE
    assert modal.id not in desk.errors


async def test_the_bots_errors_stay_until_the_form_is_sent_again(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())
    refusal = {"response_action": "errors", "errors": {"words": "Say more"}}
    bot.answers.append(web.json_response(refusal))

    assert await sends(desk, modal, FILLED) == Answer(errors={"words": "Say more"})
    assert desk.errors[modal.id] == {"words": "Say more"}
    kept = slack.view_of(cast.CUSTOMER)
    assert kept is not None
    assert kept.values["words"]["text"]["value"] == "Too slow"


@pytest.mark.parametrize(
    "failure",
    [
        web.Response(status=500),
        web.json_response({"response_action": "errors", "errors": {"elsewhere": "?"}}),
        web.json_response({"response_action": "dance"}),
    ],
)
async def test_a_form_that_could_not_be_sent_says_so(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient, failure: web.Response
) -> None:
    modal = await opened(client, slack, bot, form())
    bot.answers.append(failure)

    assert await sends(desk, modal, FILLED) == Answer(words.TROUBLE)
    assert slack.view_of(cast.CUSTOMER) is not None


async def test_a_form_is_its_persons_own(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())

    assert await sends(desk, modal, FILLED, cast.LEAD) == Answer(words.GONE)
    closed = await deeds.do(desk, desk.person(cast.LEAD), "close", {"view": modal.id})
    assert closed == Answer(words.GONE)
    assert await sends(desk, modal, {"words": {"other": "x"}}) == Answer(words.GONE)


async def test_a_closed_form_is_closed_at_once(
    desk: Desk, slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    modal = await opened(client, slack, bot, form())
    desk.errors[modal.id] = {"words": "Say more"}
    person = desk.person(cast.CUSTOMER)

    assert await deeds.do(desk, person, "close", {"view": modal.id}) == DONE
    await slack.world.bell.until(
        lambda: True if slack.view_of(cast.CUSTOMER) is None else None, within=1
    )
    assert desk.errors == {}
    again = await deeds.do(desk, person, "close", {"view": modal.id})
    assert again == Answer("This form is no longer open.")


@each(
    ("kind", "value", "kept"),
    [
        ("plain_text_input", "", None),
        ("plain_text_input", "words", "words"),
        ("static_select", None, None),
        ("checkboxes", [], []),
        ("datepicker", "2026-11-18", "2026-11-18"),
        (
            "datetimepicker",
            "2026-11-18T10:00",
            int(datetime(2026, 11, 18, 9, tzinfo=UTC).timestamp()),
        ),
    ],
)
def test_choices_are_kept_as_slack_keeps_them(kind: str, value: object, kept: object) -> None:
    assert forms.filled({"type": kind}, value, AMSTERDAM) == kept
