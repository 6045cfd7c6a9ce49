"""Views are kept by name, whatever its capitals, accents and spaces."""

import pytest

from kpi.errors import NotFound, Refused
from kpi.store import views
from kpi.store.database import Database
from kpi.store.tables import SavedView, Workspace
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW


async def save(database: Database, name: str, question: str) -> SavedView | None:
    return await write(database, views.save, HOME, name, question=question, by="U1", now=NOW)


async def test_a_name_holds_one_question(database: Database, workspace: Workspace) -> None:
    assert await save(database, "Café  Maandag", "csat week") is None
    before = await save(database, "cafe maandag", "nps month")
    assert before is not None
    assert before.question == "csat week"
    (kept,) = await read(database, views.of_workspace, workspace.id)
    assert (kept.key, kept.name, kept.question) == ("cafe maandag", "cafe maandag", "nps month")
    assert (await write(database, views.remove, HOME, "CAFÉ MAANDAG")).question == "nps month"
    with pytest.raises(NotFound, match="Café"):
        await write(database, views.remove, HOME, "Café")


@pytest.mark.usefixtures("workspace")
async def test_there_are_as_many_as_one_message_lists(database: Database) -> None:
    for number in range(views.MOST):
        await save(database, f"View {number}", "csat week")
    with pytest.raises(Refused, match="20 views"):
        await save(database, "One more", "csat week")
    assert await save(database, "View 1", "ces week") is not None
