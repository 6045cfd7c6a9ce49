"""Who is told what came of their words, whatever people wished: once, and nobody else."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import actions as life
from kpi.actions import Step
from kpi.errors import Refused, WrongSetting
from kpi.metrics import Metric
from kpi.store import actions, deliveries, rows, thanks, voices
from kpi.store.actions import Deed, Wish
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.rows import add
from kpi.store.tables import (
    Action,
    Contact,
    Interaction,
    Invitation,
    Response,
    Thanks,
    Workspace,
)
from kpi.store.voices import Without
from tests.kpi.store.asking import Asking
from tests.moments import NOW

DAY = timedelta(days=1)
LIVE = NOW.date() - DAY
WORDS = {"en": "We call back.", "nl": "Wij bellen terug."}


@dataclass
class Desk:
    """A workspace with an action about speed, and people who spoke."""

    database: Database
    workspace: Workspace
    asking: Asking

    async def heard(self, *, at: Any = NOW - 5 * DAY, **about: Any) -> UUID:
        """Have somebody answer; `about` changes their answer, question or what they wish."""
        return await self.database.writer.work(partial(self._heard, at=at, about=about))

    async def _heard(self, connection: AsyncConnection, at: Any, about: dict[str, Any]) -> UUID:
        filed = {"team": about.pop("team", "Network")}
        invitation_id = await self.asking.ask_on(connection, "csat", at, filed)
        invitation = await _found(connection, Invitation, invitation_id)
        ids = {"workspace_id": self.workspace.id, "created_at": at}
        ticket = Interaction(
            id=invitation.interaction_id, source="standard", external_id=str(invitation_id), **ids
        )
        response: dict[str, Any] = {"themes": ["speed"], "comment": "Too slow.", "score": 2}
        response |= {name: about.pop(name) for name in list(about) if name in response}
        if "is_anonymous" in about:
            secret = about.pop("is_anonymous")
            await _set(connection, Invitation, invitation_id, is_anonymous=secret)
        await _set(connection, Contact, invitation.contact_id, **about)
        answer = Response(
            workspace_id=self.workspace.id,
            id=new_id(at),
            invitation_id=invitation_id,
            survey_id=invitation.survey_id,
            version=1,
            contact_id=invitation.contact_id,
            day=at.date(),
            answered_at=at,
            changed_at=at,
            trigger="system",
            **filed,
            **response,
        )
        await add(connection, ticket)
        await add(connection, answer)
        return invitation_id

    async def action(self, **wish: Any) -> Action:
        """Begin an action that is live."""
        wanted = Wish(**{"title": "Call back", "metric": Metric.CSAT, "owner_id": "U1"} | wish)
        made = await self.database.writer.work(
            lambda connection: actions.create(
                connection, self.workspace.id, wanted, by="U1", now=NOW, today=NOW.date()
            )
        )
        live = partial(life.went_live, live_on=LIVE, today=NOW.date())
        return await self.database.writer.work(
            lambda connection: actions.act(
                connection,
                self.workspace.id,
                made.id,
                Deed(step=Step.WENT_LIVE, doing=live),
                NOW,
            )
        )

    async def owe(self, action: Action, words: dict[str, str] | None = None) -> int:
        return await self.database.writer.work(
            lambda connection: thanks.owe(connection, action, words or WORDS, by="U1", now=NOW)
        )

    async def send(self, now: Any = NOW) -> dict[UUID, str]:
        """Send what is owed; gives the reason of each that was not sent, by question."""
        return await self.database.writer.work(partial(_send, now=now))

    async def wishes(self, invitation_id: UUID, **wish: Any) -> None:
        async with self.database.reading() as connection:
            invitation = await _found(connection, Invitation, invitation_id)
        await self.database.writer.work(
            lambda connection: _set(connection, Contact, invitation.contact_id, **wish)
        )

    async def silences(self, invitation_id: UUID) -> None:
        """Have somebody take their words back, and not their score."""
        answers = rows.table(Response)
        theirs = update(answers).where(answers.c.invitation_id == invitation_id)
        await self.database.writer.work(
            lambda connection: connection.execute(theirs.values(comment="", themes=[]))
        )


async def _send(connection: AsyncConnection, now: Any) -> dict[UUID, str]:
    told = {}
    for delivery in await deliveries.claim(connection, now, 99):
        if delivery.kind != voices.KIND:
            continue
        found = await thanks.ready(connection, delivery, now)
        if found:
            await deliveries.place(connection, delivery, "D1")
            await deliveries.mark_sent(connection, delivery, "1.0", now)
        one = await _found(connection, Thanks, delivery.cause_id)
        told[one.invitation_id] = "" if found else delivery.reason
    return told


async def _found(connection: AsyncConnection, model: Any, row_id: UUID) -> Any:
    table = rows.table(model)
    found = await rows.first(connection, model, table.select().where(table.c.id == row_id))
    assert found
    return found


async def _set(connection: AsyncConnection, model: Any, row_id: UUID | None, **values: Any) -> None:
    table = rows.table(model)
    if values:
        await connection.execute(update(table).where(table.c.id == row_id).values(**values))


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(database, workspace, Asking(database, workspace))


async def test_who_spoke_of_it_is_told_once(desk: Desk) -> None:
    spoke = await desk.heard(language="nl")
    away = await desk.heard()
    for other in (
        {"themes": ["price"]},
        {"team": "Billing"},
        {"at": NOW},
        {"at": NOW - 92 * DAY},
        {"is_anonymous": True},
        {"opted_out_at": NOW},
        {"is_deactivated": True},
        {"bounced_at": NOW},
    ):
        await desk.heard(**other)
    action = await desk.action(theme="speed", segment="team", value="Network")
    async with desk.database.reading() as connection:
        found = await voices.behind(connection, action, NOW)
    assert {one.invitation_id for one in found.people} == {spoke, away}
    assert {one.language for one in found.people} == {"nl", ""}
    assert found.without == {Without.NOT_WANTED: 1, Without.UNREACHABLE: 2}
    with pytest.raises(WrongSetting):
        await desk.owe(action, WORDS | {"nl": " "})
    assert await desk.owe(action) == 2
    with pytest.raises(Refused):
        await desk.owe(action)
    await desk.wishes(away, opted_out_at=NOW)
    assert await desk.send() == {spoke: "", away: "opted_out"}
    async with desk.database.reading() as connection:
        kept = await actions.find(connection, desk.workspace.id, action.id)
        assert await thanks.progress(connection, kept) == {"sent": 1, "cancelled": 1}
    assert kept.thanks == WORDS


async def test_of_two_who_send_it_at_once_one_is_told(desk: Desk) -> None:
    await desk.heard()
    action = await desk.action(theme="speed")
    same = action.model_copy()
    assert await desk.owe(action) == 1
    with pytest.raises(Refused, match="told already"):
        await desk.owe(same)
    assert len(await desk.send()) == 1


async def test_nobody_is_thanked_twice_in_thirty_days(desk: Desk) -> None:
    spoke = await desk.heard()
    first, second = await desk.action(theme="speed"), await desk.action(theme="speed")
    assert await desk.owe(first) == 1
    with pytest.raises(Refused):
        await desk.owe(second)
    assert await desk.send() == {spoke: ""}
    with pytest.raises(Refused):
        await desk.owe(await desk.action())


WISHES: dict[str, Any] = {
    "opted_out_at": NOW,
    "is_deactivated": True,
    "bounced_at": NOW,
    "is_anonymous": True,
    "themes": ["price"],
    "score": None,
}
LATER = ("opted_out_at", "is_deactivated", "bounced_at")


async def test_whatever_people_wish_nobody_is_told_against_it(desk: Desk) -> None:
    dice, meant = Random(11), dict[UUID, bool]()
    for _ in range(24):
        wish = {name: WISHES[name] for name in WISHES if dice.random() < 1 / 8}
        meant[await desk.heard(**wish)] = not wish
    action = await desk.action(theme="speed")
    assert await desk.owe(action) == sum(meant.values())
    for person in meant:
        if dice.random() < 1 / 3:
            name = dice.choice(LATER)
            await desk.wishes(person, **{name: WISHES[name]})
            meant[person] = False
    told = await desk.send()
    assert {person for person, reason in told.items() if not reason} == {
        person for person, is_meant in meant.items() if is_meant
    }
    assert await desk.send(NOW + 40 * DAY) == {}


async def test_what_was_taken_back_before_it_was_sent_is_not_answered(desk: Desk) -> None:
    spoke, silent = await desk.heard(), await desk.heard()
    action = await desk.action(theme="speed")
    assert await desk.owe(action) == 2
    await desk.silences(silent)
    assert await desk.send() == {spoke: "", silent: thanks.UNSAID}


async def test_of_what_was_dropped_before_it_was_sent_nobody_is_told(desk: Desk) -> None:
    spoke = await desk.heard()
    action = await desk.action(theme="speed")
    await desk.owe(action)
    given_up = Deed(step=Step.DROPPED, doing=life.dropped)
    await desk.database.writer.work(
        lambda connection: actions.act(connection, action.workspace_id, action.id, given_up, NOW)
    )
    assert await desk.send() == {spoke: thanks.UNDONE}
