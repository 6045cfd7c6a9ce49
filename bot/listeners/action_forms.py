"""The forms of actions: begun from nothing, from numbers, a theme or a case; changed; gone live."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, action_form, occasions, theme_names, told
from bot.blocks import actions as blocks
from bot.blocks.action_form import Draft
from bot.blocks.occasions import Occasion
from bot.listeners import action_fields, fields, payloads
from bot.listeners.action_desk import ActionDesk, Seen, seen
from bot.listeners.action_steps import ActionSteps
from bot.listeners.fields import Wrong
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import periods
from kpi.actions import WrongDate
from kpi.effects import Days
from kpi.errors import Refused, WrongSetting
from kpi.query import NotUnderstood, Query
from kpi.store import actions, case_facts, dictionaries, filing
from kpi.store.actions import Changed, Wish
from kpi.themes import OTHER

LATELY = timedelta(days=28)
"""An answer of these days is among those that an action is begun for."""
_DAY = timedelta(days=1)


class ActionForms:
    """Opens the forms and keeps what they say."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._desk = ActionDesk(process)
        self._steps = ActionSteps(process, self._desk)
        self._showing = Showing(process)

    async def begin(self, caller: Caller, command: Body, title: str) -> Message:
        """Open an empty form, for `/kpi action new`; what is said meanwhile tells where it is."""
        caller.require(lead=True)
        form = await self._new(caller, Occasion(title=payloads.plain(title)))
        self._process.background.start(self._opened(caller, command, form), "open an action form")
        return Message(caller.say("The form for an action opens now."))

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Open the form that a button stands for."""
        await ack()
        self._process.background.start(self._open(body, action), "open the form of an action")

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep an action, or show at its field what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep, admin=False)
        if stored is not None:
            await self._follow(ack, body, *stored)

    async def submit_live(self, ack: AsyncAck, body: Body) -> None:
        """Keep since when a change is live, or show what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep_day, admin=False)
        if stored is not None:
            await self._follow(ack, body, *stored)

    async def _open(self, body: Body, button: Body) -> None:
        async def opened(caller: Caller) -> Message:
            caller.require(lead=True)
            form = await self._form(caller, button["action_id"], payloads.chosen(button))
            await self._opened(caller, body, form)
            return Message("")

        await self._desk.served(self._reception, body, opened)

    async def _form(self, caller: Caller, button: str, value: str) -> View:
        if button.startswith(occasions.BEGIN):
            return await self._new(caller, occasions.read(value))
        action = await self._desk.find(caller, seen(value).id)
        if button == blocks.LIVE:
            return action_form.live_form(caller.say, action, self._desk.today(caller))
        return await self._drawn(caller, action_fields.of_action(action), seen(value))

    async def _opened(self, caller: Caller, body: Body, form: View) -> None:
        if not await self._desk.lay(body, form):
            late = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(body, Message(late))

    async def _new(self, caller: Caller, occasion: Occasion) -> View:
        wish = Wish(
            title=occasion.title,
            metric=occasion.metric,
            owner_id=caller.user_id,
            theme=occasion.theme,
            segment=occasion.segment,
            value=occasion.value,
            begun_for=occasion.begun_for or self._lately(caller),
        )
        if occasion.case_id:
            wish = await self._of_case(caller, wish, UUID(occasion.case_id))
        return await self._drawn(caller, wish, None)

    async def _drawn(self, caller: Caller, wish: Wish, one: Seen | None) -> View:
        async with self._process.database.reading() as connection:
            themes = await dictionaries.of_workspace(connection, caller.workspace.id)
        named = theme_names.named(themes, caller.say.language)
        draft = Draft(
            wish=wish,
            themes={theme.key: named[theme.key] for theme in themes.themes},
            action_id=str(one.id) if one else "",
            revision=one.revision if one else 0,
        )
        return action_form.form(caller.say, draft)

    def _lately(self, caller: Caller) -> Days:
        """Give last week and this week so far: what was on the mind of who begins an action."""
        today = self._desk.today(caller)
        return Days(periods.last_week(today, caller.workspace.time_zone).first, today + _DAY)

    async def _of_case(self, caller: Caller, wish: Wish, case_id: UUID) -> Wish:
        """Begin with what is known of a case, and leave its days out of the comparison."""
        async with self._process.database.reading() as connection:
            found = (await case_facts.of(connection, caller.workspace, [case_id])).get(case_id)
        if found is None:
            return wish
        zone, days = caller.workspace.time_zone, wish.begun_for
        day = periods.local_day(found.at, zone)
        if days and days.until - day <= LATELY:
            days = Days(min(days.first, periods.week_of(day, zone).first), days.until)
        return replace(
            wish,
            case_id=case_id,
            theme=wish.theme or next((one for one in found.themes if one != OTHER), ""),
            metric=found.definition.metric,
            segment="team" if found.team else "",
            value=found.team,
            begun_for=days,
        )

    async def _keep(self, caller: Caller, view: Body) -> UUID:
        wish = await self._filed(caller, action_fields.wished(view))
        await self._require_owner(wish.owner_id)
        carried = payloads.ids(view)
        try:
            if "action" not in carried:
                return await self._create(caller, wish)
            one = seen(f"{carried['action']}:{carried.get('revision', '')}")
            return await self._change(caller, one, wish)
        except WrongDate as error:
            raise Wrong({"live": error}) from error
        except WrongSetting as error:
            raise Wrong({"title": error}) from error

    async def _require_owner(self, user_id: str) -> None:
        """Raise Wrong for a guest: the verdict, with its numbers, is written to the owner."""
        try:
            await self._reception.require_colleague(user_id)
        except (Refused, WrongSetting) as error:
            raise Wrong({"owner": error}) from error

    async def _create(self, caller: Caller, wish: Wish) -> UUID:
        now, today = self._process.clock.now(), self._desk.today(caller)
        made = await self._process.database.writer.work(
            lambda connection: actions.create(
                connection, caller.workspace.id, wish, by=caller.user_id, now=now, today=today
            )
        )
        return made.id

    async def _change(self, caller: Caller, one: Seen, wish: Wish) -> UUID:
        now, today = self._process.clock.now(), self._desk.today(caller)
        action = await self._desk.find(caller, one.id)
        if action.revision != one.revision:
            raise Changed
        await self._process.database.writer.work(
            lambda connection: actions.change(
                connection, action, wish, by=caller.user_id, now=now, today=today
            )
        )
        return one.id

    async def _keep_day(self, caller: Caller, view: Body) -> UUID:
        carried = payloads.ids(view)
        one = seen(f"{carried.get('action', '')}:{carried.get('revision', '')}")
        await self._steps.went_live(
            caller, one, action_fields.day(view, "live") or self._desk.today(caller)
        )
        return one.id

    async def _follow(self, ack: AsyncAck, body: Body, caller: Caller, action_id: UUID) -> None:
        """Show the card in place of the form, and of a card that lay below it."""
        shown = await self._desk.card(caller, action_id)
        page = told.page(caller.say, caller.say("Actions"), shown)
        if below := body["view"].get("previous_view_id"):
            await ack()
            self._process.background.start(self._showing.update_view(below, page), "show a card")
        else:
            await ack(response_action="update", view=page)

    async def _filed(self, caller: Caller, wish: Wish) -> Wish:
        """Spell whose number it is as answers do. Raises Wrong for a slip of the pen."""
        if bool(wish.segment) != bool(wish.value):
            raise Wrong({"value": WrongSetting("Write its name, as answers carry it.")})
        if not wish.segment:
            return wish
        wanted, zone = {wish.segment: wish.value}, caller.workspace.time_zone
        period = periods.week_of(self._desk.today(caller), zone)
        query = Query(metrics=(wish.metric,), period=period, filters=wanted)
        async with self._process.database.reading() as connection:
            try:
                await filing.require_no_slip(connection, caller.workspace, query)
            except NotUnderstood as slip:
                raise Wrong({"value": action_fields.slip(wish, slip.nearest)}) from slip
            filed = await filing.filed_as(connection, caller.workspace, wanted)
        return replace(wish, value=filed[wish.segment])
