"""A picture goes to Slack as a file of our own, in no channel: blocks may show it anywhere."""

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

NAME = "chart.png"
OK = 200


class NotUploaded(Exception):
    """Slack did not take the picture; the words say why, for the log."""


async def upload(slack: AsyncWebClient, png: bytes, *, title: str) -> str:
    """Give Slack a picture; returns the id of its file, which may be shown a moment later.

    Nobody sees the file until a message shows it, so a lost answer does no harm.

    Raises:
        NotUploaded: Slack answered otherwise than it should.
        slack_errors.FAILURES: a call failed.
    """
    announced = await slack.files_getUploadURLExternal(filename=NAME, length=len(png))
    url, file_id = announced.get("upload_url"), announced.get("file_id")
    if slack.session is None or not url or not file_id:
        raise NotUploaded("no upload address")
    await _send(slack.session, str(url), png)
    await slack.files_completeUploadExternal(files=[{"id": str(file_id), "title": title}])
    return str(file_id)


async def _send(session: ClientSession, url: str, png: bytes) -> None:
    async with session.post(url, data=png) as answer:
        if answer.status != OK:
            raise NotUploaded(f"http_{answer.status}")
