"""`/survey alerts`: which answers need somebody, as a list with its buttons, and its form."""

from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, alert_form
from bot.blocks import alert_rules as blocks
from bot.blocks.alert_form import Draft
from bot.blocks.alert_rules import Rules
from bot.listeners import alert_fields, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import NotFound, Refused
from kpi.store import alert_rules, dictionaries, surveys, workspaces
from kpi.store.tables import AlertRule, Survey


class AlertRules:
    """Answers the command, and listens to the list and to the menu of surveys in its form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self.reception = reception
        self._showing = Showing(process)

    async def show(self, caller: Caller, _rest: str, _command: Body) -> Message:
        """List the rules."""
        caller.require(admin=True)
        return await self._list(caller)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list, or of a notice, says."""
        await ack()
        self._process.background.start(self._act(body, action), "serve a button of the alerts")

    async def rescale(self, ack: AsyncAck, body: Body) -> None:
        """Draw the form anew: another survey has another scale."""
        await ack()
        self._process.background.start(self._rescale(body), "draw the form of an alert anew")

    async def redraw(self, caller: Caller, hook: str, notice: str) -> None:
        """Draw the list anew where the form was opened, if that was a private message."""
        if hook:
            await self._showing.replace({"response_url": hook}, await self._list(caller, notice))

    async def found(self, caller: Caller) -> Rules:
        """Read the rules, with what they are named after."""
        home = caller.workspace.id
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, home)
            return Rules(
                rules=await alert_rules.of_workspace(connection, home),
                surveys=await surveys.of_workspace(connection, home),
                themes=await dictionaries.of_workspace(connection, home),
                sends_joy=workspace.sends_joy,
            )

    async def _act(self, body: Body, action: Body) -> None:
        answer = await self.reception.serve(
            payloads.actor(body).user_id, lambda caller: self._served(caller, body, action)
        )
        if not answer.text:
            return
        is_own = payloads.place(body).is_ephemeral
        await (self._showing.replace if is_own else self._showing.tell)(body, answer)

    async def _served(self, caller: Caller, body: Body, action: Body) -> Message:
        """Do it; the empty message means that what stands there may stay."""
        caller.require(admin=True)
        match action["action_id"]:
            case blocks.JOY:
                return await self._switched(caller, wanted=action["value"] == blocks.ON)
            case blocks.REMOVE:
                return await self._removed(caller, await self._rule(caller, action["value"]))
            case blocks.EDIT:
                return await self._open(caller, body, await self._rule(caller, action["value"]))
            case _:
                return await self._open(caller, body, None)

    async def _switched(self, caller: Caller, *, wanted: bool) -> Message:
        await self._process.database.writer.work(
            lambda connection: workspaces.change(connection, caller.workspace.id, sends_joy=wanted)
        )
        return await self._list(caller)

    async def _removed(self, caller: Caller, rule: AlertRule) -> Message:
        await self._process.database.writer.work(
            lambda connection: alert_rules.remove(connection, rule)
        )
        return await self._list(caller, caller.say("The alert is removed."))

    async def _open(self, caller: Caller, body: Body, rule: AlertRule | None) -> Message:
        found = await self.found(caller)
        among = _open_ones(found)
        if not among:
            raise Refused("Every survey is anonymous: nobody could be helped by name.")
        draft = _draft(caller, found, rule, among)
        form = self._form(caller, draft, found, payloads.private_hook(body))
        if await self._showing.open_form(body["trigger_id"], form):
            return Message("")
        return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

    async def _rescale(self, body: Body) -> None:
        await self.reception.serve(
            payloads.actor(body).user_id, lambda caller: self._rescaled(caller, body["view"])
        )

    async def _rescaled(self, caller: Caller, view: Body) -> Message:
        caller.require(admin=True)
        hook = payloads.ids(view).get("hook", "")
        form = self._form(caller, alert_fields.drafted(view), await self.found(caller), hook)
        await self._showing.update_view(view["id"], form)
        return Message("")

    def _form(self, caller: Caller, draft: Draft, found: Rules, hook: str) -> View:
        return alert_form.form(caller.say, draft, _open_ones(found), found.themes, hook=hook)

    async def _rule(self, caller: Caller, key: str) -> AlertRule:
        rule_id = payloads.invitation_id(key)
        if rule_id is None:
            raise NotFound("This rule was removed.")
        return await self.rule(caller, rule_id)

    async def rule(self, caller: Caller, rule_id: UUID) -> AlertRule:
        """Give a rule as it stands. Raises NotFound."""
        async with self._process.database.reading() as connection:
            return await alert_rules.find(connection, caller.workspace.id, rule_id)

    async def _list(self, caller: Caller, notice: str = "") -> Message:
        return blocks.listing(caller.say, await self.found(caller), notice)


def _open_ones(found: Rules) -> list[Survey]:
    """Give the surveys whose customers could be helped by name."""
    return [one for one in found.surveys if not surveys.policy(one).anonymous]


def _draft(caller: Caller, found: Rules, rule: AlertRule | None, among: list[Survey]) -> Draft:
    """Give what the form begins with: what holds, or what is likely."""
    if rule is None:
        language = caller.say.language
        return Draft(survey=among[0].name, owner_id=caller.user_id, language=language)
    return Draft(
        survey=next((one.name for one in found.surveys if one.id == rule.survey_id), ""),
        steps=rule.steps,
        theme=rule.theme,
        account=rule.account,
        words=rule.words,
        channel_id=rule.channel_id,
        owner_id=rule.owner_id,
        language=rule.language,
        rule_id=rule.id,
    )
