import pytest

from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.store import invitations
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.questions import Question
from kpi.store.tables import Invitation, Workspace
from tests.kpi.store.tickets import (
    HOME,
    MINUTE,
    event,
    jansen,
    planned,
    read,
    take_in,
)
from tests.moments import NOW

SOON = NOW + 15 * MINUTE


async def question(database: Database, invitation: Invitation) -> Question:
    return await read(database, invitations.question, HOME, invitation.id)


async def test_a_question_comes_with_its_surroundings(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    invitation = await planned(database)
    asked = await question(database, invitation)
    assert (asked.workspace, asked.invitation, asked.contact) == (workspace, invitation, contact)
    assert (asked.survey.id, asked.definition.metric) == (invitation.survey_id, Metric.CSAT)
    assert asked.interaction.external_id == "T-1"
    assert asked.delivery is not None
    assert asked.delivery.cause_id == invitation.id
    assert asked.response is None


async def test_a_question_of_nobody_or_elsewhere_is_not_found(
    database: Database, workspace: Workspace
) -> None:
    unknown = await take_in(database, event())
    assert unknown is not None
    await jansen(database)
    known = await planned(database, event(external_id="T-2"))
    for workspace_id, invitation_id in (
        (HOME, unknown.id),
        ("T0OTHER", known.id),
        (HOME, new_id(NOW)),
    ):
        with pytest.raises(NotFound):
            await read(database, invitations.question, workspace_id, invitation_id)
