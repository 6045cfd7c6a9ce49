"""The form of an alert, sent: its channel and its owner looked at, kept, and told."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import alert_form, told
from bot.blocks import alert_rules as blocks
from bot.listeners import alert_fields, fields, payloads
from bot.listeners.alert_rules import AlertRules
from bot.listeners.fields import Wrong
from bot.listeners.payloads import Body
from bot.listeners.places import require_place
from bot.listeners.reception import Caller
from bot.process import Process
from kpi.errors import KpiError, Refused
from kpi.store import alert_rules, surveys
from kpi.store.alert_rules import Wish
from kpi.store.tables import AlertRule, Survey


class AlertRuleOrders:
    """Listens to the form of an alert."""

    def __init__(self, process: Process, page: AlertRules) -> None:
        self._process = process
        self._page = page

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep the rule and say so, or show at each field what is wrong."""
        kept = await fields.take(self._page.reception, ack, body, keep=self._keep)
        if kept is None:
            return
        caller, rule = kept
        text = blocks.described(caller.say, await self._page.found(caller), rule)
        view = told.form(caller.say, caller.say("Alert"), text)
        await ack(response_action="update", view=view)
        hook = payloads.ids(body["view"]).get("hook", "")
        below = self._page.redraw(caller, hook, caller.say("Saved."))
        self._process.background.start(below, "draw the alerts anew")

    async def _keep(self, caller: Caller, view: Body) -> AlertRule:
        wish, survey = alert_fields.wish(view), await self._survey(caller, view)
        fields.require({"steps": lambda: alert_rules.require(survey, wish.rule)})
        await self._require_place(wish)
        await self._require_lead(wish)
        return await self._kept(caller, view, survey, wish)

    async def _survey(self, caller: Caller, view: Body) -> Survey:
        name = payloads.field(view, alert_form.SURVEY).text
        try:
            async with self._process.database.reading() as connection:
                return await surveys.named(connection, caller.workspace.id, name)
        except KpiError as error:
            raise Wrong({alert_form.SURVEY: error}) from error

    async def _require_place(self, wish: Wish) -> None:
        try:
            await require_place(self._process, wish.channel_id)
        except KpiError as error:
            raise Wrong({"channel": error}) from error

    async def _require_lead(self, wish: Wish) -> None:
        if not (await self._page.reception.caller(wish.owner_id)).role.leads:
            no_lead = Refused("Choose a lead or an admin: they see every case.")
            raise Wrong({"owner": no_lead})

    async def _kept(self, caller: Caller, view: Body, survey: Survey, wish: Wish) -> AlertRule:
        work, now = self._process.database.writer.work, self._process.clock.now()
        rule_id = alert_fields.rule_id(view)
        if rule_id is None:
            return await work(lambda connection: alert_rules.create(connection, survey, wish, now))
        rule = await self._page.rule(caller, rule_id)
        await work(lambda connection: alert_rules.change(connection, rule, survey, wish))
        return rule
