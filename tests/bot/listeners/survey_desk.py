"""The list of surveys as an admin opens and uses it."""

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.person import Person
from kpi.store import surveys
from kpi.store.tables import Survey
from tests.bot.listeners.conftest import Desk


async def listed(desk: Desk, person: Person | None = None) -> Modal:
    """Open the list; by default as the admin."""
    who = person or desk.admin
    await who.command("/survey")
    return await desk.sandbox.wait_for_view(who.user.id)


async def over(desk: Desk, below: Modal, action_id: str, value: str | None = "csat") -> Modal:
    """Tap a button of a form and give the form that is laid over it."""
    await desk.admin.tap(below, action_id, value=value)
    return await desk.sandbox.wait_for_view(cast.ADMIN, unlike=below)


def filled(**values: object) -> dict[str, dict[str, object]]:
    """Name what is filled in by block and action; `__` stands for a dot."""
    names = {name.replace("__", "."): value for name, value in values.items()}
    return {name: {name: value} for name, value in names.items()}


async def survey(desk: Desk, name: str = "csat") -> Survey:
    """Give a survey as it is stored."""
    async with desk.database.reading() as connection:
        return await surveys.named(connection, desk.home, name)
