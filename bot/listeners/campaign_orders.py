"""The forms of a campaign, sent: a draft is kept and previewed; only its preview starts it."""

from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot import audience_lists, channels, wording
from bot.blocks import campaign_form, campaign_preview, told
from bot.listeners import payloads
from bot.listeners.campaign_desk import CampaignDesk
from bot.listeners.digest_fields import WrongField
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from bot.wording import Voice
from kpi import wording as survey_words
from kpi.cohorts import Rhythm
from kpi.errors import KpiError, Refused, WrongSetting
from kpi.periods import local_day
from kpi.store import audiences, campaigns, surveys
from kpi.store.audiences import Member
from kpi.store.campaigns import Wish
from kpi.store.tables import Campaign


class CampaignOrders:
    """Listens to the form of a new campaign, and to its preview."""

    def __init__(self, process: Process, reception: Reception, desk: CampaignDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk

    async def submit(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Keep a draft and show what starting it would mean, or say at a field what is wrong."""
        say = wording.voice("")
        try:
            caller = await self._lead(body)
            say = caller.say
            wish, members = await self._wish(caller, view)
        except WrongField as wrong:
            await _refuse(ack, view, wrong, say)
            return
        except KpiError as error:
            await _refuse(ack, view, WrongField("name", error), say)
            return
        campaign = await self._keep(wish, members)
        await self._desk.count(campaign)
        outlook = await self._desk.outlook(campaign, caller.workspace)
        shown = campaign_preview.form(say, outlook, now=self._process.clock.now())
        await ack(response_action="update", view=shown)

    async def start(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Let a campaign ask that was previewed."""
        say = wording.voice("")
        try:
            caller = await self._lead(body)
            say = caller.say
            text = await self._started(caller, payloads.ids(view)["campaign_id"])
        except KpiError as error:
            text = say.explain(error)
        await ack(response_action="update", view=told.form(say, say("Campaign"), text))

    async def _lead(self, body: Body) -> Caller:
        caller = await self._reception.caller(payloads.actor(body).user_id)
        caller.require(lead=True)
        return caller

    async def _started(self, caller: Caller, campaign_id: str) -> str:
        campaign = await self._desk.find(campaign_id)
        async with self._process.database.reading() as connection:
            survey = await surveys.find(connection, campaign.workspace_id, campaign.survey_id)
        survey_words.require_complete(survey.wording, survey.languages)
        if not await self._desk.turn(campaign, caller.workspace, "start"):
            raise Refused("This campaign was started or ended already.")
        day = campaign.starts_on
        named = f"{caller.say.weekday(day.weekday())} {caller.say.day(day)}"
        return caller.say(
            "Started: from {day} on people are asked. How far it is:  `/survey campaign`", day=named
        )

    async def _wish(self, caller: Caller, view: Body) -> tuple[Wish, list[Member]]:
        """Read the form. Raises WrongField."""
        audience = await self._audience(view)
        rhythm = Rhythm(payloads.field(view, "rhythm").text)
        members: list[Member] = []
        if audience["kind"] == campaigns.ADDRESSES:
            members = _addresses(payloads.field(view, "addresses").text)
        if rhythm is Rhythm.DATES and not any(member.due_on for member in members):
            wrong = WrongSetting("Dates need a list of addresses with a date on each line.")
            raise WrongField("rhythm", wrong)
        moment = payloads.field(view, "moment").text
        wish = Wish(
            name=payloads.field(view, "name").text,
            survey=payloads.field(view, "survey").text,
            rhythm=rhythm,
            starts_on=self._first(caller, view),
            days=_number(view, "days", campaign_form.USUAL_DAYS),
            moment="" if moment == "none" else moment,
            audience=audience,
            owner_id=caller.user_id,
        )
        return wish, members

    async def _audience(self, view: Body) -> dict[str, Any]:
        kind = payloads.field(view, "audience").text
        match kind:
            case campaigns.CHANNEL:
                return {"kind": kind, "channel_id": await self._channel(view)}
            case campaigns.GROUP:
                return {"kind": kind, "group_id": payloads.ids(view).get("group_id", "")}
            case campaigns.CONTACTS:
                days = _number(view, "contact_days", campaign_form.USUAL_CONTACT_DAYS)
                return {"kind": kind, "days": days}
            case _:
                return {"kind": campaigns.ADDRESSES}

    async def _channel(self, view: Body) -> str:
        channel_id = payloads.field(view, "channel").text
        if not channel_id:
            raise WrongField("channel", WrongSetting("Choose the channel whose members you mean."))
        try:
            channel = await channels.look(self._process, channel_id)
        except KpiError as error:
            raise WrongField("channel", error) from None
        if channel.is_hidden:
            refused = Refused("I cannot see that channel. Type  /invite @Kompas  there first.")
            raise WrongField("channel", refused)
        return channel_id

    def _first(self, caller: Caller, view: Body) -> date:
        first = date.fromisoformat(payloads.field(view, "starts_on").text)
        if first < local_day(self._process.clock.now(), caller.workspace.time_zone):
            raise WrongField("starts_on", WrongSetting("That day is over."))
        return first

    async def _keep(self, wish: Wish, members: list[Member]) -> Campaign:
        now, workspace_id = self._process.clock.now(), self._process.workspace_id

        async def keep(connection: Any) -> Campaign:
            campaign = await campaigns.create(connection, workspace_id, wish, now)
            await audiences.join(connection, campaign, members, now)
            return campaign

        return await self._process.database.writer.work(keep)


def _addresses(text: str) -> list[Member]:
    try:
        return audience_lists.read(text)
    except KpiError as error:
        raise WrongField("addresses", error) from None


def _number(view: Body, action_id: str, usual: int) -> int:
    text = payloads.field(view, action_id).text or str(usual)
    most = campaign_form.MOST_DAYS
    if not text.isdecimal() or not 1 <= int(text) <= most:
        wrong = WrongSetting("Write a number of days from 1 to {most}.", most=most)
        raise WrongField(action_id, wrong)
    return int(text)


async def _refuse(ack: AsyncAck, view: Body, wrong: WrongField, say: Voice) -> None:
    block_id = payloads.field(view, wrong.action_id).block_id
    await ack(response_action="errors", errors={block_id: say.explain(wrong.reason)})
