from datetime import timedelta

from kpi.metrics import Metric
from kpi.store import beginnings, hooks, imports, responses, surveys, workspaces
from kpi.store.beginnings import Beginnings
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from kpi.store.imports import Imported
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import HOME, HOUR, ask, event, jansen, planned, read, write
from tests.moments import NOW


async def begun(database: Database, workspace_id: str = HOME) -> Beginnings:
    return await read(database, beginnings.of_workspace, workspace_id)


async def test_a_new_workspace_has_begun_with_nothing(
    database: Database, workspace: Workspace
) -> None:
    nothing = Beginnings(hooks=0, heard_at=None, asked=False, answered=False)
    assert await begun(database) == nothing


async def test_a_hook_counts_before_and_after_it_was_heard(
    database: Database, workspace: Workspace
) -> None:
    for name in ("h1", "h2"):
        await write(database, hooks.create, HOME, id=name, source="standard", secret=b"", now=NOW)
    found = await begun(database)
    assert (found.hooks, found.heard_at) == (2, None)
    told = IncomingEvent(workspace_id=HOME, hook_id="h2", key="k", body={}, received_at=NOW)
    await write(database, hooks.store_events, [told])
    assert (await begun(database)).heard_at == NOW


async def test_a_question_and_its_answer_count(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database, event(channel=""))
    assert not (await begun(database)).asked
    sent_at = NOW + timedelta(days=1)
    await ask(database, invitation, sent_at)
    found = await begun(database)
    assert (found.asked, found.answered) == (True, False)
    tap = Asking(database, workspace).tap(invitation.id, 4, sent_at + HOUR, user_id="U0JANSEN")
    await database.writer.submit(responses.record_taps, tap)
    assert (await begun(database)).answered


async def test_what_was_imported_or_belongs_to_others_does_not_count(
    database: Database, workspace: Workspace
) -> None:
    survey = await read(database, surveys.named, HOME, Metric.CSAT)
    answer = Imported(external_key="1", score=5, at=NOW)
    await write(database, imports.import_answers, workspace, survey, [answer], NOW)
    assert not (await begun(database)).answered
    await write(database, workspaces.ensure, "T0OTHER", name="", now=NOW)
    await write(database, hooks.create, "T0OTHER", id="h9", source="x", secret=b"", now=NOW)
    assert (await begun(database)).hooks == 0
