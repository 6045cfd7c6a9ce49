import asyncio

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.files import PNG
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import refusal


async def uploaded(client: AsyncWebClient, content: bytes = PNG) -> str:
    """Upload in the three steps; give the id of the file."""
    announced = await client.files_getUploadURLExternal(filename="x.png", length=len(content))
    url = announced["upload_url"]
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as answer:
        assert answer.status == 200
    await client.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "X"}])
    return str(announced["file_id"])


def picture(file_id: str) -> list[dict[str, object]]:
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "X"}]


async def shown(slack: Sandbox, file_id: str) -> tuple[int, bytes]:
    url = f"{slack.world.origin}/file/{file_id}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.read()


async def test_an_uploaded_picture_is_shown_by_a_block_and_to_a_browser(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.world.files.seconds_to_complete = 0.0
    file_id = await uploaded(client)
    await client.chat_postMessage(channel=cast.SUPPORT, text="x", blocks=picture(file_id))
    assert await shown(slack, file_id) == (200, PNG)


async def test_a_picture_used_too_early_is_refused_with_its_place(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.world.files.seconds_to_complete = 0.2
    file_id = await uploaded(client)
    post = client.chat_postMessage(channel=cast.SUPPORT, text="x", blocks=picture(file_id))
    assert await refusal(post) == "invalid_blocks"
    assert (await shown(slack, file_id))[0] == 404
    await asyncio.sleep(0.2)
    await client.chat_postMessage(channel=cast.SUPPORT, text="x", blocks=picture(file_id))


async def test_only_pictures_are_shown_to_a_browser(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.world.files.seconds_to_complete = 0.0
    assert (await shown(slack, await uploaded(client, b"<script>")))[0] == 404


async def test_what_makes_no_sense_is_refused(client: AsyncWebClient) -> None:
    nothing = client.files_getUploadURLExternal(filename="x.png", length=0)
    assert await refusal(nothing) == "invalid_arguments"
    unknown = client.files_completeUploadExternal(files=[{"id": "F000000000", "title": "X"}])
    assert await refusal(unknown) == "file_not_found"
    none = client.files_completeUploadExternal(files=[])
    assert await refusal(none) == "invalid_arguments"


async def test_with_a_channel_a_file_is_a_message_to_download(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.world.files.seconds_to_complete = 0.0
    announced = await client.files_getUploadURLExternal(filename="rows é.csv", length=3)
    async with aiohttp.ClientSession() as session:
        async with session.post(announced["upload_url"], data=b"a,b") as answer:
            assert answer.status == 200
        files = [{"id": announced["file_id"], "title": "Rows"}]
        for wrong in (cast.LEAD, "C000000000"):
            shared = client.files_completeUploadExternal(files=files, channel_id=wrong)
            assert await refusal(shared) == "channel_not_found"
        await client.files_completeUploadExternal(
            files=files, channel_id=cast.SUPPORT, initial_comment="Here"
        )
        (message,) = slack.messages(cast.SUPPORT)
        shown = message.as_slack(slack.identity)
        assert (shown["text"], shown["files"][0]["size"]) == ("Here", 3)
        url = f"{slack.world.origin}/download/{announced['file_id']}"
        async with session.get(url) as answer:
            assert await answer.read() == b"a,b"
            assert answer.headers["Content-Disposition"].startswith("attachment")
