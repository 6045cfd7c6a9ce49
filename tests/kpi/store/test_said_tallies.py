"""What customers say proves itself: after any history counts equal a recount and a naive one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from itertools import product
from typing import Any
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Kind
from kpi.reckoning import AT_ONCE, NOT_AT_ONCE, Measure
from kpi.service_definitions import CONFIRMED
from kpi.store import (
    arrears,
    deliveries,
    invitations,
    own_words,
    removals,
    responses,
    rows,
    said_at_once,
    said_verification,
    service_counts,
    surveys,
    workspaces,
    zones,
)
from kpi.store.database import Database
from kpi.store.reckoned_rows import WEEK, Asked
from kpi.store.responses import Tap
from kpi.store.said_at_once import Beside
from kpi.store.said_tallies import COUNTS, KEY
from kpi.store.tables import (
    Interaction,
    Invitation,
    Reckoning,
    Response,
    SaidTally,
    Workspace,
)
from kpi.store.zones import SETTLED
from tests.kpi.store.tickets import DAY, HOME, event, everything, jansen, read, set_policy, write
from tests.kpi.store.upgrades import unreckon
from tests.moments import NOW

MIGRATION = import_module("kpi.store.migrations.versions.0007_by_their_own_word")
FIRST, UNTIL = date(2026, 11, 1), date(2027, 3, 1)
RELAXED = {
    "cooldown": "0s",
    "cooldown_any": "0s",
    "delay": "0s",
    "quiet": "off",
    "ask_per": "resolution",
    "daily_cap": "0",
}
DEFINITIONS = ("fcr/7d/v1", "fcr/30d/v1")
ROWS = {"source": "standard"}
"""A filter without counts: what it is asked is read from the rows."""


@dataclass(frozen=True)
class Step:
    """Something that happens some hours after what happened before, to one of three tickets."""

    deed: str
    hours: int
    ticket: int
    choice: int
    """Which of its questions, which setting, or what is said."""


DEEDS = (
    *("solve", "solve", "send", "send", "send", "rate", "rate", "rate", "say", "say", "say", "say"),
    *("write", "reopen", "undo", "remove", "define", "promise", "move"),
)
EVENTFUL = [
    Step(*told)
    for told in (
        # Solved at once, as the customer says, whose answer goes; said again, they write again.
        *(("solve", 1, 0, 0), ("send", 0, 0, 0), ("rate", 0, 0, 3), ("say", 0, 0, 0)),
        *(("remove", 0, 0, 1), ("rate", 0, 0, 3), ("say", 0, 0, 0), ("write", 1, 0, 0)),
        # Asked twice about it: no is said of the second time, and yes again of the first.
        *(("reopen", 1, 0, 0), ("solve", 1, 0, 0), ("send", 0, 0, 0), ("rate", 0, 0, 1)),
        *(("say", 1, 0, 3), ("say", 1, 0, 0)),
        # Anonymous, and answered before anybody noted that it was sent.
        *(("promise", 0, 0, 0), ("solve", 9, 1, 0), ("rate", 0, 1, 0), ("say", 1, 1, 0)),
        *(("send", 0, 1, 0), ("move", 1, 1, 1), ("define", 1, 1, 1)),
        # Asked by hand, about what a ticket system tells of afterwards.
        *(("solve", 1, 2, 0), ("send", 0, 2, 0), ("rate", 0, 2, 0), ("say", 1, 2, 0)),
        ("solve", 30, 2, 3),
    )
]
steps = st.builds(
    Step,
    deed=st.sampled_from(DEEDS),
    hours=st.sampled_from([0, 1, 9, 30]),
    ticket=st.integers(0, 2),
    choice=st.integers(0, 3),
)


@settings(max_examples=2)
@given(history=st.lists(steps, min_size=8, max_size=16), number=st.uuids())
@example(history=EVENTFUL, number=UUID(int=1))
async def test_counts_equal_a_recount_and_a_naive_one_after_any_history(
    database: Database, workspace: Workspace, history: list[Step], number: UUID
) -> None:
    await jansen(database)
    await set_policy(database, "csat", **RELAXED, anonymous="no")
    await write(database, _live, history, str(number))
    await _proves_itself(database)
    await _equals_a_naive_count(database)
    before = await _kept(database)
    await write(database, _migrate)
    assert await _kept(database) == before
    await write(database, _reckon_anew)
    await _proves_itself(database)


async def _proves_itself(database: Database) -> None:
    assert await read(database, said_verification.differences, HOME) == []
    assert await read(database, own_words.unheard, HOME) == []


async def _kept(database: Database) -> tuple[set[Any], set[Any]]:
    """Return what counts stand, and the last words of tickets."""
    counts = {
        tuple(getattr(one, name) for name in (*KEY, *COUNTS))
        for one in await everything(database, SaidTally)
    }
    tickets = await everything(database, Reckoning)
    words = {
        tuple(getattr(one, name) for name in ("interaction_id", *own_words.NOTHING))
        for one in tickets
    }
    return {one for one in counts if any(one[len(KEY) :])}, words


async def _migrate(connection: AsyncConnection) -> None:
    """Forget all of it, and find it as a database of the release before does."""
    await connection.execute(delete(rows.table(SaidTally)))
    await connection.execute(update(rows.table(Reckoning)).values(**own_words.NOTHING))
    for statement in MIGRATION.heard():
        await connection.execute(text(statement))


async def _reckon_anew(connection: AsyncConnection) -> None:
    """Forget what was counted of tickets, and catch up with it."""
    await unreckon(connection)
    counts = rows.table(SaidTally)
    await connection.execute(delete(counts).where(counts.c.definition != CONFIRMED.key))
    while await arrears.catch_up(connection, HOME, NOW + 99 * DAY):
        pass


async def _live(connection: AsyncConnection, history: Sequence[Step], number: str) -> None:
    life = Life(connection, number)
    for step in history:
        life.now += timedelta(hours=step.hours, seconds=1)
        await getattr(life, f"_{step.deed}")(step)


@dataclass
class Life:
    """Three tickets to which things happen, the last of which was made by hand."""

    connection: AsyncConnection
    number: str
    now: datetime = NOW

    async def _solve(self, step: Step) -> None:
        await self._tell(Kind.RESOLVED, step)

    async def _write(self, step: Step) -> None:
        await self._tell(Kind.FOLLOWED_UP, step)

    async def _reopen(self, step: Step) -> None:
        await self._tell(Kind.REOPENED, step)

    async def _tell(self, kind: Kind, step: Step) -> None:
        told = event(
            kind,
            self.now - timedelta(hours=step.choice),
            external_id=f"{self.number}-{step.ticket}",
            team=("Network", "Billing", "")[step.choice % 3],
            trigger="hand" if step.ticket == 2 and step.choice < 3 else "system",
        )
        survey = "csat" if told.trigger == "hand" else ""
        await invitations.take_in(self.connection, HOME, told, self.now, survey=survey)

    async def _send(self, _: Step) -> None:
        for delivery in await deliveries.claim(self.connection, self.now, 100):
            assert await deliveries.mark_sent(self.connection, delivery, "1.0", self.now)
        for one in await self._questions():
            question = await invitations.question(self.connection, HOME, one.id)
            await invitations.sent(self.connection, question, self.now)

    async def _rate(self, step: Step) -> None:
        await self._tap(step, score=1 + step.choice)

    async def _undo(self, step: Step) -> None:
        await self._tap(step, score=None)

    async def _say(self, step: Step) -> None:
        await self._tap(step, score=None, solved=step.choice < 2)

    async def _tap(self, step: Step, *, score: int | None, solved: bool | None = None) -> None:
        asked = [one for one in await self._questions(step.ticket) if one.contact_id]
        if not asked:
            return
        tap = Tap(
            workspace_id=HOME,
            invitation_id=asked[step.choice % len(asked)].id,
            team_id=HOME,
            user_id="U0JANSEN",
            channel_id="D1",
            message_ts="1.0",
            action_id=f"{step.deed}:{step.choice}",
            at=self.now,
            score=score,
            solved=solved,
        )
        await responses.record_taps(self.connection, [tap])

    async def _remove(self, step: Step) -> None:
        asked = await self._questions(step.ticket)
        await removals.remove(self.connection, {(HOME, one.id) for one in asked[: step.choice]})

    async def _define(self, step: Step) -> None:
        service = {"fcr": DEFINITIONS[step.choice % 2]}
        await workspaces.change(self.connection, HOME, service=service)

    async def _promise(self, step: Step) -> None:
        survey = await surveys.named(self.connection, HOME, "csat")
        promised = {"anonymous": ("yes", "no")[step.choice % 2]}
        await surveys.change(self.connection, survey, promised, now=self.now)

    async def _move(self, step: Step) -> None:
        zone = ("Asia/Tokyo", "America/Los_Angeles", "UTC", "Europe/Amsterdam")[step.choice]
        await zones.change(self.connection, HOME, zone, self.now)
        later = self.now + SETTLED
        while await zones.catch_up(self.connection, HOME, later):
            pass
        while await arrears.catch_up(self.connection, HOME, later):
            pass

    async def _questions(self, ticket: int | None = None) -> list[Invitation]:
        told = f"{self.number}-{'%' if ticket is None else ticket}"
        interaction, invitation = rows.table(Interaction), rows.table(Invitation)
        about = select(interaction.c.id).where(interaction.c.external_id.like(told))
        mine = select(invitation).where(invitation.c.interaction_id.in_(about))
        return await rows.every(self.connection, Invitation, mine.order_by(invitation.c.id))


@dataclass(frozen=True)
class Told:
    """Everything there is, to be counted in the plainest way."""

    said: Sequence[Response]
    """Answers in which it was said, the last one last."""
    questions: Mapping[UUID | None, Invitation]
    tickets: Sequence[Reckoning]

    @property
    def counted(self) -> list[Response]:
        return [one for one in self.said if one.trigger != "hand"]

    def is_anonymous(self, answer: Response) -> bool:
        return self.questions[answer.invitation_id].is_anonymous

    def by(self, name: str, *, solved: bool) -> Counter[Any]:
        """Count yes or no by a column of answers; all of it is under ""."""
        these = (one for one in self.counted if one.solved_at_once is solved)
        return Counter(getattr(one, name) if name else "" for one in these)

    def beside(self, definition: str, filters: Mapping[str, str]) -> Counter[str]:
        """Count the last word of each ticket beside what a definition counted of it."""
        last = {self.questions[one.invitation_id].interaction_id: one for one in self.said}
        found: Counter[str] = Counter()
        for ticket in self.tickets:
            word = last.get(ticket.interaction_id)
            meant = all(getattr(ticket, name) == value for name, value in filters.items())
            if word is not None and meant and ticket.fcr_definition == definition:
                found.update(self._of_ticket(ticket, word))
        return found

    def _of_ticket(self, ticket: Reckoning, word: Response) -> Iterator[str]:
        yield "yes" if word.solved_at_once else "no"
        if ticket.solved_at_once:
            yield "confirmed" if word.solved_at_once else "denied"
        if self.is_anonymous(word):
            yield "anonymous"


async def _equals_a_naive_count(database: Database) -> None:
    """Hold what a summary reads, from counts and from rows, against everything there is."""
    said = [one for one in await everything(database, Response) if one.solved_at_once is not None]
    told = Told(
        said=sorted(said, key=lambda one: one.confirmed_at or NOW),
        questions={one.id: one for one in await everything(database, Invitation)},
        tickets=await everything(database, Reckoning),
    )
    for by, name in ((None, ""), (WEEK, "day"), ("team", "team")):
        for filters in ({}, ROWS):
            await _counts_words(database, told, _asked(CONFIRMED.key, filters, by), name)
    for filters in ({}, ROWS):
        await _names_surveys(database, told, _asked(CONFIRMED.key, filters))
    for definition, filters in product(DEFINITIONS, ({}, {"team": "Network"})):
        for one in (filters, filters | ROWS):
            total: Counter[str] = Counter()
            for each in await read(database, said_at_once.beside, HOME, _asked(definition, one)):
                total.update({name: getattr(each, name) for name in Beside._fields[1:]})
            assert +total == told.beside(definition, one)


async def _counts_words(database: Database, told: Told, asked: Asked, name: str) -> None:
    found = await read(database, service_counts.of_one, HOME, asked)
    for bucket, solved in ((AT_ONCE, True), (NOT_AT_ONCE, False)):
        some = {at: one.buckets[bucket].n for at, one in found.items() if bucket in one.buckets}
        assert some == told.by(name, solved=solved)


async def _names_surveys(database: Database, told: Told, asked: Asked) -> None:
    surveys_of = {one.survey_id for one in told.counted}
    assert await read(database, said_at_once.survey_ids, HOME, asked) == surveys_of
    secret = {one.survey_id for one in told.counted if told.is_anonymous(one)}
    assert await read(database, said_at_once.anonymous, HOME, asked) == secret


def _asked(definition: str, filters: Mapping[str, str], by: str | None = None) -> Asked:
    return Asked(
        measure=Measure.FCR,
        definition=definition,
        first=FIRST,
        until=UNTIL,
        by=by,
        filters=filters,
    )
