"""What follows from the answers of the past: every comment is read, and every answer heeded.

The bot would do so in its first rounds; in one go it is done before anybody looks.
"""

from datetime import datetime

from bot.cli.demo.sample import remarks
from bot.work import reading
from kpi.store import dictionaries, heeding, readings
from kpi.store.database import Database
from kpi.store.readings import Unread
from kpi.store.tables import Workspace

ALL = 10_000
"""More than the past holds."""


async def settle(database: Database, workspace: Workspace, now: datetime) -> None:
    """Read all comments, then heed all answers, of up to an aware moment."""
    await _read(database, workspace.id)
    await database.writer.work(lambda connection: heeding.heed(connection, workspace, now, ALL))


async def _read(database: Database, workspace_id: str) -> None:
    async with database.reading() as connection:
        dictionary = await dictionaries.of_workspace(connection, workspace_id)
        unread = await readings.unread(connection, workspace_id, ALL)
    found = reading.read([_recognised(one) for one in unread], dictionary)
    await database.writer.work(
        lambda connection: readings.keep(connection, workspace_id, found, dictionary.fingerprint)
    )


def _recognised(comment: Unread) -> Unread:
    """Say in which language it was invented: the lists to find that out take a second to load."""
    return comment._replace(recognised=remarks.LANGUAGES.get(comment.comment, ""))
