"""What became of a number after a change, counted from real answers and tickets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from kpi.changes import Verdict
from kpi.effects import Days, Effect
from kpi.metrics import Metric
from kpi.reckoning import Reckoned
from kpi.store import actions, effects, service_tallies
from kpi.store.actions import Wish
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.effects import Look
from kpi.store.rows import add
from kpi.store.tables import Action, Response, Workspace
from kpi.store.tallies import Counted, Deltas, apply
from tests.kpi.store.asking import Asking

LIVE = date(2026, 9, 7)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WISH = Wish(title="Answer sooner", metric=Metric.CSAT, owner_id="U1", live_on=LIVE)


@dataclass
class Desk:
    """A workspace with answers around a change."""

    database: Database
    workspace: Workspace

    async def answered(self, day: date, *, good: int, bad: int, team: str = "") -> None:
        """Count answers of a day: 5 where it was good, 1 where it was bad."""
        survey = await Asking(self.database, self.workspace).survey()
        at = datetime.combine(day, time(12), UTC)
        answers = [
            Response(
                workspace_id=self.workspace.id,
                id=new_id(at),
                survey_id=survey.id,
                version=survey.version,
                score=score,
                day=day,
                answered_at=at,
                changed_at=at,
                trigger="system",
                team=team,
            )
            for score in (*[5] * good, *[1] * bad)
        ]
        deltas = Deltas()
        for one in answers:
            deltas.move(Counted.of(one.model_dump(), day), None, one.score)
        await self.database.writer.work(lambda connection: add(connection, *answers))
        await self.database.writer.work(lambda connection: apply(connection, deltas))

    async def replied(
        self, days: Iterable[date], minutes: int, definition: str = "frt/office/median/v1"
    ) -> None:
        """Count a ticket a day that was answered after some minutes."""
        deltas = service_tallies.Deltas()
        for day in days:
            reckoned = Reckoned(opened_day=day, frt_definition=definition, frt_seconds=60 * minutes)
            deltas.move(self.workspace.id, None, reckoned)
        await self.database.writer.work(
            lambda connection: service_tallies.apply(connection, deltas)
        )

    async def solved(self, days: Iterable[date], *, at_once: int, later: int) -> None:
        """Count tickets of each day that were solved at first contact, or only later."""
        deltas = service_tallies.Deltas()
        for day in days:
            for solved_at_once in (*[True] * at_once, *[False] * later):
                reckoned = Reckoned(
                    fcr_day=day, fcr_definition="fcr/7d/v1", solved_at_once=solved_at_once
                )
                deltas.move(self.workspace.id, None, reckoned)
        await self.database.writer.work(
            lambda connection: service_tallies.apply(connection, deltas)
        )

    async def begun(self, today: date, wish: Wish = WISH) -> Action:
        now = datetime.combine(today, time(12), UTC)
        return await self.database.writer.work(
            lambda connection: actions.create(
                connection, self.workspace.id, wish, by="U1", now=now, today=today
            )
        )

    async def judged(self, today: date, wish: Wish = WISH) -> Effect | None:
        action, now = await self.begun(today, wish), datetime.combine(today, time(12), UTC)
        async with self.database.reading() as connection:
            return await effects.judge(connection, self.workspace, action, now)

    async def next_look(self, today: date, wish: Wish = WISH) -> Look | None:
        action, now = await self.begun(today, wish), datetime.combine(today, time(12), UTC)
        async with self.database.reading() as connection:
            return await effects.next_look(connection, self.workspace, action, now)


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(database, workspace)


def told(effect: Effect | None) -> tuple[Any, ...]:
    assert effect is not None
    assert effect.before
    assert effect.after
    return effect.verdict, effect.before.value, effect.after.value, effect.spans.weeks


async def test_a_team_that_rose_while_others_did_not(desk: Desk) -> None:
    for week in range(-4, 4):
        good = 18 if week >= 0 else 10
        await desk.answered(LIVE + week * WEEK, good=good, bad=20 - good, team="Network")
        await desk.answered(LIVE + week * WEEK, good=10, bad=10, team="Billing")
    wish = replace(WISH, segment="team", value="Network")
    assert await desk.judged(LIVE + 4 * WEEK - DAY, wish) is None
    effect = await desk.judged(LIVE + 4 * WEEK, wish)
    assert told(effect) == (Verdict.UP, 50.0, 90.0, 4)
    assert effect
    assert effect.rest
    assert (effect.rest.verdict, effect.is_shared) == (Verdict.COULD_BE_CHANCE, False)
    everybody = await desk.judged(LIVE + 4 * WEEK)
    assert told(everybody) == (Verdict.UP, 50.0, 70.0, 4)
    assert everybody
    assert everybody.rest is None


async def test_the_week_it_was_begun_for_is_left_out(desk: Desk) -> None:
    for week in range(-6, 4):
        good = 0 if week == -2 else 15
        await desk.answered(LIVE + week * WEEK, good=good, bad=20 - good)
    wish = replace(WISH, begun_for=Days(LIVE - 2 * WEEK, LIVE - WEEK))
    assert told(await desk.judged(LIVE + 4 * WEEK, wish)) == (
        Verdict.COULD_BE_CHANCE,
        75.0,
        75.0,
        4,
    )


async def test_few_answers_are_waited_for_and_then_told_to_be_few(desk: Desk) -> None:
    for week in range(-12, 12):
        await desk.answered(LIVE + week * WEEK, good=1, bad=1)
    assert await desk.judged(LIVE + 8 * WEEK) is None
    effect = await desk.judged(LIVE + 12 * WEEK)
    assert effect
    assert (effect.spans.weeks, effect.verdict) == (12, Verdict.TOO_FEW)


async def test_times_are_judged_too(desk: Desk) -> None:
    days = [LIVE + day * DAY for day in range(-56, 56)]
    await desk.replied(days[:56], 60)
    await desk.replied(days[56:], 30)
    effect = await desk.judged(LIVE + 8 * WEEK, replace(WISH, metric=Metric.FRT))
    assert effect
    assert (effect.verdict, effect.definition) == (Verdict.DOWN, "frt/office/median/v1")


async def test_what_was_counted_otherwise_before_is_compared_with_nothing(desk: Desk) -> None:
    old, new = "frt/office/median/v1", "frt/calendar/median/v1"
    before = [LIVE - number * DAY for number in range(1, 21)]
    await desk.replied(before, 60)
    await desk.replied(before[:6], 600, new)  # open when it was changed, by which they count now
    await desk.replied([LIVE + number * DAY for number in range(20)], 30, new)
    service = {"frt": new, "begun": f"/{old} {LIVE}/{new}"}
    desk.workspace = desk.workspace.model_copy(update={"service": service})
    wish = replace(WISH, metric=Metric.FRT)
    effect = await desk.judged(LIVE + 12 * WEEK, wish)
    assert effect is not None
    assert effect.after is not None
    assert (effect.definition, effect.before, effect.after.n) == (new, None, 20)


async def test_first_contact_is_judged_once_nobody_can_come_back(desk: Desk) -> None:
    days = [LIVE + day * DAY for day in range(-28, 28)]
    await desk.solved(days[:49], at_once=5, later=5)
    await desk.solved(days[49:], at_once=10, later=0)
    wish = replace(WISH, metric=Metric.FCR)
    assert await desk.judged(LIVE + 5 * WEEK - DAY, wish) is None
    effect = await desk.judged(LIVE + 5 * WEEK, wish)
    assert told(effect) == (Verdict.UP, 50.0, 62.5, 4)
    assert await desk.next_look(LIVE, wish) == (4, LIVE + 5 * WEEK, 7)
    assert await desk.next_look(LIVE + 5 * WEEK - DAY, wish) == (4, LIVE + 5 * WEEK, 7)
    assert await desk.next_look(LIVE + 5 * WEEK, wish) == (8, LIVE + 9 * WEEK, 7)
    assert await desk.next_look(LIVE + 13 * WEEK, wish) is None


async def test_it_is_looked_at_again_when_the_next_span_is_over(desk: Desk) -> None:
    assert await desk.next_look(LIVE) == (4, LIVE + 4 * WEEK, 0)
    assert await desk.next_look(LIVE + 4 * WEEK) == (8, LIVE + 8 * WEEK, 0)
    begun_for = replace(WISH, begun_for=Days(LIVE, LIVE + WEEK))
    assert await desk.next_look(LIVE, begun_for) == (4, LIVE + 5 * WEEK, 0)
    assert await desk.next_look(LIVE + 12 * WEEK) is None
