"""What somebody does to a case: judged by who they are and where they read it, kept, then shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.blocks import Message, View, alert, case_reminder, told
from bot.blocks.alert import Moment
from bot.listeners import payloads
from bot.listeners.case_lists import CaseLists
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from bot.work.alerts import Redrawing
from kpi.cases import Step
from kpi.errors import NotFound, Refused
from kpi.store import alerts, case_facts, case_reminders, cases, deliveries
from kpi.store.cases import Deed
from kpi.store.tables import Alert, Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The message in which somebody used a button of a case."""

    channel_id: str
    message_ts: str
    hook: str = ""
    """Where a list of theirs is drawn anew; empty for a message that others may read."""
    view_id: str = ""
    """The form that holds such a list instead."""

    @property
    def is_list(self) -> bool:
        """Whether it is a list that only they see."""
        return bool(self.hook or self.view_id)

    @classmethod
    def of(cls, body: Body) -> "Where":
        """Read it from a button."""
        place = payloads.place(body)
        hook = payloads.private_hook(body)
        view_id = str(body["view"]["id"]) if payloads.in_form(body) else ""
        return cls(
            channel_id=place.channel_id, message_ts=place.message_ts, hook=hook, view_id=view_id
        )

    @classmethod
    def carried(cls, ids: Mapping[str, str]) -> "Where":
        """Read it from a form that was opened there."""
        return cls(
            channel_id=ids.get("channel", ""),
            message_ts=ids.get("ts", ""),
            hook=ids.get("hook", ""),
            view_id=ids.get("view", ""),
        )

    def ids(self, case_id: UUID) -> dict[str, str]:
        """Give what a form about a case carries."""
        return {
            "case": str(case_id),
            "channel": self.channel_id,
            "ts": self.message_ts,
            "hook": self.hook,
            "view": self.view_id,
        }


class CaseDesk:
    """Lets people act, and shows what became of it."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)
        self._redrawing = Redrawing(process)
        self.lists = CaseLists(process)

    async def find(self, caller: Caller, case_id: UUID | None, where: Where) -> Case:
        """Give a case that somebody may act on.

        Raises:
            NotFound: there is none.
            Refused: they neither lead nor have it, and use no message of a channel that was told.
        """
        caller.require()
        if case_id is None:
            raise NotFound("This case was removed.")
        async with self._process.database.reading() as connection:
            case = await cases.find(connection, caller.workspace.id, case_id)
            places = await alerts.of_case(connection, caller.workspace.id, case_id)
        is_told = where.channel_id in {one.channel_id for one in places}
        if not (caller.role.leads or is_told or case.owner_id == caller.user_id):
            raise Refused("Only leads, and who reads the channel that was told, can do that.")
        return case

    async def act(self, caller: Caller, case: Case, deed: Deed) -> None:
        """Take a step in the life of a case. Raises what the step raises."""
        now = self._process.clock.now()

        async def work(connection: Any) -> None:
            after = await cases.act(connection, caller.workspace, case.id, deed, now)
            is_given = deed.step is Step.ASSIGNED and after.owner_id != case.owner_id
            if is_given and after.owner_id != caller.user_id:
                await case_reminders.hand_over(connection, after, by=caller.user_id, now=now)

        await self._process.database.writer.work(work)
        self._process.nudge()

    async def page(self, caller: Caller, notice: str = "") -> View:
        """Draw the list as a form. Raises Refused for who leads nobody."""
        listed = await self.lists.going(caller, notice, in_form=True)
        return told.page(caller.say, caller.say("Cases"), listed)

    async def follow(self, caller: Caller, case_id: UUID, where: Where, notice: str = "") -> None:
        """Show what became of a case wherever it stands: in channels, and where it was used.

        Args:
            caller: who used it.
            case_id: which.
            where: the message or list in which they did.
            notice: what to say above a list, escaped.
        """
        async with self._process.database.reading() as connection:
            places = await alerts.of_case(connection, caller.workspace.id, case_id)
        for one in places:
            await self._redraw(one)
        if where.view_id:
            await self._showing.update_view(where.view_id, await self.page(caller, notice))
        elif where.hook:
            listed = await self.lists.going(caller, notice)
            await self._showing.replace({"response_url": where.hook}, listed)
        elif payloads.is_direct(where.channel_id):
            message = await self._alone(caller, case_id, where)
            await self._showing.redraw(where.channel_id, where.message_ts, message)

    async def _redraw(self, place: Alert) -> None:
        async with self._process.database.reading() as connection:
            delivery = await deliveries.of_cause(
                connection, place.workspace_id, alerts.KIND, place.told_with
            )
        if delivery is not None and delivery.state == "sent":
            await self._redrawing.redraw(delivery)

    async def _alone(self, caller: Caller, case_id: UUID, where: Where) -> Message:
        """Draw a case for one reader; for one who has it no longer only who has."""
        try:
            await self.find(caller, case_id, where)
        except Refused:
            return case_reminder.passed_on(caller.say, await self._owner(caller, case_id))
        async with self._process.database.reading() as connection:
            found = await case_facts.of(connection, caller.workspace, [case_id])
        at = Moment(now=self._process.clock.now(), zone=caller.workspace.time_zone)
        return alert.message(caller.say, list(found.values()), at)

    async def _owner(self, caller: Caller, case_id: UUID) -> str:
        async with self._process.database.reading() as connection:
            return (await cases.find(connection, caller.workspace.id, case_id)).owner_id
