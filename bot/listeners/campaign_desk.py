"""Campaigns as forms and lists need them: found, counted, looked ahead, and turned."""

import asyncio
from dataclasses import replace
from uuid import UUID

import structlog

from bot import slack_errors
from bot.audiences import Audiences
from bot.blocks.campaign_preview import Outlook
from bot.blocks.campaigns import Card
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import FAILURES
from kpi import cohorts
from kpi.periods import local_day
from kpi.store import audiences, campaigns, office_schedules, progress, surveys
from kpi.store.tables import Campaign, Workspace

SECONDS_TO_COUNT = 1.2
"""How long a form waits for Slack to tell who is in an audience; then it says it still counts."""

log = structlog.get_logger()


class CampaignDesk:
    """Reads the campaigns of our workspace, and what starting one would mean."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._audiences = Audiences(process)

    async def find(self, campaign_id: str) -> Campaign:
        """Give a campaign of our workspace. Raises NotFound."""
        async with self._process.database.reading() as connection:
            return await campaigns.find(connection, self._process.workspace_id, UUID(campaign_id))

    async def cards(self, workspace: Workspace, most: int) -> list[Card]:
        """Give the newest campaigns as they stand now."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await campaigns.of_workspace(connection, workspace.id)
            return [
                Card(
                    campaign=one,
                    survey=await surveys.find(connection, workspace.id, one.survey_id),
                    progress=await progress.of_round(connection, one, workspace.time_zone, now),
                )
                for one in found[:most]
            ]

    async def count(self, campaign: Campaign) -> None:
        """Find out who is in the audience of a draft; what takes long goes on by itself."""
        counting = self._process.background.run(self._counted(campaign), "count an audience")
        await asyncio.wait([counting], timeout=SECONDS_TO_COUNT)

    async def _counted(self, campaign: Campaign) -> None:
        try:
            while not await self._audiences.compare(campaign):
                pass
        except LookUpFailed as failure:
            log.warning("audience not read", reason=failure.decision.reason)
        except FAILURES as error:
            log.warning("audience not read", reason=slack_errors.judge(error).reason)

    async def outlook(self, campaign: Campaign, workspace: Workspace) -> Outlook:
        """Say what starting a campaign now would mean."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            hours = (await office_schedules.of_workspace(connection, workspace)).default
            first = cohorts.first_day(campaign.starts_on, now, hours)
            begun = campaign.model_copy(update={"starts_on": first})
            survey = await surveys.find(connection, workspace.id, campaign.survey_id)
            people = await audiences.size(connection, campaign)
            dates = await audiences.days_named(connection, begun, hours)
        outlook = Outlook(
            campaign=campaign,
            survey=survey,
            workspace=workspace,
            people=None if campaign.synced_at is None else people,
        )
        there = cohorts.round_at(campaigns.plan(begun), first, hours)
        days = there.days if there else [day for day, _ in dates]
        wanted = max(campaign.starts_on, local_day(now, hours.zone))
        outlook = replace(outlook, closed=cohorts.left_out(wanted, max(days, default=first), hours))
        return replace(outlook, days=days) if there else replace(outlook, dates=dates)

    async def turn(self, campaign: Campaign, workspace: Workspace, verb: str) -> bool:
        """Start, pause, resume or end a campaign; False when it was not in a state for it."""
        now = self._process.clock.now()
        work = self._process.database.writer.work
        match verb:
            case "start":
                done = await work(lambda it: campaigns.start(it, campaign, workspace, now))
            case "resume":
                done = await work(lambda it: campaigns.resume(it, campaign, workspace, now))
            case "pause":
                done = await work(lambda it: campaigns.pause(it, campaign))
            case _:
                done = await work(lambda it: campaigns.end(it, campaign))
        log.info("campaign turned", campaign_id=str(campaign.id), verb=verb, done=done)
        self._process.nudge()
        return done
