"""Random histories of asking, lived through the real store one moment after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.store import contacts, deliveries, invitations, sending, surveys, workspaces
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import HOME, event, write
from tests.moments import NOW

PEOPLE = ("U0ANNA", "U0BEA", "U0CEES")
SECOND = timedelta(seconds=1)
SETTINGS = (
    *("csat enabled=no", "csat enabled=yes", "ces enabled=yes", "ces enabled=no"),
    *("csat cooldown=0s", "csat cooldown=2d", "csat cooldown_any=0s", "csat cooldown_any=1d"),
    *("ces cooldown=0s", "ces cooldown_any=0s", "csat delay=0s", "csat delay=6h", "ces delay=1h"),
    *("csat exclude.team=Network", "csat exclude.team=none", "csat exclude.tag=spam"),
    *("csat expires=1h", "csat expires=14d", "csat include.channel=chat", "csat sample=50%"),
    *("csat daily_cap=1", "csat daily_cap=0", "csat ask_per=person", "csat ask_per=resolution"),
    *("csat quiet=off", "csat hours=09:00-12:00", "csat hours=off", "csat exclude.internal=yes"),
)


@dataclass(frozen=True)
class Step:
    """Something that happens some minutes after what happened before."""

    deed: str
    minutes: int
    who: int
    choice: int
    """Which ticket, setting or end."""


DEEDS = (
    *("solve", "solve", "solve", "send", "send", "send", "send", "send"),
    *("reopen", "look up", "opt", "set", "set", "hand", "leave"),
)

steps = st.builds(
    Step,
    deed=st.sampled_from(DEEDS),
    minutes=st.sampled_from([0, 1, 30, 300, 1440, 1440, 4320]),
    who=st.integers(0, len(PEOPLE) + 1),
    choice=st.integers(0, len(SETTINGS) - 1),
)
histories = st.lists(steps, min_size=10, max_size=40)


@dataclass
class Life:
    """A help desk to which things happen, never two at one moment."""

    database: Database
    now: datetime = NOW
    customers: Sequence[str] = PEOPLE

    async def begin(self) -> Workspace:
        return await write(self.database, self._begin)

    async def _begin(self, connection: AsyncConnection) -> Workspace:
        workspace = await workspaces.ensure(connection, HOME, name="Helpdesk", now=self.now)
        for user_id in self.customers:
            await contacts.remember(connection, HOME, _person(user_id), self.tick())
        return workspace

    async def live(self, history: Sequence[Step]) -> None:
        """All in one transaction: it takes half the time, and nobody else is there."""
        await write(self.database, self._live, history)

    async def _live(self, connection: AsyncConnection, history: Sequence[Step]) -> None:
        for step in history:
            self.now += timedelta(minutes=step.minutes)
            deeds = {
                "solve": self._solve,
                "reopen": self._reopen,
                "send": self._send,
                "look up": self._look_up,
                "opt": self._opt,
                "set": self._set,
                "hand": self._hand,
                "leave": self._leave,
            }
            await deeds[step.deed](connection, step)

    def tick(self) -> datetime:
        self.now += SECOND
        return self.now

    async def _solve(self, connection: AsyncConnection, step: Step) -> None:
        await self._tell(connection, Kind.RESOLVED, step)

    async def _reopen(self, connection: AsyncConnection, step: Step) -> None:
        await self._tell(connection, Kind.REOPENED, step)

    async def _tell(self, connection: AsyncConnection, kind: Kind, step: Step) -> None:
        now = self.tick()
        told = event(
            kind,
            now - timedelta(minutes=step.choice % 3),
            external_id=f"T-{step.who}-{step.choice % 2}",
            team=("Network", "Billing")[step.choice % 2],
            channel=("chat", "email")[step.choice % 2],
            priority=("", "low", "high")[step.choice % 3],
            account=("", "Acme")[step.who % 2],
            **self._requester(step),
        )
        await invitations.take_in(connection, HOME, told, now)

    def _requester(self, step: Step) -> dict[str, Any]:
        if step.who < len(self.customers):
            return {"requester_user_id": self.customers[step.who]}
        named = step.who == len(self.customers)
        return {"requester_email": "somebody@example.com" if named else ""}

    async def _hand(self, connection: AsyncConnection, step: Step) -> None:
        now = self.tick()
        told = event(
            at=now,
            source="hand",
            external_id=f"H-{now.timestamp()}",
            trigger="hand",
            requester_user_id=self.customers[step.who % len(self.customers)],
        )
        survey = ("csat", "nps")[step.choice % 2]
        await invitations.take_in(connection, HOME, told, now, survey=survey)

    async def _send(self, connection: AsyncConnection, step: Step) -> None:
        await deliveries.expire_leases(connection, self.tick())
        for delivery in await deliveries.claim(connection, self.tick(), 100):
            if await sending.ready(connection, delivery, self.tick()) is not None:
                await self._post(connection, delivery, step.choice)

    async def _post(self, connection: AsyncConnection, delivery: Delivery, end: int) -> None:
        """Have Slack take the message, as it mostly does."""
        now = self.tick()
        later: dict[str, Any] = {"reason": "ratelimited", "now": now}
        match end % 12:
            case 0:
                await sending.undeliverable(connection, delivery, "is_archived", now)
            case 1:
                await deliveries.mark_unknown(connection, delivery, "timeout", now)
            case 2:
                await deliveries.mark_retry(connection, delivery, now, **later)
            case 3:
                await self._gone(connection, delivery.user_id)
                await sending.cancel(connection, delivery, Reason.DEACTIVATED, now)
            case _:
                await sending.sent(connection, delivery, f"{now.timestamp()}", now)

    async def _look_up(self, connection: AsyncConnection, step: Step) -> None:
        now = self.tick()
        known = [None, *await self._contacts(connection)]
        for one in await invitations.looking_up(connection, now, 100):
            await self._locate(connection, one, known[step.choice % len(known)])

    async def _locate(
        self, connection: AsyncConnection, invitation: Invitation, contact_id: Any
    ) -> None:
        now = self.tick()
        await invitations.located(connection, HOME, invitation.id, contact_id, now)

    async def _contacts(self, connection: AsyncConnection) -> list[Any]:
        found = [
            await contacts.by_slack(connection, HOME, HOME, user_id) for user_id in self.customers
        ]
        return [contact.id for contact in found if contact is not None]

    async def _opt(self, connection: AsyncConnection, step: Step) -> None:
        user_id = self.customers[step.who % len(self.customers)]
        wish = contacts.opt_in if step.choice % 3 else contacts.opt_out
        await wish(connection, HOME, HOME, user_id, self.tick())

    async def _leave(self, connection: AsyncConnection, step: Step) -> None:
        if step.choice % 4 == 0:
            await self._gone(connection, self.customers[step.who % len(self.customers)])

    async def _gone(self, connection: AsyncConnection, user_id: str) -> None:
        person = Person(team_id=HOME, user_id=user_id, is_deactivated=True)
        await contacts.remember(connection, HOME, person, self.tick())

    async def _set(self, connection: AsyncConnection, step: Step) -> None:
        name, _, setting = SETTINGS[step.choice].partition(" ")
        key, _, value = setting.partition("=")
        survey = await surveys.named(connection, HOME, name)
        await surveys.change(connection, survey, {key: value}, now=self.tick())


def _person(user_id: str) -> Person:
    languages = {"U0ANNA": "nl-NL", "U0BEA": "en-GB"}
    return Person(team_id=HOME, user_id=user_id, language=languages.get(user_id, ""))
