from collections import Counter
from datetime import datetime
from uuid import UUID

import pytest

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.periods import Period, local_day, parse
from kpi.store import contacts, deliveries, invitations, ledger, rows
from kpi.store.columns import new_id
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.ledger import Count, Outcome
from kpi.store.questions import Question
from kpi.store.tables import Delivery, Interaction, Invitation, Response, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    event,
    everything,
    read,
    take_in,
    write,
)
from tests.moments import NOW

LATER = NOW + HOUR


def day_of(moment: datetime, zone: str = "Europe/Amsterdam") -> Period:
    day = local_day(moment, zone)
    period = parse(day.isoformat(), today=day, zone=zone)
    assert period is not None
    return period


async def solved(database: Database, name: str, at: datetime = NOW) -> Invitation:
    """A ticket of a customer of its own, to be asked about."""
    person = Person(team_id=HOME, user_id=f"U{name}")
    await write(database, contacts.remember, HOME, person, NOW)
    told = event(at=at, external_id=name, requester_user_id=person.user_id)
    invitation = await take_in(database, told, at)
    assert invitation is not None
    return invitation


async def asked(database: Database, invitation: Invitation) -> tuple[Question, Delivery]:
    """Claim a question; nothing else is due."""
    await write(database, deliveries.claim, LATER, 100)
    question = await read(database, invitations.question, HOME, invitation.id)
    assert question.delivery is not None
    return question, question.delivery


async def sent(database: Database, name: str, at: datetime = LATER) -> Question:
    question, delivery = await asked(database, await solved(database, name))
    await write(database, deliveries.mark_sent, delivery, "1.0", at)
    await write(database, invitations.sent, question, at)
    return question


async def answer(database: Database, question: Question, score: int | None) -> None:
    given = Response(
        workspace_id=HOME,
        id=new_id(NOW),
        invitation_id=question.invitation.id,
        survey_id=question.survey.id,
        version=1,
        score=score,
        day=NOW.date(),
        answered_at=LATER,
        changed_at=LATER,
    )
    await write(database, rows.add, given)


async def one_of_each(database: Database) -> dict[str, tuple[Outcome, str]]:
    """Tickets with every outcome there is; what the ledger should say of each."""
    await answer(database, await sent(database, "answered"), 4)
    await answer(database, await sent(database, "undone"), None)
    await sent(database, "open")
    await sent(database, "expired", LATER - 20 * DAY)
    question, _ = await asked(database, await solved(database, "gone"))
    await write(database, invitations.undeliverable, question, "is_archived", LATER)
    _, delivery = await asked(database, await solved(database, "unclear"))
    await write(database, deliveries.mark_unknown, delivery, "timeout", LATER)
    _, delivery = await asked(database, await solved(database, "held"))
    await write(database, deliveries.mark_held, delivery, "timeout", LATER)
    await solved(database, "reopened")
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE, external_id="reopened"))
    await take_in(database, event(external_id="nobody", requester_email=""))
    await take_in(database, event(external_id="looked up"))
    await solved(database, "planned")
    return {
        "answered": (Outcome.ANSWERED, ""),
        "undone": (Outcome.WAITING, "sent"),
        "open": (Outcome.WAITING, "sent"),
        "expired": (Outcome.EXPIRED, ""),
        "gone": (Outcome.UNDELIVERABLE, "is_archived"),
        "unclear": (Outcome.HELD, "timeout"),
        "held": (Outcome.HELD, "timeout"),
        "reopened": (Outcome.NOT_ASKED, Reason.REOPENED),
        "nobody": (Outcome.NOT_ASKED, Reason.NO_REQUESTER),
        "looked up": (Outcome.WAITING, "looking_up"),
        "planned": (Outcome.WAITING, "planned"),
    }


async def test_every_resolution_has_one_outcome_and_they_add_up(
    database: Database, workspace: Workspace
) -> None:
    expected = await one_of_each(database)
    found = await read(database, ledger.rows, HOME, day_of(NOW), LATER)
    assert {row.external_id: (row.outcome, row.reason) for row in found} == expected
    counts = await read(database, ledger.counts, HOME, day_of(NOW), LATER)
    assert {(one.outcome, one.reason): one.n for one in counts} == Counter(expected.values())
    resolutions = sum(one.solve_cycle for one in await everything(database, Interaction))
    assert sum(one.n for one in counts) == resolutions == len(found)


async def test_the_most_frequent_reason_comes_first(
    database: Database, workspace: Workspace
) -> None:
    for name in ("a", "b"):
        await take_in(database, event(external_id=name, requester_email=""))
    await solved(database, "c")
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE, external_id="c"))
    await solved(database, "d")
    assert await read(database, ledger.counts, HOME, day_of(NOW), LATER) == [
        Count(Outcome.WAITING, "planned", 1),
        Count(Outcome.NOT_ASKED, Reason.NO_REQUESTER, 2),
        Count(Outcome.NOT_ASKED, Reason.REOPENED, 1),
    ]


async def test_an_open_question_expires_with_time(database: Database, workspace: Workspace) -> None:
    question = await sent(database, "open")
    expires_at = question.invitation.expires_at
    assert expires_at is not None
    for now, outcome in ((expires_at - MINUTE, Outcome.WAITING), (expires_at, Outcome.EXPIRED)):
        (row,) = await read(database, ledger.rows, HOME, day_of(NOW), now)
        assert row.outcome is outcome


@pytest.mark.parametrize("minutes", [-13 * 60 - 1, 11 * 60])
async def test_only_the_local_days_of_the_period_count(
    database: Database, workspace: Workspace, minutes: int
) -> None:
    inside = await solved(database, "in", NOW)
    await solved(database, "out", NOW + minutes * MINUTE)
    found = await read(database, ledger.rows, HOME, day_of(NOW), LATER)
    assert _ids(found) == {inside.id}


async def test_other_workspaces_are_not_told(database: Database, workspace: Workspace) -> None:
    await solved(database, "mine")
    assert await read(database, ledger.rows, "T0OTHER", day_of(NOW), LATER) == []
    assert await read(database, ledger.counts, "T0OTHER", day_of(NOW), LATER) == []


async def test_what_a_campaign_asked_has_its_name(database: Database, workspace: Workspace) -> None:
    for source, about in (("campaign", "Pulse"), ("standard", "VPN keeps dropping")):
        told = event(
            source=source, external_id=f"{new_id(NOW)}/2026-Q4/0", extra={"campaign": "Pulse"}
        )
        await take_in(database, told)
        rows = await read(database, ledger.rows, HOME, day_of(NOW), LATER)
        assert about in [row.subject for row in rows]


def _ids(found: list[ledger.Row]) -> set[UUID]:
    return {row.invitation_id for row in found}
