"""A picture goes to Slack as a file of our own, in no channel: blocks may show it anywhere."""

from slack_sdk.web.async_client import AsyncWebClient

from bot import uploads

NAME = "chart.png"


async def upload(slack: AsyncWebClient, png: bytes, *, title: str) -> str:
    """Give Slack a picture; returns the id of its file, which may be shown a moment later.

    Nobody sees the file until a message shows it, so a lost answer does no harm.

    Raises:
        NotUploaded: Slack answered otherwise than it should.
        slack_errors.FAILURES: a call failed.
    """
    return await uploads.give(slack, png, name=NAME, title=title)
