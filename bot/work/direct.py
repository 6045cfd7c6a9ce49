"""Direct messages: their channels, opened before anything is posted and then remembered."""

from bot.process import Process
from kpi.store import contacts
from kpi.store.tables import Contact


async def channel_of(process: Process, user_id: str) -> str:
    """Return the channel of our direct messages with somebody, opened where it is not known.

    Raises:
        SlackApiError: Slack refused to open it; and whatever else is in `slack_errors.FAILURES`.
    """
    contact = await _contact(process, user_id)
    if contact is not None and contact.dm_channel_id:
        return contact.dm_channel_id
    answer = await process.slack.conversations_open(users=user_id)
    channel_id: str = answer["channel"]["id"]
    if contact is not None:
        await _remember(process, contact, channel_id)
    return channel_id


async def _contact(process: Process, user_id: str) -> Contact | None:
    async with process.database.reading() as connection:
        return await contacts.by_slack(connection, process.workspace_id, "", user_id)


async def _remember(process: Process, contact: Contact, channel_id: str) -> None:
    await process.database.writer.work(
        lambda connection: contacts.set_dm_channel(
            connection, contact.workspace_id, contact.id, channel_id
        )
    )
