"""Service tallies prove themselves: whatever is told, they equal a recount and a naive count."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.histograms import Histogram, merged
from kpi.interaction_event import Kind
from kpi.metrics import SERVICE, Metric
from kpi.opening_text import WHOLE_DAY
from kpi.periods import local_day
from kpi.reckoning import UNANSWERED, Measure
from kpi.store import (
    arrears,
    hooks,
    inbox,
    invitations,
    office_schedules,
    reckoned_rows,
    rows,
    service_counts,
    service_series,
    service_verification,
    workspaces,
)
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from kpi.store.office_schedules import Wish
from kpi.store.reckoned_rows import WEEK, Asked
from kpi.store.tables import HookEvent, Interaction, Invitation, Reckoning, Workspace
from tests.kpi.store.tickets import HOME, MINUTE, event, everything, read, write
from tests.kpi.store.upgrades import unreckon
from tests.moments import NOW

FIRST, UNTIL = date(2026, 10, 1), date(2027, 3, 1)
DAY = timedelta(days=1)
CALENDAR = {"frt": "frt/calendar/median/v1", "art": "art/calendar/full/mean/v1"}
DEFINITIONS = (CALENDAR, CALENDAR | {"frt": "frt/calendar/mean/v1", "fcr": "fcr/30d/v1"})


@dataclass(frozen=True)
class Step:
    """Something told of one of three tickets at an hour of its source's clock."""

    kind: Kind
    ticket: int
    hour: int
    team: str
    definitions: int
    """Which definitions are chosen just before."""


HOURS = (0, 0, 1, 2, 23, 24, 100, 160, 170, 400)
"""Few days: all of each is looked at. The last two are more than a week after the first ones."""

steps = st.builds(
    Step,
    kind=st.sampled_from([*Kind, Kind.RESOLVED]),
    ticket=st.integers(0, 2),
    hour=st.sampled_from(HOURS),
    team=st.sampled_from(["", "Network", "Billing"]),
    definitions=st.integers(0, 1),
)


@settings(max_examples=4)
@given(history=st.lists(steps, min_size=3, max_size=12), anew=st.booleans())
async def test_tallies_equal_a_recount_and_a_naive_count_after_any_history(
    database: Database, workspace: Workspace, history: list[Step], *, anew: bool
) -> None:
    await _forget_all(database)
    await write(database, _live, history)
    if anew:
        await _reckon_the_past_anew(database)
    assert await read(database, service_verification.differences, HOME) == []
    assert await read(database, service_verification.strays, HOME) == []
    await _equals_a_naive_count(database)


async def _live(connection: AsyncConnection, history: Sequence[Step]) -> None:
    for number, step in enumerate(history):
        service = DEFINITIONS[step.definitions]
        await workspaces.change(connection, HOME, service=service)
        told = event(
            step.kind,
            NOW + timedelta(hours=step.hour),
            external_id=f"T-{step.ticket}",
            team=step.team,
            trigger="hand" if step.ticket == 2 else "system",
        )
        await invitations.take_in(connection, HOME, told, NOW + number * MINUTE)


async def _forget_all(database: Database) -> None:
    await write(database, unreckon)
    for model in (Invitation, Interaction):
        await write(database, _delete, model)


async def _delete(connection: AsyncConnection, model: type[SQLModel]) -> None:
    await connection.execute(delete(rows.table(model)))


async def _reckon_the_past_anew(database: Database) -> None:
    await write(database, unreckon)
    assert await read(database, arrears.waiting, NOW) == [HOME]
    while await write(database, arrears.catch_up, HOME, NOW):
        pass
    assert await read(database, arrears.waiting, NOW) == []


async def _equals_a_naive_count(database: Database) -> None:
    """Look at every interaction in the plainest way, and at the tallies by day and by team."""
    served = [one for one in await everything(database, Interaction) if one.trigger == "system"]
    opened = [one for one in served if one.opened_at is not None]
    solved = [one for one in opened if one.resolved_at and not _is_reopened(one)]
    reopened = [one for one in served if one.first_reopened_at]
    first = [one for one in served if one.first_resolved_at]
    assert await _days(database, Measure.OPENED) == _count(one.opened_at for one in opened)
    assert await _days(database, Measure.FRT) == _count(one.opened_at for one in opened)
    assert await _days(database, Measure.ART) == _count(one.resolved_at for one in solved)
    assert await _days(database, Measure.FCR) == _count(one.first_resolved_at for one in first)
    assert await _days(database, Measure.REOPENED) == _count(
        one.first_reopened_at for one in reopened
    )
    replied = [one for one in opened if one.first_replied_at]
    frt = await _whole(database, Measure.FRT)
    assert frt.seconds == sum(_seconds(one.opened_at, one.first_replied_at) for one in replied)
    unanswered = frt.buckets.get(UNANSWERED)
    assert (unanswered.n if unanswered else 0) == len(opened) - len(replied)
    art = await _whole(database, Measure.ART)
    assert art.seconds == sum(_seconds(one.opened_at, one.resolved_at) for one in solved)
    assert await _teams(database, Measure.FRT) == await _filed_by_team(database, opened)
    is_open = {"": reckoned_rows.is_open(HOME, {})}
    assert (await read(database, reckoned_rows.numbers, is_open))[""] == sum(
        one.resolved_at is None or _is_reopened(one) for one in served
    )


