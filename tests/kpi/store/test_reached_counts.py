"""What became of asking is told the same by tallies and by invitations."""

from dataclasses import replace
from datetime import datetime, timedelta

from kpi.answerers import Reached
from kpi.periods import local_day, parse
from kpi.store import reached_counts, surveys, verification
from kpi.store.database import Database
from kpi.store.reached_counts import Wanted
from kpi.store.tables import PLACES, Survey, Workspace
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import HOME, read
from tests.kpi.store.visits import FORTNIGHT, Visits
from tests.moments import NOW

HOUR = timedelta(hours=1)


def wanted(survey: Survey, workspace: Workspace, words: str, now: datetime) -> Wanted:
    period = parse(words, today=local_day(now, workspace.time_zone), zone=workspace.time_zone)
    assert period is not None
    return Wanted(survey=survey, query=replace(query(), period=period), names=PLACES, now=now)


async def assert_reached_agrees(
    database: Database, workspace: Workspace, name: str, words: str, now: datetime
) -> None:
    """Compare both ways to count, for a survey."""
    survey = await read(database, surveys.named, HOME, name)
    asked = wanted(survey, workspace, words, now)
    tallied = await read(database, reached_counts.from_tallies, asked)
    assert tallied == await read(database, reached_counts.from_invitations, asked), (name, words)


async def test_whoever_may_still_answer_today_is_open_and_who_was_not_asked_is_helped(
    database: Database, workspace: Workspace
) -> None:
    visits = Visits(database, workspace)
    then = NOW - FORTNIGHT
    await visits.add(4, at=then + HOUR, language="nl-NL", channel="chat", account="Acme")
    for later in (HOUR, -HOUR):
        await visits.add(at=then + later, channel="chat", account="Acme")
    await visits.add(at=NOW - HOUR, channel="chat", priority="high")
    await visits.add(asked=False, account="Acme")
    await visits.add(1, trigger="hand", account="Acme")
    assert await read(database, verification.asked_differences, HOME) == []
    csat = await read(database, surveys.named, HOME, "csat")
    asked = wanted(csat, workspace, "30d", NOW)
    for way in (reached_counts.of_period, reached_counts.from_invitations):
        found = await read(database, way, asked)
        assert found["channel"] == {"chat": Reached(4, 4, 1, 2), "": Reached(1)}
        assert found["account"] == {"Acme": Reached(4, 3, 1, 1), "": Reached(1, 1, 0, 1)}
        assert found["language"] == {"nl": Reached(1, 1, 1, 0), "": Reached(4, 3, 0, 2)}
