"""Judging an action from its card: now where that can be, else the day on which it will be."""

from dataclasses import replace
from datetime import timedelta

from bot.listeners.action_desk import ActionDesk, Seen
from bot.listeners.action_steps import ActionSteps
from bot.listeners.reception import Caller
from bot.roles import Role
from bot.sandbox import cast
from bot.wording import binding
from kpi.metrics import Metric
from kpi.store import actions, workspaces
from kpi.store.actions import Wish
from tests.bot.stage import Stage

WISH = Wish(title="Call back", metric=Metric.CSAT, owner_id=cast.LEAD)


async def caller(stage: Stage) -> Caller:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, stage.process.workspace_id)
    return Caller(
        user_id=cast.LEAD,
        team_id=workspace.id,
        role=Role.LEAD,
        language="en",
        workspace=workspace,
    )


async def judged(stage: Stage, metric: Metric, weeks_ago: int) -> str:
    """Judge an action that went live so many weeks ago; give what is said of it."""
    lead, today = await caller(stage), stage.now.date()
    wish = replace(WISH, metric=metric, live_on=today - timedelta(weeks=weeks_ago))
    begun = await stage.database.writer.work(
        lambda connection: actions.create(
            connection, lead.workspace.id, wish, by=cast.LEAD, now=stage.now, today=today
        )
    )
    steps = ActionSteps(stage.process, ActionDesk(stage.process))
    return await steps.judge(lead, Seen(begun.id, begun.revision))


async def test_what_is_too_early_is_told_with_its_day(stage: Stage) -> None:
    for metric, weeks_ago, told in (
        (Metric.CSAT, 3, "after 4 weeks, on 25 November, if both sides have 30 answers"),
        (Metric.CSAT, 4, "after 8 weeks, on 16 December, if both sides"),
        (Metric.CSAT, 9, "after 12 weeks, on 9 December, it is judged with what there is."),
        (Metric.FCR, 4, "after 4 weeks, on 25 November, if both sides"),
    ):
        said = binding.breaking(await judged(stage, metric, weeks_ago))
        assert told in said, said
        waits = "That is 7 days on top of them: who was helped last may come back until then."
        assert (waits in said) is (metric is Metric.FCR)


async def test_what_is_over_is_judged(stage: Stage) -> None:
    assert await judged(stage, Metric.CSAT, 12) == ""
    assert "on 25 November, it is judged" in await judged(stage, Metric.FCR, 12)
    assert await judged(stage, Metric.FCR, 13) == ""
