"""The cards of the list, read from what is stored."""

from bot.listeners import survey_cards
from bot.listeners.reception import Caller
from bot.roles import Role
from kpi.store import versions, workspaces
from tests.bot.stage import Stage


async def test_a_card_speaks_the_language_that_its_survey_promises(stage: Stage) -> None:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, stage.process.workspace_id)
    caller = Caller(
        user_id="U1", team_id="T1", role=Role.ADMIN, language="nl-NL", workspace=workspace
    )
    csat, *_ = await survey_cards.read(stage.process, caller)
    assert csat.question == "Hoe tevreden bent u over onze hulp?"
    assert (csat.is_on, csat.asked) == (True, 0)
    await stage.database.writer.work(
        lambda connection: versions.rewrite(
            connection, csat.survey, {"languages": "en"}, now=stage.now
        )
    )
    csat, *_ = await survey_cards.read(stage.process, caller)
    assert csat.question == "How satisfied are you with our help?"
