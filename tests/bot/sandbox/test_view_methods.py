import asyncio

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot, refusal
from tests.bot.sandbox.surfaces import buttons, form


async def a_trigger(slack: Sandbox, bot: Bot) -> str:
    await slack.person(cast.CUSTOMER).command("/survey")
    return str(bot.last["trigger_id"])


async def test_a_trigger_opens_one_form(slack: Sandbox, bot: Bot, client: AsyncWebClient) -> None:
    trigger = await a_trigger(slack, bot)

    opened = await client.views_open(trigger_id=trigger, view=form())

    seen = slack.view_of(cast.CUSTOMER)
    assert seen is not None
    assert (seen.id, seen.title) == (opened["view"]["id"], "Comment")
    again = client.views_open(trigger_id=trigger, view=form())
    assert await refusal(again) == "exchanged_trigger_id"
    unknown = client.views_open(trigger_id="1.2.x", view=form())
    assert await refusal(unknown) == "invalid_trigger_id"


async def test_a_wrong_form_does_not_use_up_the_trigger(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    trigger = await a_trigger(slack, bot)
    wrong = form()
    del wrong["submit"]

    assert await refusal(client.views_open(trigger_id=trigger, view=wrong)) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=form())


async def test_a_form_may_be_opened_while_the_bot_is_answering(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    async def open_first(request: web.Request) -> web.Response:
        trigger = (await request.post())["trigger_id"]
        await client.views_open(trigger_id=str(trigger), view=form())
        return web.Response()

    app = web.Application()
    app.router.add_post("/", open_first)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.connect_http(f"http://127.0.0.1:{runner.addresses[0][1]}/")

    waiting = asyncio.create_task(slack.wait_for_view(cast.LEAD))
    exchange = await slack.person(cast.LEAD).command("/survey")

    assert exchange.acknowledged
    assert (await waiting).callback_id == "comment"
    await runner.cleanup()


async def test_buttons_stand_in_forms_too(slack: Sandbox, bot: Bot, client: AsyncWebClient) -> None:
    view = form()
    view["blocks"] = [*view["blocks"], *buttons("1")]
    await client.views_open(trigger_id=await a_trigger(slack, bot), view=view)
    seen = slack.view_of(cast.CUSTOMER)
    assert seen is not None

    await slack.person(cast.CUSTOMER).tap(seen, "rate_1")

    assert bot.last["container"] == {"type": "view", "view_id": seen.id}
    assert bot.last["view"]["private_metadata"] == "kept"
    assert "message" not in bot.last


async def test_forms_are_laid_over_each_other_three_deep(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    alone = client.views_push(trigger_id=await a_trigger(slack, bot), view=form())
    assert await refusal(alone) == "not_found"

    await client.views_open(trigger_id=await a_trigger(slack, bot), view=form())
    await client.views_push(trigger_id=await a_trigger(slack, bot), view=form())
    pushed = await client.views_push(trigger_id=await a_trigger(slack, bot), view=form())
    top = slack.view_of(cast.CUSTOMER)
    assert top is not None
    assert top.id == pushed["view"]["id"]
    assert pushed["view"]["root_view_id"] != top.id
    fourth = client.views_push(trigger_id=await a_trigger(slack, bot), view=form())
    assert await refusal(fourth) == "push_limit_reached"


async def test_a_form_is_changed_unless_it_was_changed_meanwhile(
    slack: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    opened = await client.views_open(trigger_id=await a_trigger(slack, bot), view=form())
    view_id, seen = opened["view"]["id"], opened["view"]["hash"]

    other = {**form(), "title": {"type": "plain_text", "text": "Other"}}
    await client.views_update(view_id=view_id, hash=seen, view=other)
    top = slack.view_of(cast.CUSTOMER)
    assert top is not None
    assert top.title == "Other"
    late = client.views_update(view_id=view_id, hash=seen, view=form())
    assert await refusal(late) == "hash_conflict"
    gone = client.views_update(view_id="V0NOWHERE", view=form())
    assert await refusal(gone) == "not_found"
