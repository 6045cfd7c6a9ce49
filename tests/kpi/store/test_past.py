"""Tickets of a file count for the service, ask nobody, and are those that webhooks tell of."""

from dataclasses import replace

import pytest

from kpi.interaction_event import Kind
from kpi.past_tickets import PastTicket
from kpi.reasons import Reason
from kpi.replay import replay
from kpi.resolutions import Rules
from kpi.store import accounting, past, resolutions, service_verification
from kpi.store.database import Database
from kpi.store.past import TakenIn
from kpi.store.tables import Delivery, Interaction, Invitation, Reckoning
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    event,
    everything,
    jansen,
    planned,
    read,
    take_in,
    write,
)
from tests.moments import NOW

AGO = NOW - 90 * DAY
SOLVED = PastTicket(
    source="standard",
    external_id="T-1",
    opened_at=AGO,
    replied_at=AGO + HOUR,
    resolved_at=AGO + 2 * HOUR,
    details={"team": "Network", "requester_email": "j.jansen@example.com"},
)
BACK = PastTicket(
    source="standard",
    external_id="T-2",
    opened_at=AGO,
    resolved_at=AGO + DAY,
    reopened_at=AGO + 5 * HOUR,
    tells_replies=False,
)
OPEN = PastTicket(source="standard", external_id="T-3", opened_at=NOW - DAY)


pytestmark = pytest.mark.usefixtures("workspace")


async def bring_in(database: Database, *tickets: PastTicket) -> TakenIn:
    return await write(database, past.take_in, HOME, tickets, NOW)


async def proven(database: Database) -> None:
    assert await read(database, accounting.gaps, HOME) == []
    assert await read(database, service_verification.differences, HOME) == []
    assert await read(database, service_verification.strays, HOME) == []


async def test_tickets_of_a_file_count_and_ask_nobody(database: Database) -> None:
    await jansen(database)
    assert await bring_in(database, BACK, SOLVED, OPEN) == TakenIn(new=3)
    decided = await everything(database, Invitation)
    assert {(one.state, one.reason) for one in decided} == {("not_asked", Reason.IMPORTED)}
    assert len(decided) == 3
    assert await everything(database, Delivery) == []
    counted = {one.interaction_id: one for one in await everything(database, Reckoning)}
    ids = {one.external_id: one.id for one in await everything(database, Interaction)}
    one, back, waiting = (counted[ids[name]] for name in ("T-1", "T-2", "T-3"))
    assert (one.frt_seconds, one.art_seconds, one.solved_at_once) == (3600, 7200, True)
    assert (back.frt_definition, back.solved_at_once, back.reopened_day) == (
        "",
        False,
        back.opened_day,
    )
    assert waiting.is_open
    assert waiting.frt_definition
    await proven(database)


async def test_a_second_time_adds_nothing_and_a_newer_file_what_is_new(database: Database) -> None:
    await bring_in(database, SOLVED, OPEN)
    before = await everything(database, Interaction)
    assert await bring_in(database, SOLVED, OPEN) == TakenIn()
    assert await everything(database, Interaction) == before
    later = replace(OPEN, replied_at=NOW - HOUR, resolved_at=NOW - MINUTE)
    assert await bring_in(database, later) == TakenIn(completed=1)
    assert len(await everything(database, Invitation)) == 2
    await proven(database)


async def test_a_ticket_that_webhooks_told_of_is_the_same(database: Database) -> None:
    await jansen(database)
    solved = event(at=NOW - HOUR, opened_at=NOW - 2 * HOUR)
    asked = await planned(database, solved)
    row = replace(SOLVED, opened_at=NOW - 3 * HOUR, replied_at=None, resolved_at=NOW - HOUR)
    coarse = replace(row, resolved_at=solved.at - MINUTE / 2, opened_at=NOW - 2 * HOUR)
    assert await bring_in(database, coarse) == TakenIn()
    (decided,) = await everything(database, Invitation)
    assert (decided.id, decided.state) == (asked.id, "planned")
    assert await bring_in(database, row) == TakenIn(completed=1)
    await proven(database)


async def test_what_a_file_left_open_asks_when_it_is_solved(database: Database) -> None:
    await jansen(database)
    await bring_in(database, OPEN)
    assert (await planned(database, event(external_id="T-3"))).solve_cycle == 1
    await bring_in(database, SOLVED)
    back = event(Kind.REOPENED, at=NOW - HOUR)
    assert await take_in(database, back) is None
    again = await take_in(database, event(at=NOW))
    assert again is not None
    assert again.solve_cycle == 2
    assert again.reason != Reason.IMPORTED
    await proven(database)


async def test_no_policy_would_have_asked_about_them(database: Database) -> None:
    await jansen(database)
    await bring_in(database, SOLVED, BACK)
    found = await read(database, resolutions.since, HOME, AGO, NOW)
    for rules in (found.rules, [lenient(one) for one in found.rules]):
        verdicts = replay(
            found.resolutions, rules, history=[], zone="Europe/Amsterdam", until=NOW + DAY
        )
        assert {one.reason for one in verdicts.values()} == {Reason.IMPORTED}


def lenient(rules: Rules) -> Rules:
    anything = [(at, replace(policy, expires=900 * DAY)) for at, policy in rules.policies]
    return replace(rules, policies=anything)
