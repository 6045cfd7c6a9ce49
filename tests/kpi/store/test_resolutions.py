"""Replaying what was in force gives what happened, and the ledger accounts for all of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from hypothesis import given, settings
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Kind
from kpi.periods import local_day, parse
from kpi.replay import replay
from kpi.resolutions import Fate, Question, Resolution, Verdict
from kpi.store import accounting, contacts, deliveries, ledger, resolutions, sending, surveys
from kpi.store.database import Database
from kpi.store.resolutions import Past
from kpi.store.tables import Interaction, Workspace
from tests.databases import DELETIONS
from tests.kpi.store.histories import Life, Step, histories
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

ZONE = "Europe/Amsterdam"


async def lived(database: Database, history: Sequence[Step]) -> Life:
    """A history that begins in an empty house."""
    await database.writer.work(_empty)
    life = Life(database)
    await life.begin()
    await life.live(history)
    return life


async def _empty(connection: AsyncConnection) -> None:
    for deletion in DELETIONS.split("; "):
        await connection.exec_driver_sql(deletion)


@settings(max_examples=4)
@given(history=histories)
async def test_a_replay_of_what_was_in_force_is_history_and_the_ledger_adds_up(
    database: Database, history: list[Step]
) -> None:
    life = await lived(database, history)
    past = await read(database, resolutions.since, HOME, NOW - DAY, life.now)
    again = replay(past.resolutions, past.rules, history=past.history, zone=ZONE, until=life.now)
    assert again == {one.id: one.outcome for one in past.resolutions}
    assert await read(database, accounting.gaps, HOME) == []
    await assert_adds_up(database, life)


async def assert_adds_up(database: Database, life: Life) -> None:
    day = local_day(life.now, ZONE)
    period = parse(f"2026-11-01..{day}", today=day, zone=ZONE)
    assert period is not None
    counts = await read(database, ledger.counts, HOME, period, life.now)
    rows = await read(database, ledger.rows, HOME, period, life.now)
    resolutions = [one.solve_cycle for one in await everything(database, Interaction)]
    assert sum(one.n for one in counts) == len(rows) == sum(resolutions)
    counted = Counter((row.outcome, row.reason) for row in rows)
    assert {(one.outcome, one.reason): one.n for one in counts} == counted


async def taken(database: Database, days: int = 1) -> Past:
    return await read(database, resolutions.since, HOME, NOW - days * DAY, NOW + 30 * DAY)


async def only(database: Database) -> Resolution:
    (resolution,) = (await taken(database)).resolutions
    return resolution


async def test_a_case_has_both_looks_and_what_became_of_it(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    invitation = await planned(database)
    resolution = await only(database)
    assert resolution.decided
    assert (resolution.decided.at, resolution.rechecked, resolution.person) == (
        NOW,
        None,
        contact.id,
    )
    assert resolution.decided.facts.subject.team == "Network"
    assert resolution.outcome == Verdict(
        fate=Fate.WAITING, survey=invitation.survey_id, reason="planned"
    )
    await ask(database, invitation, invitation.due_at)
    asked = (await only(database)).outcome
    assert (asked.fate, asked.asked_at) == (Fate.ASKED, invitation.due_at)


async def test_being_called_off_is_seen_at_its_moment(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    later = NOW + MINUTE
    await take_in(database, event(Kind.REOPENED, later), later)
    resolution = await only(database)
    assert resolution.reopened_at == later
    assert resolution.rechecked
    assert (resolution.rechecked.at, resolution.rechecked.facts.subject.reopened) == (later, True)
    await take_in(database, event(at=later + HOUR), later + HOUR)
    first = next(one for one in (await taken(database)).resolutions if one.id == invitation.id)
    assert first.superseded_at == later + HOUR


async def test_whom_nobody_looked_up_is_found_by_an_address_known_since(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", enabled="no")
    await take_in(database, event())
    assert (await only(database)).person is None
    contact = await jansen(database)
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", NOW + HOUR)
    resolution = await only(database)
    assert (resolution.person, resolution.opted_out_at) == (contact.id, NOW + HOUR)


async def test_questions_about_earlier_decisions_are_history_as_far_as_cool_downs_reach(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", cooldown="14d")
    contact = await jansen(database)
    invitation = await planned(database)
    await ask(database, invitation, invitation.due_at)
    now = NOW + 100 * DAY
    for days, expected in ((80, 1), (5, 0)):
        past = await read(database, resolutions.since, HOME, now - days * DAY, now)
        sent = Question(
            contact.id, invitation.interaction_id, invitation.survey_id, invitation.due_at
        )
        assert past.resolutions == []
        assert past.history == [sent] * expected


async def test_what_may_have_arrived_before_the_first_case_counts_for_the_next_question(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await planned(database)
    (delivery,) = await claimed(database, first.due_at)
    await write(database, deliveries.mark_held, delivery, "timeout", first.due_at)
    later = NOW + 2 * DAY
    second = await planned(database, event(at=later, external_id="T-2"), later)
    (delivery,) = await claimed(database, second.due_at)
    assert await write(database, sending.ready, delivery, second.due_at) is None
    await assert_repeats(database, later, "cooldown")


async def test_whom_an_interaction_had_asked_long_ago_is_known_when_it_is_resolved_again(
    database: Database, workspace: Workspace
) -> None:
    csat = await read(database, surveys.named, HOME, "csat")
    await write(database, surveys.change, csat, {"ask_per": "person"}, now=NOW + MINUTE)
    await jansen(database)
    first = await planned(database)
    await ask(database, first, first.due_at)
    later = NOW + 200 * DAY
    await take_in(database, event(Kind.REOPENED, later), later)
    again = event(at=later + HOUR, requester_user_id="U0JANSEN")
    await take_in(database, again, later + HOUR)
    await assert_repeats(database, later, "asked_before")


async def assert_repeats(database: Database, start: datetime, reason: str) -> None:
    """The only resolution since then was not asked for this reason, and is not asked again."""
    past = await read(database, resolutions.since, HOME, start, start + 30 * DAY)
    (resolution,) = past.resolutions
    assert resolution.outcome.reason == reason
    again = replay(
        past.resolutions, past.rules, history=past.history, zone=ZONE, until=start + 30 * DAY
    )
    assert again == {resolution.id: resolution.outcome}
