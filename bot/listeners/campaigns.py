"""`/survey campaign`: the list of campaigns, and the buttons under each."""

import re
from datetime import timedelta

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, campaign_form, campaign_preview
from bot.blocks import campaigns as listing
from bot.listeners import payloads
from bot.listeners.campaign_desk import CampaignDesk
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import cohorts
from kpi.errors import KpiError
from kpi.periods import local_day
from kpi.store import campaigns, office_schedules, surveys

_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")
_NEW = frozenset({"new", "nieuw", "nieuwe"})
TURNS = frozenset({"pause", "resume", "end"})


class NotUnderstood(KpiError):
    """I did not understand that.  Try  /survey campaign  or  /survey campaign new @group."""


class Campaigns:
    """Answers the command, and listens to its buttons."""

    def __init__(self, process: Process, reception: Reception, desk: CampaignDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk
        self._showing = Showing(process)

    async def show(self, caller: Caller, rest: str, command: Body) -> Message:
        """List the campaigns, or open the form for a new one."""
        caller.require(lead=True)
        group = _GROUP.search(rest)
        words = _GROUP.sub("", rest).split()
        if not {word.casefold() for word in words} <= _NEW:
            raise NotUnderstood
        if not words and group is None:
            return await self._list(caller)
        group_id = group[1] if group else ""
        form = await self._form(caller, group_id, command.get("channel_id", ""))
        self._open(caller, command, form)
        return Message(caller.say("The form for a campaign opens now."))

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button under a campaign says, and draw the list anew."""
        await ack()
        verb = action["action_id"].partition(":")[2]
        self._process.background.start(
            self._act(body, verb, str(action.get("value", ""))), "turn a campaign"
        )

    async def sample(self, ack: AsyncAck) -> None:
        """Take a tap on the question in a preview, which counts nothing."""
        await ack()

    async def _act(self, body: Body, verb: str, campaign_id: str) -> None:
        answer = await self._reception.serve(
            body["user"]["id"], lambda caller: self._served(caller, body, verb, campaign_id)
        )
        if answer.text:
            await self._showing.replace(body, answer)

    async def _served(self, caller: Caller, body: Body, verb: str, campaign_id: str) -> Message:
        """Do it; the empty message means that what stands there may stay."""
        caller.require(lead=True)
        if verb == "new":
            self._open(caller, body, await self._form(caller, "", _channel(body)))
        elif verb == "preview":
            self._open(caller, body, await self._preview(caller, campaign_id))
        elif verb in TURNS:
            campaign = await self._desk.find(campaign_id)
            await self._desk.turn(campaign, caller.workspace, verb)
            return await self._redrawn(caller, body)
        return Message("")

    async def _redrawn(self, caller: Caller, body: Body) -> Message:
        """Draw the list anew in the form it stands in, or give it as the message to put there."""
        if not payloads.in_form(body):
            return await self._list(caller)
        await self._showing.update_view(body["view"]["id"], await self.view(caller))
        return Message("")

    async def view(self, caller: Caller) -> View:
        """Draw the list as a form, for pages that lead here."""
        cards = await self._desk.cards(caller.workspace, listing.MOST)
        return listing.view(caller.say, cards, zone=caller.workspace.time_zone)

    async def _list(self, caller: Caller) -> Message:
        cards = await self._desk.cards(caller.workspace, listing.MOST)
        return listing.listing(caller.say, cards, zone=caller.workspace.time_zone)

    async def _form(self, caller: Caller, group_id: str, channel_id: str) -> View:
        async with self._process.database.reading() as connection:
            found = await surveys.of_workspace(connection, caller.workspace.id)
            hours = (await office_schedules.of_workspace(connection, caller.workspace)).default
        today = local_day(self._process.clock.now(), caller.workspace.time_zone)
        return campaign_form.form(
            caller.say,
            found,
            tomorrow=cohorts.working_day_from(today + timedelta(days=1), hours),
            group_id=group_id,
            channel_id=channel_id,
        )

    async def _preview(self, caller: Caller, campaign_id: str) -> View:
        campaign = await self._desk.find(campaign_id)
        if campaign.state == campaigns.DRAFT and campaign.synced_at is None:
            await self._desk.count(campaign)
        outlook = await self._desk.outlook(campaign, caller.workspace)
        return campaign_preview.form(caller.say, outlook, now=self._process.clock.now())

    def _open(self, caller: Caller, body: Body, form: View) -> None:
        self._process.background.start(self._opened(caller, body, form), "open a campaign form")

    async def _opened(self, caller: Caller, body: Body, form: View) -> None:
        if payloads.in_form(body):
            await self._showing.push_view(body["trigger_id"], form)
        elif not await self._showing.open_form(body["trigger_id"], form):
            told = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(body, Message(told))


def _channel(body: Body) -> str:
    return str((body.get("channel") or {}).get("id") or "")
