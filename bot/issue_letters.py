"""An issue of a digest as a letter: both its messages in one, with their chart as a picture."""

import asyncio
from datetime import datetime
from email.message import EmailMessage

import structlog

from bot import issues, people, relay
from bot.blocks import Message
from bot.charts import looks, rendering
from bot.charts.rendering import NotDrawn
from bot.issues import Answer, Issue
from bot.mail import digest, digest_links
from bot.mail.digest import Envelope
from bot.mail.digest_links import DigestLink
from bot.process import Process

FOR_PICTURES = 25.0
"""Seconds; without pictures a letter has their numbers."""

log = structlog.get_logger()


async def envelope(
    process: Process, issue: Issue, *, sender: str, recipient: str, mail_id: str
) -> Envelope:
    """Address a letter; answers go to whoever ordered the digest.

    Who is among its readers can take themselves off; who only sees a preview cannot.

    Raises:
        LookUpFailed: Slack did not say who that is.
    """
    owner = await people.address_of(process, issue.schedule.owner_id)
    domain = sender.rpartition("@")[2].rstrip(">")
    return Envelope(
        sender=sender,
        recipient=recipient,
        workspace=issue.workspace.name,
        owner=owner if relay.is_address(owner) else "",
        stop_url=_way_out(process, issue, recipient),
        message_id=f"<{mail_id}@{domain}>",
    )


def _way_out(process: Process, issue: Issue, recipient: str) -> str:
    if recipient not in issue.schedule.addresses:
        return ""
    link = DigestLink(
        workspace_id=issue.workspace.id, schedule_id=issue.schedule.id, address=recipient
    )
    return process.settings.page_url(digest_links.sealed(process.box, link), page="d")


async def written(
    process: Process, issue: Issue, answer: Answer, to: Envelope, now: datetime
) -> EmailMessage:
    """Write the letter."""
    told = issues.told(issue, answer, in_slack=False)
    pngs = await _pictures(process, told[0])
    return digest.letter(to, told, pngs, language=issue.schedule.language, now=now)


async def _pictures(process: Process, message: Message) -> list[bytes]:
    """Draw the charts of a message; nothing where that cannot be done."""
    if not message.charts or not rendering.is_installed():
        return []
    specs = [looks.of(chart.picture) for chart in message.charts]
    try:
        async with asyncio.timeout(FOR_PICTURES):
            return await process.pngs(specs)
    except (NotDrawn, TimeoutError) as error:
        log.warning("no picture", reason=str(error) or "timeout")
        return []
