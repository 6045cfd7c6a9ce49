"""`kompas migrate`: bring the tables of the database up to this release."""

from bot import schema
from bot.cli import output, progress, store
from bot.config import Settings
from kpi.store.database import SchemaState


def migrate() -> None:
    """Bring the database's tables up to this release; running it again changes nothing."""
    output.say(store.run(_migrate(Settings.load())))


async def _migrate(settings: Settings) -> str:
    async with store.connected(settings) as database:
        before = await database.schema_state()
        if before is SchemaState.CURRENT:
            return "The tables are of this release already."
        if before is SchemaState.NEWER:
            await schema.prepare(database, embedded=False)
        with progress.shown("Bringing the tables up to this release"):
            await database.migrate()
    return (
        "The tables are made." if before is SchemaState.EMPTY else "The tables are up to date now."
    )
