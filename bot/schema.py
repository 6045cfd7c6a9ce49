"""The database at the start: an empty embedded one is set up, any other must fit this release."""

from kpi.errors import KpiError
from kpi.store import database, health
from kpi.store.database import Database, SchemaState


class NotReady(KpiError):
    """The database cannot be used."""


async def prepare(opened: Database, *, embedded: bool) -> None:
    """Return when the tables fit this release.

    Args:
        opened: the database.
        embedded: whether it is ours alone, and may be set up when it is empty.

    Raises:
        NotReady: it cannot be reached, or its tables are not of this release.
    """
    try:
        state = await opened.schema_state()
        if state is SchemaState.EMPTY and embedded:
            await opened.migrate()
            state = SchemaState.CURRENT
        if state is SchemaState.CURRENT:
            await opened.inform()
    except database.AWAY as error:
        raise _unusable(health.reason(error), embedded=embedded) from error
    if state is SchemaState.NEWER:
        raise NotReady(
            "The database was made by a newer release of Kompas. Install that release or later."
        )
    if state is not SchemaState.CURRENT:
        raise NotReady(
            "The tables of the database are {state}. Run `kompas migrate` first.",
            state="missing" if state is SchemaState.EMPTY else "of an older release",
        )


def _unusable(why: str, *, embedded: bool) -> NotReady:
    """Say what to look at: a file has neither an address nor a password."""
    if embedded:
        return NotReady(
            "The file at DATABASE_URL cannot be used: {why}. Is it Kompas's own, and whole?",
            why=why,
        )
    return NotReady(
        "The database at DATABASE_URL cannot be used: {why}. Is it running, and are the"
        " address and the password right?",
        why=why,
    )
