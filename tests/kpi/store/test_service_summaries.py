"""First response, resolution and first contact as everybody is told them."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from kpi import periods
from kpi.changes import Verdict
from kpi.goals import Goal
from kpi.interaction_event import Kind
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.service_definitions import standard
from kpi.store import summaries, targets
from kpi.store.database import Database
from kpi.store.tables import Reckoning, Workspace
from kpi.summary import Summary
from kpi.summary_json import as_json
from kpi.timings import Timing
from tests.kpi.store.tickets import HOME, event, everything, read, take_in, write
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
TODAY = periods.today(NOW, ZONE)
MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)


def query(*metrics: Metric, by: str | None = None, **filters: str) -> Query:
    week = periods.week_of(TODAY, ZONE).through(TODAY)
    return Query(metrics=metrics or SERVICE, period=week, by=by, filters=filters)


async def summed(
    database: Database, workspace: Workspace, asked: Query, now: datetime = NOW
) -> dict[Metric, Summary]:
    found = await read(database, summaries.answer, workspace, asked, now)
    return {one.metric: one for one in found}


async def solved(
    database: Database, number: int, *, at: datetime = NOW - 3 * MINUTE, **about: Any
) -> None:
    """A ticket that was opened at `at`, replied to `number` seconds later, and solved at once."""
    told: dict[str, Any] = {
        "external_id": f"T-{at}{about}{number}",
        "opened_at": at,
        "first_replied_at": at + timedelta(seconds=number),
        "requester_email": "",
    }
    solved_at = at + timedelta(seconds=2 * number)
    await take_in(database, event(at=solved_at, **(told | about)), solved_at)


@pytest.fixture
async def tickets(database: Database, workspace: Workspace) -> Workspace:
    """Six tickets of two teams this week, as many last week that took longer, one that waits."""
    for number in range(1, 7):
        team = "Network" if number < 6 else "Billing"
        await solved(database, 10 * number, team=team, agent="anna")
        await solved(database, 300 + number, at=NOW - WEEK - 30 * MINUTE, team="Network")
    waits = event(Kind.OPENED, NOW - 120 * MINUTE, external_id="W-1", team="Billing")
    await take_in(database, waits)
    return workspace


async def test_a_week_of_service(database: Database, tickets: Workspace) -> None:
    found = await summed(database, tickets, query())
    frt, art, fcr = (found[metric] for metric in SERVICE)
    assert isinstance(frt.score, Timing)
    assert isinstance(art.score, Timing)
    assert (frt.n, frt.score.median, frt.score.mean) == (6, 35, 35)
    assert (art.n, art.score.value) == (6, 70)
    assert (fcr.n, fcr.score and fcr.score.value) == (6, 100)
    assert frt.desk is not None
    assert art.desk is not None
    assert fcr.desk is not None
    assert (frt.desk.waiting, art.desk.open, fcr.desk.provisional_from) == (
        1,
        1,
        query().period.first,
    )
    assert frt.desk.assumes_hours
    assert frt.change.verdict is Verdict.DOWN
    assert frt.previous is not None
    assert frt.previous.n == 6
    assert [week and week.n for week in frt.weeks[-3:]] == [None, 6, 6]


async def test_parts_and_filters(database: Database, tickets: Workspace) -> None:
    found = await summed(database, tickets, query(Metric.FRT, by="team"))
    parts = {part.name: part for part in found[Metric.FRT].segments}
    assert {name: part.n for name, part in parts.items()} == {"Network": 5, "Billing": 1}
    assert parts["Billing"].desk is not None
    assert parts["Billing"].desk.waiting == 1
    narrowed = await summed(database, tickets, query(team="billing", channel="chat"))
    assert [narrowed[metric].n for metric in SERVICE] == [1, 1, 1]
    assert not narrowed[Metric.FRT].hidden


async def turned(
    database: Database, name: str, *turns: tuple[Kind, datetime], **about: str
) -> None:
    """A ticket to which this happened."""
    for kind, at in turns:
        told = event(kind, at, external_id=name, opened_at=NOW - 9 * WEEK, **about)
        await take_in(database, told, at)


async def test_each_part_tells_what_is_open_and_what_came_back(
    database: Database, tickets: Workspace
) -> None:
    """Open from whenever, reopened in the week; of agents neither is theirs to be told of."""
    for at, team in enumerate(("Network", "Network", "Archive", "")):
        back = NOW - (WEEK if team == "Archive" else 2 * MINUTE)
        solved_at = (Kind.RESOLVED, NOW - 8 * WEEK)
        again = [(Kind.RESOLVED, NOW)] if at == 0 else []
        about = {"team": team, "agent": "bert", "priority": "high"}
        await turned(database, f"R-{at}", solved_at, (Kind.REOPENED, back), *again, **about)
    kept = await everything(database, Reckoning)
    week = query().period
    for by in ("team", "channel", "priority", "trigger"):
        for filters in ({}, {"team": "Network"}, {"priority": "high"}):
            asked = query(Metric.ART, by=by, **filters)
            (told,) = map(as_json, (await summed(database, tickets, asked)).values())
            mine = [one for one in kept if all(getattr(one, k) == v for k, v in filters.items())]
            still = Counter(_value(one, by) for one in mine if one.is_open)
            undone = [one for one in mine if one.reopened_day and one.reopened_day >= week.first]
            back_in = Counter(_value(one, by) for one in undone)
            parts = {part["name"]: part for part in told["segments"]}
            assert {name: one["open"] for name, one in parts.items() if one["open"]} == still
            found = {name: one["reopened"] for name, one in parts.items() if one["reopened"]}
            assert found == back_in, (by, filters)
            assert (told["open"], told["reopened"]) == (still.total(), back_in.total())
    assert len([one for one in kept if one.is_open]) == 4
    assert len([one for one in kept if one.reopened_day]) == 4
    for asked in (query(Metric.ART, by="agent"), query(Metric.ART, by="team", agent="bert")):
        (of_agents,) = (await summed(database, tickets, asked)).values()
        desks = [part.desk for part in of_agents.segments if part.desk]
        assert desks
        assert {(desk.open, desk.reopened) for desk in desks} == {(None, None)}


def _value(reckoned: Reckoning, by: str) -> str:
    return "system" if by == "trigger" else getattr(reckoned, by)


async def test_one_agent_with_few_tickets_is_hidden(database: Database, tickets: Workspace) -> None:
    found = await summed(database, tickets, query(Metric.FRT, agent="anna", team="Billing"))
    assert found[Metric.FRT].hidden


async def test_a_target_counts_what_was_in_time_and_what_is_late(
    database: Database, tickets: Workspace
) -> None:
    goal = Goal(standard(Metric.FRT).key, "", "", 30.0)
    await write(database, targets.save, HOME, Metric.FRT, goal, by="U1", now=NOW)
    found = (await summed(database, tickets, query(Metric.FRT)))[Metric.FRT]
    assert found.desk is not None
    assert found.desk.aim is not None
    assert (found.desk.aim.within, found.desk.aim.overdue) == (3, 1)
    assert found.within_target == pytest.approx(300 / 7)


async def test_another_definition_is_another_series(database: Database, tickets: Workspace) -> None:
    tickets.service = {"frt": "frt/calendar/mean/v1"}
    now = (await summed(database, tickets, query(Metric.FRT)))[Metric.FRT]
    assert (now.definition.key, now.n, now.previous) == ("frt/calendar/mean/v1", 0, None)
    last = Query(metrics=(Metric.FRT,), period=periods.last_week(TODAY, ZONE))
    before = (await summed(database, tickets, last))[Metric.FRT]
    assert (before.definition.key, before.n) == (standard(Metric.FRT).key, 6)


async def test_everything_is_six_and_without_tickets_nothing_is_made_up(
    database: Database, workspace: Workspace
) -> None:
    found = await summed(database, workspace, query(*ASKED, *SERVICE))
    assert list(found) == [*ASKED, *SERVICE]
    assert not any(one.has_facts or one.score for one in found.values())


async def test_what_is_settled_is_counted_apart(database: Database, workspace: Workspace) -> None:
    """Of a fortnight the first days are; of this week nothing is, of the one before all."""
    for days in (1, 10, 11):
        at = NOW - timedelta(days=days)
        await solved(database, 60, at=at, team="Network" if days > 10 else "Billing")
    asked = query(Metric.FCR, by="team")
    fortnight = replace(asked, period=_period("14d"))
    last = replace(asked, period=_period("2026-W45"))
    left = {}
    for name, one in {"week": asked, "fortnight": fortnight, "last": last}.items():
        found = (await summed(database, workspace, one))[Metric.FCR]
        parts = [found, *sorted(found.segments, key=lambda part: part.name or "")]
        left[name] = [_settled(one) for one in parts]
    assert left == {"week": [0, 0], "fortnight": [2, 1, 1], "last": [None] * 3}


def _period(text: str) -> Period:
    found = periods.parse(text, today=TODAY, zone=ZONE)
    assert found is not None
    return found


def _settled(summary: Summary) -> int | None:
    """Count what can no longer change; None where that is all of it."""
    if summary.settled is None:
        return None
    return summary.settled.score.n if summary.settled.score else 0
