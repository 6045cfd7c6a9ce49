from datetime import datetime

import pytest

from kpi.eligibility import Reason
from kpi.errors import NotFound
from kpi.interaction_event import Kind
from kpi.store import deliveries, invitations
from kpi.store.database import Database
from kpi.store.questions import Question
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    ask,
    claimed,
    event,
    everything,
    jansen,
    planned,
    read,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW

SOON = NOW + 15 * MINUTE


async def only(database: Database) -> Invitation:
    (invitation,) = await everything(database, Invitation)
    return invitation


async def delivery_states(database: Database) -> list[str]:
    return [delivery.state for delivery in await everything(database, Delivery)]


async def question(database: Database, invitation: Invitation) -> Question:
    return await read(database, invitations.question, HOME, invitation.id)


async def test_a_resolution_is_asked_about_once(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    assert await take_in(database, event()) is None
    assert await take_in(database, event(at=NOW + DAY), NOW + DAY) is None
    assert await only(database) == invitation
    assert await delivery_states(database) == ["due"]


@pytest.mark.parametrize("kind", [Kind.OPENED, Kind.REPLIED, Kind.REOPENED])
async def test_nothing_else_leads_to_a_question(
    database: Database, workspace: Workspace, kind: Kind
) -> None:
    await jansen(database)
    assert await take_in(database, event(kind)) is None
    assert await everything(database, Invitation) == []


async def test_without_a_customer_the_reason_is_kept(
    database: Database, workspace: Workspace
) -> None:
    invitation = await take_in(database, event(requester_email=""))
    assert invitation is not None
    assert (invitation.state, invitation.reason) == ("not_asked", Reason.NO_REQUESTER)


async def test_a_reopening_before_sending_cancels(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    await planned(database)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE))
    kept = await only(database)
    assert (kept.state, kept.reason) == ("not_asked", Reason.REOPENED)
    assert await delivery_states(database) == ["cancelled"]
    assert await claimed(database, NOW + DAY) == []


async def test_a_reopening_that_overtakes_its_solution_leads_to_no_question(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE))
    invitation = await take_in(database, event(at=NOW))
    assert invitation is not None
    assert (invitation.state, invitation.reason) == ("not_asked", Reason.REOPENED)
    again = await take_in(database, event(at=NOW + HOUR), NOW + HOUR)
    assert again is not None
    assert (again.state, again.solve_cycle) == ("planned", 2)


async def test_a_reopening_after_sending_changes_nothing(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    await ask(database, invitation, SOON)
    await take_in(database, event(Kind.REOPENED, NOW + HOUR))
    assert (await only(database)).state == "sent"
    assert await delivery_states(database) == ["sent"]


async def test_a_colleague_names_the_survey(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    await set_policy(database, "nps", enabled="yes")
    told = event(trigger="hand", source="slack", channel="email")
    invitation = await take_in(database, told, survey="nps")
    assert invitation is not None
    assert (await question(database, invitation)).survey.name == "nps"
    assert (invitation.trigger, invitation.due_at) == ("hand", NOW)
    with pytest.raises(NotFound):
        await take_in(database, event(external_id="T-2"), survey="mood")


async def test_a_second_wish_is_decided_anew_where_the_first_came_to_nothing(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)

    async def wish(name: str, at: datetime) -> Invitation | None:
        told = event(at=at, trigger="hand", extra={"wish": name})
        return await write(database, invitations.take_in_by_hand, HOME, told, survey="csat")

    await set_policy(database, "csat", enabled="no")
    first = await wish("V1", NOW)
    assert first is not None
    assert (first.state, first.reason) == ("not_asked", Reason.SURVEY_OFF)
    await set_policy(database, "csat", enabled="yes")
    assert await wish("V1", NOW + MINUTE) is None
    second = await wish("V2", NOW + 2 * MINUTE)
    assert second is not None
    assert (second.state, second.solve_cycle) == ("planned", 2)
    assert await wish("V3", NOW + 3 * MINUTE) is None
    assert await delivery_states(database) == ["due"]


async def test_a_late_webhook_is_asked_about_at_once(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database, event(at=NOW - DAY))
    assert (invitation.resolved_at, invitation.due_at) == (NOW - DAY, NOW)


async def test_a_clock_that_runs_ahead_postpones_nothing(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database, event(at=NOW + 300 * DAY))
    assert invitation.due_at == SOON


async def test_what_is_sent_takes_answers_for_as_long_as_the_policy_says(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    await ask(database, invitation, SOON)
    kept = await only(database)
    assert (kept.state, kept.sent_at, kept.expires_at) == ("sent", SOON, SOON + 14 * DAY)


async def test_cancelling_ends_the_delivery_too(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    await claimed(database, SOON)
    asked = await question(database, invitation)
    assert await write(database, invitations.cancel, asked, Reason.OPTED_OUT, SOON)
    kept = await only(database)
    assert (kept.state, kept.reason) == ("not_asked", Reason.OPTED_OUT)
    assert await delivery_states(database) == ["cancelled"]
    assert not await write(database, invitations.cancel, asked, Reason.COOLDOWN, SOON)
    assert (await only(database)).reason == Reason.OPTED_OUT


async def test_what_may_have_been_posted_is_not_called_off(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    (delivery,) = await claimed(database, SOON)
    asked = await question(database, invitation)
    await write(database, deliveries.mark_unknown, delivery, "timeout", SOON)
    assert not await write(database, invitations.cancel, asked, Reason.REOPENED, SOON)
    assert (await only(database)).state == "planned"
    assert await delivery_states(database) == ["unknown"]


@pytest.mark.parametrize("is_marked", [True, False])
async def test_an_unreachable_customer_is_on_record(
    database: Database, workspace: Workspace, *, is_marked: bool
) -> None:
    await jansen(database)
    invitation = await planned(database)
    (delivery,) = await claimed(database, SOON)
    asked = await question(database, invitation)
    if is_marked:
        await write(database, deliveries.mark_failed, delivery, "not_in_channel", SOON)
    assert await write(database, invitations.undeliverable, asked, "not_in_channel", SOON)
    kept = await only(database)
    assert (kept.state, kept.reason) == ("undeliverable", "not_in_channel")
    assert await delivery_states(database) == ["failed"]
