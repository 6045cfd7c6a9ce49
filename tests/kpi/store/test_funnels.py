"""Funnels count every resolution once, and every question where it belongs."""

from datetime import timedelta
from uuid import uuid4

from kpi.store import funnels
from kpi.store.database import Database
from kpi.store.funnels import Funnels
from kpi.store.tables import Workspace
from kpi.summary import Funnel
from tests.kpi.store.asking import FORTNIGHT, Asking
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import event, jansen, read, set_policy, take_in
from tests.moments import NOW

CSAT, NPS = uuid4(), uuid4()
FOUND = Funnels(
    resolved={(CSAT, "Network"): (5, 3, 0), (CSAT, ""): (1, 0, 0), (NPS, "Network"): (2, 2, 0)},
    delivered={(CSAT, "Network"): (4, 2, 1), (NPS, "Network"): (2, 1, 1)},
)


def test_everybody_helped_counts_whichever_survey_was_chosen() -> None:
    assert FOUND.of_survey(CSAT) == Funnel(helped=8, asked=3, delivered=4, answered=2, open=1)
    assert FOUND.of_survey(NPS) == Funnel(helped=8, asked=2, delivered=2, answered=1, open=1)


def test_a_part_has_its_own() -> None:
    assert FOUND.of_part(CSAT, "") == Funnel(helped=1)
    assert FOUND.of_part(NPS, "Network") == Funnel(
        helped=7, asked=2, delivered=2, answered=1, open=1
    )
    assert FOUND.names(CSAT) == {"Network", ""}


def test_a_turn_in_a_campaign_counts_for_the_survey_that_it_asks() -> None:
    resolved = {(CSAT, ""): (5, 3, 0), (NPS, ""): (0, 40, 60)}
    found = Funnels(resolved=resolved, delivered={})
    assert found.of_survey(CSAT) == Funnel(helped=5, asked=3)
    assert found.of_survey(NPS) == Funnel(helped=60, turns=60, asked=40)
    both = Funnels(resolved={**resolved, (NPS, "Network"): (2, 2, 0)}, delivered={})
    assert both.of_survey(NPS) == Funnel(helped=67, turns=60, asked=42)


def test_a_survey_that_no_resolution_chose_could_not_ask_them() -> None:
    found = Funnels(resolved={(CSAT, "Network"): (5, 3, 0)}, delivered={(NPS, ""): (4, 2, 1)})
    assert found.of_survey(NPS) == Funnel(delivered=4, answered=2, open=1)
    assert found.of_part(CSAT, "Network") == Funnel(helped=5, asked=3)


async def test_turns_are_told_from_help(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    await take_in(database, event())
    asked = event(source="campaign", external_id="1", trigger="campaign")
    await take_in(database, asked, survey="nps")
    found = await read(database, funnels.of_period, workspace, query(), NOW)
    assert sorted(found.resolved.values()) == [(0, 0, 1), (1, 0, 0)]


async def test_who_was_not_asked_was_helped_all_the_same(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", enabled="no")
    await jansen(database)
    await take_in(database, event())
    found = await read(database, funnels.of_period, workspace, query(), NOW)
    (survey_id,) = {survey for survey, _ in found.resolved}
    assert found.of_survey(survey_id) == Funnel(helped=1)


async def test_a_question_closes_when_it_expires(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    await asking.ask()
    survey = await asking.survey()
    end = NOW + FORTNIGHT
    moments = ((NOW, 1), (end - timedelta(minutes=1), 1), (end, 0), (NOW + timedelta(days=20), 0))
    for now, still_open in moments:
        found = await read(database, funnels.of_period, workspace, query(), now)
        assert found.of_survey(survey.id).open == still_open
