"""What the panel can set in motion, one thing after the other: tickets, and the passing of time."""

import asyncio
from datetime import datetime

from bot.cli.demo import looking, moments
from bot.cli.demo.customers import GUEST
from bot.cli.demo.sample.visits import POLICY
from bot.cli.demo.stage import Stage
from bot.cli.demo.steps import Facts
from bot.cli.demo.tickets import Sent
from bot.cli.demo.told import Ticket, Wish
from bot.sandbox import cast

SECONDS_BETWEEN_LOOKS = 30.0
"""How often the panel is drawn anew by itself, for its clock."""


class Acts:
    """Does what is asked; who comes meanwhile waits."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._began = stage.clock.now()
        self._tickets: list[Ticket] = []
        self._alone = asyncio.Lock()
        self.last: Sent | None = None
        """The newest webhook, with how it was answered."""

    async def resolve(self, wish: Wish) -> None:
        """Resolve a ticket; a guest's in the thread in which they asked for help."""
        async with self._alone:
            ticket = {
                "subject": wish.subject,
                "channel": wish.channel,
                "team": wish.team,
                "agent": "a.devries@example.com",
                "requester": wish.who.requester,
                **await self._thread(wish),
            }
            now = self._stage.clock.now()
            self.last = await self._stage.tickets.resolve(ticket)
            if self.last.is_stored:
                self._tickets.insert(0, _written_down(wish, self.last, now))
            await self._stage.work()

    async def move(self, move: str) -> None:
        """Let time pass, with work at each stop on the way; `move` is one of moments.MOVES."""
        async with self._alone:
            for stop in moments.stops(move, self._stage.clock.now()):
                await self._stage.until(stop)
            self._stage.slack.world.bell.ring()

    async def keep_time(self) -> None:
        """Have the panel drawn anew now and every so often, for ever."""
        while True:
            self._stage.slack.world.bell.ring()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def facts(self) -> Facts:
        """Look at what happened since the demo began."""
        return await looking.around(self._stage, self._began, self._tickets)

    async def _thread(self, wish: Wish) -> dict[str, str]:
        if wish.who is not GUEST:
            return {}
        asked = await self._stage.slack.person(cast.GUEST).says(cast.SHARED, wish.subject)
        return {"slack_channel_id": cast.SHARED, "slack_thread_ts": asked.ts}


def _written_down(wish: Wish, sent: Sent, now: datetime) -> Ticket:
    return Ticket(
        id=sent.ticket_id,
        subject=wish.subject,
        who=wish.who,
        resolved_at=now,
        due_at=now + POLICY.delay_for(wish.channel),
    )
