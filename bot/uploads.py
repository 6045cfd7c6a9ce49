"""Files of ours go to Slack in three steps: announced, sent, completed."""

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

OK = 200
FOR_A_FILE = ClientTimeout(total=600, connect=10)
"""Longer than Slack's other calls get: a file may be large, and the way to Slack narrow."""


class NotUploaded(Exception):
    """Slack did not take the file; the words say why, for the log."""


class Place(NamedTuple):
    """The message that shows a file."""

    channel_id: str
    """Of a conversation; a person's id will not do here."""
    comment: str
    """What stands over it."""


async def give(
    slack: AsyncWebClient,
    content: bytes | Path,
    *,
    name: str,
    title: str,
    place: Place | None = None,
) -> str:
    """Give Slack a file; return its id.

    Args:
        slack: has an HTTP session.
        content: what is in it, or the file on disk that is.
        name: with what its extension tells.
        title: what it is called in Slack.
        place: where it is shown; without one nobody sees it until a block does.

    Raises:
        NotUploaded: Slack answered otherwise than it should.
        slack_errors.FAILURES: a call failed; in the last step it may have been done all the same.
    """
    with closing(_opened(content)) as opened:
        announced = await slack.files_getUploadURLExternal(filename=name, length=_length(opened))
        url, file_id = announced.get("upload_url"), announced.get("file_id")
        if slack.session is None or not url or not file_id:
            raise NotUploaded("no upload address")
        await _send(slack.session, str(url), opened)
    await slack.files_completeUploadExternal(
        files=[{"id": str(file_id), "title": title}],
        channel_id=place.channel_id if place else None,
        initial_comment=place.comment if place else None,
    )
    return str(file_id)


def _opened(content: bytes | Path) -> BinaryIO:
    return BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _length(opened: BinaryIO) -> int:
    length = opened.seek(0, 2)
    opened.seek(0)
    return length


async def _send(session: ClientSession, url: str, content: BinaryIO) -> None:
    async with session.post(url, data=content, timeout=FOR_A_FILE) as answer:
        if answer.status != OK:
            raise NotUploaded(f"http_{answer.status}")
