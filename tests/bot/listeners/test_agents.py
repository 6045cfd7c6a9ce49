"""A mentioned agent is found under what tickets call them, and shown so."""

from collections.abc import Mapping

import pytest

from bot.sandbox import cast
from kpi.metrics import Metric
from kpi.store import imports, surveys, workspaces
from kpi.store.imports import Imported
from tests.bot.listeners.conftest import Desk, said

MENTION = "csat week agent: @adevries"


async def answered(desk: Desk, agent: str, scores: int = 6) -> None:
    """Store answers about an agent."""
    now = desk.clock.now()
    filed: Mapping[str, str] = {"agent": agent}
    told = [
        Imported(external_key=f"{agent}{n}", score=5, at=now, segments=filed) for n in range(scores)
    ]
    async with desk.database.reading() as connection:
        home = await workspaces.find(connection, desk.home)
        survey = await surveys.named(connection, desk.home, Metric.CSAT)
    await desk.database.writer.work(
        lambda connection: imports.import_answers(connection, home, survey, told, now)
    )


@pytest.mark.parametrize("agent", ["a.devries@example.com", "A. de Vries", cast.AGENT])
async def test_a_mention_finds_what_tickets_call_the_agent(desk: Desk, agent: str) -> None:
    await desk.admin.command("/survey", "agents on")
    await answered(desk, agent)
    assert "6 of 6" in said(await desk.admin.command("/kpi", MENTION))


async def test_an_agent_without_answers_is_named_too(desk: Desk) -> None:
    await desk.admin.command("/survey", "agents on")
    told = said(await desk.admin.command("/kpi", MENTION))
    assert "agent A. Devries" in told
    assert cast.AGENT not in told


async def test_a_slip_in_a_name_gets_the_nearest(desk: Desk) -> None:
    await desk.admin.command("/survey", "agents on")
    await answered(desk, "a.devries@example.com")
    told = said(await desk.admin.command("/kpi", "csat week agent:@adevries"))
    assert "*A. Devries*" in told
    assert 'agent:"A. Devries"' in told


async def test_an_agent_and_a_team_under_which_nothing_is_filed_together(desk: Desk) -> None:
    await desk.admin.command("/survey", "agents on")
    await answered(desk, "Kees")
    await desk.asked()
    told = said(await desk.admin.command("/kpi", "csat week agent:Kees team:Network"))
    assert "Nothing is filed under agent Kees and team Network together" in told
