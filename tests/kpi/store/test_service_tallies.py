from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.interaction_event import Kind
from kpi.store import service_tallies
from kpi.store.database import Database
from kpi.store.service_tallies import UNANSWERED, Asked, Measure
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import HOME, event, read, take_in

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""Ten o'clock in Amsterdam."""
FRT = Asked(
    measure=Measure.FRT,
    definition="frt/office/median/v1",
    first=date(2026, 11, 1),
    until=date(2026, 12, 1),
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


def asked(**filters: str) -> Asked:
    return Asked(
        measure=FRT.measure,
        definition=FRT.definition,
        first=FRT.first,
        until=FRT.until,
        filters=filters,
    )


@settings(max_examples=3)
@given(waits=st.lists(st.integers(0, 8_000), min_size=1, max_size=6), target=st.integers(0, 8_000))
async def test_what_is_within_a_target_is_counted_exactly_from_wherever_it_is(
    database: Database, workspace: Workspace, waits: list[int], target: int
) -> None:
    every = [0, target, target + 1, *waits]
    await opened(database, every)
    known = await read(database, service_tallies.whole, HOME, FRT)
    known_now = sum(bucket.n for number, bucket in known.buckets.items() if number != UNANSWERED)
    assert known_now >= len(every)
    found = {
        await read(database, service_tallies.within, HOME, asked(**filters), target)
        for filters in ({}, TEAM, BOTH)
    }
    assert len(found) == 1
    everyone = await read(database, service_tallies.within, HOME, FRT, 10**8)
    assert everyone == known_now


async def test_what_waits_is_late_by_its_own_hours(
    database: Database, workspace: Workspace
) -> None:
    await opened(database, [None, 30, None])
    evening = MONDAY + timedelta(hours=10)
    for target, late in ((6 * 3600, 2), (6 * 3600 - 1, 2), (7 * 3600, 0), (7 * 3600 - 1, 2)):
        found = await read(
            database,
            service_tallies.overdue,
            workspace,
            FRT,
            target_seconds=target,
            now=evening,
        )
        assert found == late, target
    whole = await read(database, service_tallies.whole, HOME, FRT)
    assert whole.buckets[UNANSWERED] == (2, 0)
    assert await read(database, service_tallies.open_now, HOME, filters=TEAM) == 3
    assert await read(database, service_tallies.open_now, HOME, filters={"team": "x"}) == 0


@pytest.mark.parametrize("filters", [{}, {"source": "standard"}], ids=["tallies", "rows"])
async def test_what_has_no_team_is_under_nothing(
    database: Database, workspace: Workspace, filters: dict[str, str]
) -> None:
    await opened(database, [60, 120])
    await opened(database, [60, None, 61], team="")
    by_team = await read(database, service_tallies.by_segment, HOME, asked(**filters), "team")
    assert {team: (one.n, one.seconds) for team, one in by_team.items()} == {
        "Network": (2, 180),
        "": (3, 121),
    }
    trigger = await read(database, service_tallies.by_segment, HOME, asked(), "trigger")
    assert {name: one.n for name, one in trigger.items()} == {"system": 5}
