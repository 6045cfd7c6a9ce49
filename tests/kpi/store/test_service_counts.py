"""Counts of interactions: from tallies and from reckonings they are the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, and_

from kpi.asking_hours import Hours
from kpi.histograms import bucket_of
from kpi.interaction_event import Kind
from kpi.reckoning import UNANSWERED, Measure
from kpi.store import office_schedules, reckoned_rows, service_counts
from kpi.store.database import Database
from kpi.store.reckoned_rows import Asked
from kpi.store.rows import table
from kpi.store.tables import Reckoning, Workspace
from tests.kpi.store.tickets import HOME, event, read, take_in, write

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""Ten o'clock in Amsterdam."""
FRT = Asked(
    measure=Measure.FRT,
    definition="frt/office/median/v1",
    first=date(2026, 8, 1),
    until=date(2027, 3, 1),
)
TEAM = {"team": "Network"}
BOTH = {"team": "Network", "source": "standard"}


async def opened(database: Database, waits: Sequence[int | None], **details: Any) -> None:
    """Tell of tickets that got their first reply after so many seconds, or none."""
    for number, seconds in enumerate(waits):
        replied = None if seconds is None else MONDAY + timedelta(seconds=seconds)
        name = f"{details}-{number}"
        told = event(Kind.OPENED, MONDAY, external_id=name, first_replied_at=replied, **details)
        await take_in(database, told, MONDAY)


def asked(by: str | None = None, **filters: str) -> Asked:
    return replace(FRT, by=by, filters=filters)


async def number(database: Database, condition: ColumnElement[bool]) -> int:
    return (await read(database, reckoned_rows.numbers, {"": condition}))[""]


@settings(max_examples=3)
@given(waits=st.lists(st.integers(0, 8_000), min_size=1, max_size=6), target=st.integers(0, 8_000))
async def test_what_is_within_a_target_is_counted_exactly_from_wherever_it_is(
    database: Database, workspace: Workspace, waits: list[int], target: int
) -> None:
    await opened(database, [0, target, target + 1, *waits])
    last = bucket_of(target)
    found = set()
    for filters in ({}, TEAM, BOTH):
        counted = await read(database, service_counts.of_one, HOME, asked(**filters))
        buckets = service_counts.whole(counted).buckets
        surely = sum(one.n for number, one in buckets.items() if UNANSWERED < number < last)
        partly = reckoned_rows.is_in_bucket(HOME, asked(**filters), target)
        found.add(surely + await number(database, partly))
    within = reckoned_rows.is_asked(HOME, FRT), table(Reckoning).c.frt_seconds <= target
    assert found == {await number(database, and_(*within))}
    assert min(found) >= len([0, target])


async def test_what_waits_is_late_by_its_own_hours(
    database: Database, workspace: Workspace
) -> None:
    await opened(database, [None, 30, None])
    evening = MONDAY + timedelta(hours=10)
    schedules = await read(database, office_schedules.of_workspace, workspace)
    for target, late in ((6 * 3600, 2), (6 * 3600 - 1, 2), (7 * 3600, 0), (7 * 3600 - 1, 2)):
        late_by = reckoned_rows.is_late(HOME, FRT, schedules, target, evening)
        assert await number(database, late_by) == late, target
    whole = service_counts.whole(await read(database, service_counts.of_one, HOME, FRT))
    assert whole.buckets[UNANSWERED] == (2, 0)
    assert await number(database, reckoned_rows.is_open(HOME, TEAM)) == 3
    assert await number(database, reckoned_rows.is_open(HOME, {"team": "x"})) == 0


async def test_hours_of_their_own_say_when_somebody_is_late(
    database: Database, workspace: Workspace
) -> None:
    """What was reckoned with hours that were taken away is measured by those of everybody."""
    nights = office_schedules.Wish(
        name="nights", week={0: (Hours(time(20), time(23)),)}, teams=["Network"]
    )
    await write(database, office_schedules.save, workspace, nights, MONDAY)
    await opened(database, [None])
    await opened(database, [None], team="")
    evening = MONDAY + timedelta(hours=10)

    async def late() -> int:
        schedules = await read(database, office_schedules.of_workspace, workspace)
        return await number(database, reckoned_rows.is_late(HOME, FRT, schedules, 3600, evening))

    assert await late() == 1
    await write(database, office_schedules.remove, HOME, "nights")
    assert await late() == 2


@pytest.mark.parametrize("filters", [{}, {"source": "standard"}], ids=["tallies", "rows"])
async def test_what_has_no_team_is_under_nothing(
    database: Database, workspace: Workspace, filters: dict[str, str]
) -> None:
    await opened(database, [60, 120])
    await opened(database, [60, None, 61], team="")
    by_team = await read(database, service_counts.of_one, HOME, asked(by="team", **filters))
    assert {team: (one.n, one.seconds) for team, one in by_team.items()} == {
        "Network": (2, 180),
        "": (3, 121),
    }
    trigger = await read(database, service_counts.of_one, HOME, asked(by="trigger"))
    assert {name: one.n for name, one in trigger.items()} == {"system": 5}
