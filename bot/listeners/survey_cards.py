"""The surveys of the workspace as they stand today, read for their list."""

from collections.abc import Sequence

from bot.blocks.survey_list import Card
from bot.listeners.reception import Caller
from bot.process import Process
from kpi import periods, wording
from kpi.metrics import ASKED
from kpi.query import Query
from kpi.store import funnels, surveys, versions
from kpi.store.funnels import Funnels
from kpi.store.tables import Survey


async def read(process: Process, caller: Caller) -> Sequence[Card]:
    """Give every survey with how its week goes, in the caller's language where it has that."""
    workspace, now = caller.workspace, process.clock.now()
    today = periods.today(now, workspace.time_zone)
    week = periods.week_of(today, workspace.time_zone).through(today)
    query = Query(metrics=ASKED, period=week)
    async with process.database.reading() as connection:
        found = await surveys.of_workspace(connection, workspace.id)
        reached = await funnels.of_period(connection, workspace, query, now)
    return [_card(caller, survey, reached) for survey in found]


def _card(caller: Caller, survey: Survey, reached: Funnels) -> Card:
    language = wording.spoken(caller.say.language, survey.languages)
    funnel = reached.of_survey(survey.id)
    said = versions.words(survey, None, language)
    return Card(
        survey=survey,
        is_on=surveys.policy(survey).enabled,
        question=said.asked(caller.workspace.name or caller.say("us")),
        asked=funnel.delivered,
        answered=funnel.answered,
    )
