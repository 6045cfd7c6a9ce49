from datetime import datetime
from typing import Any

import pytest

from kpi.eligibility import Reason
from kpi.errors import NotFound
from kpi.interaction_event import Kind
from kpi.store import contacts, invitations, lookups
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Contact, Delivery, Invitation, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    event,
    everything,
    overlapping,
    read,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW


async def undecided(database: Database, **details: Any) -> Invitation:
    invitation = await take_in(database, event(**details))
    assert invitation is not None
    assert invitation.state == "looking_up"
    return invitation


async def somebody(database: Database) -> Contact:
    person = contacts.Person(team_id=HOME, user_id="U0JANSEN", language="nl-NL")
    return await write(database, contacts.remember, HOME, person, NOW)


async def waiting(database: Database, now: datetime) -> list[Invitation]:
    return await read(database, invitations.looking_up, now, 10)


async def test_a_found_customer_is_asked_in_time(database: Database, workspace: Workspace) -> None:
    invitation, contact = await undecided(database), await somebody(database)
    assert await waiting(database, NOW) == [invitation]
    at = NOW + 2 * MINUTE
    decided = await write(database, invitations.located, HOME, invitation.id, contact.id, at)
    assert (decided.state, decided.contact_id) == ("planned", contact.id)
    assert (decided.due_at, decided.language) == (NOW + 15 * MINUTE, "nl")
    assert [one.due_at for one in await everything(database, Delivery)] == [decided.due_at]
    assert await waiting(database, NOW + DAY) == []
    assert await everything(database, Invitation) == [decided]


async def test_a_second_answer_changes_nothing(database: Database, workspace: Workspace) -> None:
    invitation, contact = await undecided(database), await somebody(database)
    decided = await write(database, invitations.located, HOME, invitation.id, contact.id, NOW)
    again = await write(database, invitations.located, HOME, invitation.id, None, NOW)
    failed = await write(database, invitations.lookup_failed, HOME, invitation.id, "x", NOW)
    assert again == failed == decided
    assert len(await everything(database, Delivery)) == 1


async def test_nobody_in_slack_is_not_asked(database: Database, workspace: Workspace) -> None:
    invitation = await undecided(database)
    decided = await write(database, invitations.located, HOME, invitation.id, None, NOW)
    assert (decided.state, decided.reason) == ("not_asked", Reason.NO_SLACK_ACCOUNT)


async def test_somebody_who_opted_out_is_not_asked(
    database: Database, workspace: Workspace
) -> None:
    invitation, contact = await undecided(database), await somebody(database)
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", NOW)
    decided = await write(database, invitations.located, HOME, invitation.id, contact.id, NOW)
    assert (decided.state, decided.reason) == ("not_asked", Reason.OPTED_OUT)


async def test_a_question_by_hand_keeps_its_survey(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "nps", enabled="yes")
    told = event(trigger="hand")
    invitation = await take_in(database, told, survey="nps")
    assert invitation is not None
    contact = await somebody(database)
    decided = await write(database, invitations.located, HOME, invitation.id, contact.id, NOW)
    assert (decided.survey_id, decided.state) == (invitation.survey_id, "planned")


async def test_failed_look_ups_come_back_later_and_end(
    database: Database, workspace: Workspace
) -> None:
    invitation, now, pauses = await undecided(database), NOW, []
    for _try in range(lookups.TRIES - 1):
        failed = await write(
            database, invitations.lookup_failed, HOME, invitation.id, "ratelimited", now
        )
        pauses.append(failed.due_at - now)
        assert await waiting(database, failed.due_at - MINUTE / 2) == []
        assert await waiting(database, failed.due_at) == [failed]
        now = failed.due_at
    assert pauses == sorted(pauses)
    assert pauses[0] == MINUTE
    assert now - NOW < 3 * HOUR
    given_up = await write(
        database, invitations.lookup_failed, HOME, invitation.id, "ratelimited", now
    )
    assert (given_up.state, given_up.reason) == ("undeliverable", "ratelimited")
    assert await waiting(database, now + DAY) == []


async def test_replicas_that_hear_different_answers_keep_the_first(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    invitation, contact = await undecided(database), await somebody(database)
    decided = await overlapping(
        (database, lambda c: invitations.located(c, HOME, invitation.id, contact.id, NOW)),
        (replica, lambda c: invitations.located(c, HOME, invitation.id, None, NOW)),
    )
    assert [one.state for one in decided] == ["planned", "planned"]
    assert await everything(database, Invitation) == [decided[0]]


async def test_a_reopening_ends_the_look_up(database: Database, workspace: Workspace) -> None:
    invitation = await undecided(database)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE))
    assert await waiting(database, NOW + DAY) == []
    (kept,) = await everything(database, Invitation)
    assert (kept.id, kept.state, kept.reason) == (invitation.id, "not_asked", Reason.REOPENED)


async def test_an_invitation_of_another_workspace_is_not_found(
    database: Database, workspace: Workspace
) -> None:
    invitation = await undecided(database)
    for workspace_id, invitation_id in (("T0OTHER", invitation.id), (HOME, new_id(NOW))):
        with pytest.raises(NotFound):
            await write(database, invitations.located, workspace_id, invitation_id, None, NOW)
