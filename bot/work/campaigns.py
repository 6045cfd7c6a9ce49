"""Campaigns at work: audiences compared daily, turns planned in pieces, turns that came taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot import slack_errors
from bot.audiences import Audiences
from bot.people import LookUpFailed
from bot.process import Process
from bot.roles import GROUP_ERRORS
from bot.slack_errors import DEFAULT_WAIT, FAILURES, PLACE_ERRORS, Decision
from bot.work.steps import attempt
from kpi.cohorts import Rhythm
from kpi.store import campaigns, planning, progress, turns, workspaces
from kpi.store.tables import Campaign, CampaignAsk, Workspace
from kpi.store.turns import Fate

COMPARED_FOR = timedelta(days=1)
"""How long the members are believed to be those of the audience."""
MOST_PIECES = 40
"""Of planning for one campaign in one round; what is left waits for the next."""
MOST_TURNS = 200
"""Taken in one round: at fifteen seconds a round a hundred thousand fit into one working day."""
GONE = PLACE_ERRORS | GROUP_ERRORS

log = structlog.get_logger()


class Campaigns:
    """Keeps running campaigns going."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._audiences = Audiences(process)
        self._held_until: datetime | None = None

    async def step(self) -> None:
        """Do what each running campaign needs, then take the turns that have come."""
        workspace, running = await self._running()
        for campaign in running:
            about = {"campaign_id": str(campaign.id)}
            await attempt(self._process, "campaign", self._serve(workspace, campaign), **about)
        if running:
            await self._take(workspace)

    async def _running(self) -> tuple[Workspace, Sequence[Campaign]]:
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, self._process.workspace_id)
            found = await campaigns.of_workspace(connection, workspace.id)
        return workspace, [one for one in found if one.state == campaigns.RUNNING]

    async def _serve(self, workspace: Workspace, campaign: Campaign) -> None:
        if _is_stale(campaign, self._process.clock.now()):
            await self._compare(campaign)
        if campaign.synced_at is None or campaign.state != campaigns.RUNNING:
            return
        await self._plan(workspace, campaign)
        await self._finish(workspace, campaign)

    async def _compare(self, campaign: Campaign) -> None:
        now = self._process.clock.now()
        if self._held_until is not None and now < self._held_until:
            return
        try:
            await self._audiences.compare(campaign)
        except LookUpFailed as failure:
            await self._missed(campaign, failure.decision)
        except FAILURES as error:
            await self._missed(campaign, slack_errors.judge(error))

    async def _missed(self, campaign: Campaign, decision: Decision) -> None:
        """Pause a campaign whose audience is gone; otherwise try again after a while."""
        now = self._process.clock.now()
        log.warning("audience not read", campaign_id=str(campaign.id), reason=decision.reason)
        if decision.is_refused and decision.reason in GONE:
            await self._process.database.writer.work(
                lambda connection: campaigns.stop(connection, campaign, decision.reason, now)
            )
        else:
            self._held_until = now + (decision.wait or DEFAULT_WAIT)

    async def _plan(self, workspace: Workspace, campaign: Campaign) -> None:
        """Give people their turns, a transaction a piece, so that taps go between."""
        for _ in range(MOST_PIECES):
            now = self._process.clock.now()
            given = await self._process.database.writer.work(
                lambda connection, now=now: planning.plan_piece(  # type: ignore[misc]  # bound for this turn
                    connection, campaign, workspace, now
                )
            )
            if not given:
                return

    async def _finish(self, workspace: Workspace, campaign: Campaign) -> None:
        """End a single round in which no turn is left, once nobody can join it any more."""
        if campaign.rhythm != Rhythm.ONCE:
            return
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            is_over = await progress.is_over(connection, campaign, workspace, now)
        if is_over:
            await self._process.database.writer.work(
                lambda connection: campaigns.end(connection, campaign)
            )
            log.info("campaign done", campaign_id=str(campaign.id))

    async def _take(self, workspace: Workspace) -> None:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            due = await turns.due(connection, workspace.id, now, MOST_TURNS)
        for ask in due:
            about = {"campaign_id": str(ask.campaign_id)}
            await attempt(self._process, "turn", self._take_one(workspace, ask), **about)

    async def _take_one(self, workspace: Workspace, ask: CampaignAsk) -> Fate:
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: turns.take(connection, workspace, ask, now)
        )


def _is_stale(campaign: Campaign, now: datetime) -> bool:
    return campaign.synced_at is None or now - campaign.synced_at >= COMPARED_FOR
