"""Who was helped and not heard, counted from invitations."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from kpi import periods
from kpi.answerers import Reached
from kpi.metrics import Metric
from kpi.query import Query, View
from kpi.store import silences
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import read
from tests.kpi.store.visits import FORTNIGHT, Visits
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
LONG_AGO = NOW - FORTNIGHT - timedelta(days=1)
DAYS = periods.parse("30d", today=periods.today(NOW, ZONE), zone=ZONE)


def query(**filters: str) -> Query:
    assert DAYS is not None
    return Query(metrics=(Metric.CSAT,), period=DAYS, view=View.SILENCE, filters=filters)


async def test_who_is_not_heard(database: Database, workspace: Workspace) -> None:
    visits = Visits(database, workspace)
    dutch: dict[str, Any] = {"channel": "chat", "language": "nl-NL", "priority": "low"}
    english: dict[str, Any] = {"channel": "mail", "language": "en-GB", "priority": "high"}
    await visits.add(5, times=10, at=LONG_AGO, account="Acme", **dutch)
    await visits.add(times=6, at=LONG_AGO, account="Umbra", **english)
    await visits.add(channel="mail", account="Delta")
    await visits.add(asked=False, channel="mail", account="Sigma")
    await visits.add(1, trigger="hand", account="Hand")
    (found,) = await read(database, silences.of_question, workspace, query(), NOW)
    assert [(one.name, one.reached) for one in found.silent] == [("Umbra", Reached(6, 6, 0, 0))]
    assert found.unasked == 1
    by_channel = [one for one in found.gaps if one.segment != "priority"]
    assert {(one.segment, one.name, round(one.points)) for one in by_channel} == {
        ("channel", "chat", 44),
        ("channel", "mail", -44),
        ("language", "nl", 38),
        ("language", "en", -38),
    }
    assert found.weighted is None, "nobody of mail answered"
    await visits.add(1, at=LONG_AGO, channel="mail", account="Umbra", priority="high")
    by = replace(query(), by="priority")
    (found,) = await read(database, silences.of_question, workspace, by, NOW)
    assert found.weighted is not None
    # Of 17 helped 10 were low: ten answers at 11/17 each, and the one of high at 77/17.
    assert (found.weighted.by, found.weighted.n, found.weighted.left_out) == ("priority", 11, -11)
    assert found.weighted.exact == Fraction(1000, 17)
    (narrow,) = await read(database, silences.of_question, workspace, query(channel="CHAT"), NOW)
    assert (narrow.summary.funnel.answered, narrow.silent) == (10, ())