def _is_reopened(one: Interaction) -> bool:
    return bool(one.closed_at and one.reopened_at and one.reopened_at >= one.closed_at)


def _seconds(start: Any, end: Any) -> int:
    return max(0, int((end - start).total_seconds()))


def _count(moments: Iterable[Any]) -> Counter[date]:
    return Counter(local_day(at, "Europe/Amsterdam") for at in moments)


async def _asked(database: Database, measure: Measure, **named: Any) -> list[Asked]:
    """Ask for a measure under every definition it was counted under."""
    keys = [""]
    if measure in {metric.value for metric in SERVICE}:
        metric = Metric(measure.value)
        workspace = await read(database, workspaces.find, HOME)
        series = await read(database, service_series.of_metrics, workspace, [metric])
        keys = [one.definition for one in series[metric]]
    return [
        Asked(measure=measure, definition=key, first=FIRST, until=UNTIL, **named) for key in keys
    ]


async def _days(database: Database, measure: Measure) -> Counter[date]:
    """Ask for each day of the histories alone, and for all, which is no more than they are."""
    days = {local_day(NOW + timedelta(hours=hour), "Europe/Amsterdam") for hour in HOURS}
    every = await _asked(database, measure)
    asked = {replace(one, first=day, until=day + DAY): day for one in every for day in days}
    found = await read(database, service_counts.of_several, HOME, [*asked, *every])
    total: Counter[date] = Counter()
    for one, day in asked.items():
        total[day] += service_counts.whole(found[one]).n
    assert total.total() == sum(service_counts.whole(found[one]).n for one in every)
    return +total


async def _whole(database: Database, measure: Measure) -> Histogram:
    """Count all definitions together, from the tallies; from the reckonings it is the same."""
    every = await _asked(database, measure)
    both = await _asked(database, measure, filters={"source": "standard", "trigger": "system"})
    weeks = await _asked(database, measure, by=WEEK)
    found = await read(database, service_counts.of_several, HOME, [*every, *both, *weeks])
    assert [found[one] for one in both] == [found[one] for one in every]
    together = [service_counts.whole(found[one]) for one in weeks]
    assert together == [service_counts.whole(found[one]) for one in every]
    return merged(service_counts.whole(found[one]) for one in every)


async def _teams(database: Database, measure: Measure) -> Counter[str]:
    return await _split(database, measure, "team")


async def _split(database: Database, measure: Measure, by: str) -> Counter[Any]:
    every = await _asked(database, measure, by=by)
    total: Counter[Any] = Counter()
    for found in (await read(database, service_counts.of_several, HOME, every)).values():
        total.update({key: histogram.n for key, histogram in found.items()})
    return total


async def _filed_by_team(database: Database, served: Sequence[Interaction]) -> Counter[str]:
    """Count by the team of the last decision; what was never resolved by its own."""
    decided = sorted(await everything(database, Invitation), key=lambda one: one.solve_cycle)
    teams = {one.interaction_id: one.team for one in decided}
    return Counter(teams.get(one.id, one.team) for one in served)


async def test_what_is_told_at_once_is_filed_as_it_was_resolved(
    database: Database, workspace: Workspace
) -> None:
    later = event(Kind.REPLIED, NOW + MINUTE, team="Billing")
    await write(database, invitations.take_in_all, HOME, [event(team="Network"), later], NOW)
    assert [one.team for one in await everything(database, Reckoning)] == ["Network"]


async def test_other_hours_count_for_what_comes_and_leave_what_was_reckoned(
    database: Database, workspace: Workspace
) -> None:
    """A ticket that was answered before and is solved after: each length has its own hours."""
    morning, office = NOW - timedelta(hours=5), office_schedules.USUAL
    replied = event(Kind.REPLIED, NOW - timedelta(hours=3), opened_at=morning)
    await write(database, invitations.take_in, HOME, replied, NOW)
    longer = Wish(week=dict.fromkeys(office, (WHOLE_DAY,)), closed={NOW.date() - DAY: "Party"})
    await write(database, office_schedules.save, workspace, longer, NOW)
    await write(database, invitations.take_in, HOME, event(), NOW)
    (found,) = await everything(database, Reckoning)
    assert (found.frt_seconds, found.art_seconds) == (3600, 5 * 3600)


async def test_replicas_that_are_told_different_things_count_all_of_it_once(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    tickets = [f"T-{number}" for number in range(6)]
    webhooks = [await _stored(database, number) for number in range(4)]
    told = [event(Kind.OPENED, NOW, external_id=one) for one in tickets]
    orders = [told, told[::-1], [event(external_id=one) for one in tickets], told[::2]]
    await asyncio.gather(
        *(
            write(one, inbox.accept, webhook, events, NOW)
            for one, webhook, events in zip((database, replica) * 2, webhooks, orders, strict=True)
        )
    )
    assert await read(database, service_verification.differences, HOME) == []
    await _equals_a_naive_count(database)
    assert len(await everything(database, Reckoning)) == len(tickets)


async def _stored(database: Database, number: int) -> HookEvent:
    incoming = IncomingEvent(
        workspace_id=HOME, hook_id="h1", key=f"{number}", body={}, received_at=NOW
    )
    await database.writer.submit(hooks.store_events, incoming)
    return (await read(database, hooks.waiting, 10))[-1]
