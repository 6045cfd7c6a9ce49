"""What tests do first: post a question, open a form."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.surfaces import buttons


async def posted(client: AsyncWebClient, slack: Sandbox, channel: str, **more: object) -> Message:
    await client.api_call(
        "chat.postMessage",
        json={"channel": channel, "text": "How was it?", "blocks": buttons("1", "2"), **more},
    )
    return slack.messages(channel)[-1]


async def opened(client: AsyncWebClient, slack: Sandbox, bot: Bot, view: Json) -> Modal:
    await slack.person(cast.CUSTOMER).command("/survey")
    await client.views_open(trigger_id=bot.last["trigger_id"], view=view)
    return await slack.wait_for_view(cast.CUSTOMER)
