"""Random histories of asking, lived through the real store one moment after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.store import contacts, deliveries, invitations, sending, surveys, workspaces
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import HOME, event, read, write
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
    _told: dict[str, int] = field(default_factory=dict)

    async def begin(self) -> Workspace:
        workspace = await write(
            self.database, workspaces.ensure, HOME, name="Helpdesk", now=self.now
        )
        for user_id in self.customers:
            await write(self.database, contacts.remember, HOME, _person(user_id), self.tick())
        return workspace

    async def live(self, history: Sequence[Step]) -> None:
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
            await deeds[step.deed](step)

    def tick(self) -> datetime:
        self.now += SECOND
        return self.now

    async def _solve(self, step: Step) -> None:
        await self._tell(Kind.RESOLVED, step)

    async def _reopen(self, step: Step) -> None:
        await self._tell(Kind.REOPENED, step)

    async def _tell(self, kind: Kind, step: Step) -> None:
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
        await write(self.database, invitations.take_in, HOME, told, now)

    def _requester(self, step: Step) -> dict[str, Any]:
        if step.who < len(self.customers):
            return {"requester_user_id": self.customers[step.who]}
        named = step.who == len(self.customers)
        return {"requester_email": "somebody@example.com" if named else ""}

    async def _hand(self, step: Step) -> None:
        now = self.tick()
        told = event(
            at=now,
            source="hand",
            external_id=f"H-{now.timestamp()}",
            trigger="hand",
            requester_user_id=self.customers[step.who % len(self.customers)],
        )
        survey = ("csat", "nps")[step.choice % 2]
        await write(self.database, invitations.take_in, HOME, told, now, survey=survey)

    async def _send(self, step: Step) -> None:
        await write(self.database, deliveries.expire_leases, self.tick())
        for delivery in await write(self.database, deliveries.claim, self.tick(), 100):
            if await write(self.database, sending.ready, delivery, self.tick()) is not None:
                await self._post(delivery, step.choice)

    async def _post(self, delivery: Delivery, end: int) -> None:
        """Have Slack take the message, as it mostly does."""
        now = self.tick()
        later = {"reason": "ratelimited", "now": now}
        match end % 12:
            case 0:
                await write(self.database, sending.undeliverable, delivery, "is_archived", now)
            case 1:
                await write(self.database, deliveries.mark_unknown, delivery, "timeout", now)
            case 2:
                await write(self.database, deliveries.mark_retry, delivery, now, **later)
            case 3:
                await self._gone(delivery.user_id)
                await write(self.database, sending.cancel, delivery, Reason.DEACTIVATED, now)
            case _:
                await write(self.database, sending.sent, delivery, f"{now.timestamp()}", now)

    async def _look_up(self, step: Step) -> None:
        now = self.tick()
        known = [None, *await self._contacts()]
        for one in await read(self.database, invitations.looking_up, now, 100):
            await self._locate(one, known[step.choice % len(known)])

    async def _locate(self, invitation: Invitation, contact_id: Any) -> None:
        now = self.tick()
        await write(self.database, invitations.located, HOME, invitation.id, contact_id, now)

    async def _contacts(self) -> list[Any]:
        found = [
            await read(self.database, contacts.by_slack, HOME, HOME, user_id)
            for user_id in self.customers
        ]
        return [contact.id for contact in found if contact is not None]

    async def _opt(self, step: Step) -> None:
        user_id = self.customers[step.who % len(self.customers)]
        wish = contacts.opt_in if step.choice % 3 else contacts.opt_out
        await write(self.database, wish, HOME, HOME, user_id, self.tick())

    async def _leave(self, step: Step) -> None:
        if step.choice % 4 == 0:
            await self._gone(self.customers[step.who % len(self.customers)])

    async def _gone(self, user_id: str) -> None:
        person = Person(team_id=HOME, user_id=user_id, is_deactivated=True)
        await write(self.database, contacts.remember, HOME, person, self.tick())

    async def _set(self, step: Step) -> None:
        name, _, setting = SETTINGS[step.choice].partition(" ")
        key, _, value = setting.partition("=")
        survey = await read(self.database, surveys.named, HOME, name)
        await write(self.database, surveys.change, survey, {key: value}, now=self.tick())


def _person(user_id: str) -> Person:
    languages = {"U0ANNA": "nl-NL", "U0BEA": "en-GB"}
    return Person(team_id=HOME, user_id=user_id, language=languages.get(user_id, ""))
