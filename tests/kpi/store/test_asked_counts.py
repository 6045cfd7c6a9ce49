"""Tallies tell what the invitations tell, whatever happened to them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.periods import local_day, parse
from kpi.query import Query
from kpi.store import (
    asked_arrears,
    asked_counts,
    removals,
    responses,
    verification,
    workspaces,
    zones,
)
from kpi.store.asked_counts import Counted
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Contact, Invitation, Workspace
from tests.kpi.store.histories import Life, Step, steps
from tests.kpi.store.test_reached_counts import assert_reached_agrees
from tests.kpi.store.test_resolutions import lived
from tests.kpi.store.test_summaries import query
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
    set_policy,
    write,
)
from tests.kpi.store.tickets import ask as send
from tests.moments import NOW

Scores: TypeAlias = Sequence[tuple[int, int | None]]
"""Which question gets which score; None undoes it."""

chapters = st.lists(steps, min_size=5, max_size=12)
scores = st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, 1, 4, 5])), max_size=10)
REACHED = (("csat", "60d"), ("csat", "today"), ("csat", "yesterday"), ("ces", "60d"))
"""Whom a survey reached in which period."""
KINDS: Sequence[tuple[str, Query]] = (
    ("60d", query()),
    ("30d", query(team="Network")),
    ("today", query(by="team")),
    ("yesterday", query(by="channel")),
)


@settings(max_examples=2)
@given(
    story=st.lists(st.tuples(chapters, scores), min_size=1, max_size=2),
    gone=st.sets(st.integers(0, 9)),
)
async def test_tallies_tell_what_the_invitations_tell(
    database: Database, story: list[tuple[list[Step], Scores]], gone: set[int]
) -> None:
    life = await lived(database, [])
    for chapter, given_scores in story:
        await life.live(chapter)
        await answer(life, given_scores)
        await assert_agree(life)
    await remove(life, gone)
    await assert_agree(life)
    await move_to_tokyo(life)
    await assert_agree(life)


async def test_an_answer_counts_once_its_question_is_known_as_sent_and_until_it_is_removed(
    database: Database, workspace: Workspace
) -> None:
    life = Life(database, NOW)
    await jansen(database)
    question = await planned(database)
    await answer(life, [(0, 4)])
    heard = [await delivered(life)]
    await send(database, question, NOW + HOUR)
    heard.append(await delivered(life))
    for score in (None, 5):
        await answer(life, [(0, score)])
        heard.append(await delivered(life))
    await remove(life, {0})
    assert (await told(life, query(account="Nobody"))).delivered == {}
    assert [*heard, await delivered(life)] == [
        [],
        [(1, 1, 0)],
        [(1, 0, 1)],
        [(1, 1, 0)],
        [(1, 0, 1)],
    ]


async def test_what_ended_earlier_today_is_open_no_more_and_was_delivered_on_its_own_day(
    database: Database, workspace: Workspace
) -> None:
    life = Life(database, NOW)
    await jansen(database)
    await set_policy(database, "csat", expires="1h")
    resolved_at = NOW - DAY
    await send(database, await planned(database, event(at=resolved_at), resolved_at), NOW)
    for later, is_open in ((MINUTE, 1), (2 * HOUR, 0)):
        life.now = NOW + later
        assert await delivered(life) == [(1, 0, is_open)]
    before = replace(query(), period=query().period.through(resolved_at.date()))
    assert (await told(life, before)).delivered == {}


async def delivered(life: Life) -> list[tuple[int, int, int]]:
    assert await read(life.database, verification.asked_differences, HOME) == []
    return list((await told(life, query())).delivered.values())


async def told(life: Life, asked: Query) -> Counted:
    """What both ways to count tell."""
    workspace = await read(life.database, workspaces.find, HOME)
    found = await read(life.database, asked_counts.from_tallies, workspace, asked, life.now)
    ways = (asked_counts.of_period, asked_counts.from_invitations)
    again = [await read(life.database, way, workspace, asked, life.now) for way in ways]
    assert [found, found] == again
    return found


async def answer(life: Life, given_scores: Scores) -> None:
    """Tap, also on what was not sent yet as far as we know."""
    people = {one.id: one for one in await everything(life.database, Contact)}
    asked = [one for one in await everything(life.database, Invitation) if one.contact_id]
    for number, (which, score) in enumerate(given_scores):
        if which < len(asked) and (contact_id := asked[which].contact_id):
            contact, at = people[contact_id], life.tick()
            tap = Tap(
                workspace_id=HOME,
                invitation_id=asked[which].id,
                team_id=contact.team_id,
                user_id=contact.user_id,
                channel_id="D1",
                message_ts=f"1.{number}",
                action_id=f"rate:{score}",
                at=at,
                score=score,
            )
            await life.database.writer.submit(responses.record_taps, tap)


async def remove(life: Life, gone: Collection[int]) -> None:
    asked = await everything(life.database, Invitation)
    keys = {(HOME, one.id) for number, one in enumerate(asked) if number in gone}
    await write(life.database, removals.remove, keys)


async def move_to_tokyo(life: Life) -> None:
    await write(life.database, zones.change, HOME, "Asia/Tokyo", life.now)
    assert not await read(life.database, asked_arrears.are_counted, HOME)
    await write(life.database, zones.catch_up, HOME, life.now + zones.SETTLED)


async def assert_agree(life: Life) -> None:
    """Compare both ways to count, and count all tallies again."""
    assert await read(life.database, asked_arrears.are_counted, HOME)
    assert await read(life.database, verification.asked_differences, HOME) == []
    workspace = await read(life.database, workspaces.find, HOME)
    today = local_day(life.now, workspace.time_zone)
    for words, kind in KINDS:
        period = parse(words, today=today, zone=workspace.time_zone)
        assert period is not None
        asked = replace(kind, period=period)
        told = [
            await read(life.database, way, workspace, asked, life.now)
            for way in (asked_counts.from_tallies, asked_counts.from_invitations)
        ]
        assert told[0] == told[1], (words, kind.by, kind.filters)
    for survey, words in REACHED:
        await assert_reached_agrees(life.database, workspace, survey, words, life.now)
