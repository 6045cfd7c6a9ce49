"""Mail that comes back: nobody writes to its address again, be it of somebody in Slack."""

from datetime import datetime

from bot.mail.smtp import ADDRESS_REFUSED
from bot.process import Process
from kpi.store import deliveries, mailing
from kpi.store.questions import Question
from kpi.store.tables import Delivery


async def give_up(
    process: Process, delivery: Delivery, asked: Question | None, reason: str, now: datetime
) -> None:
    """Send a letter no more that follows a question; None where that was erased."""
    await process.database.writer.work(
        lambda connection: deliveries.mark_failed(connection, delivery, reason, now)
    )
    if reason == ADDRESS_REFUSED:
        await leave_alone(process, asked, now)


async def leave_alone(process: Process, asked: Question | None, now: datetime) -> None:
    """Write no more to the address to which a question went; None where that was erased."""
    if asked is None:
        return
    workspace_id, address = asked.workspace.id, address_of(asked)
    await process.database.writer.work(
        lambda connection: mailing.leave_alone(connection, workspace_id, address, now)
    )


def address_of(asked: Question) -> str:
    """Give the address to which a question goes by mail; guests in Slack have one too."""
    contact = asked.contact
    return contact.email if mailing.is_by_mail(contact) else asked.interaction.requester_email
