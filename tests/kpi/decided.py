"""Resolutions and rules for tests of replays."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kpi import policy as policies
from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.policy import Policy
from kpi.replay import replay
from kpi.resolutions import Fate, Resolution, Rules, Seen, Verdict
from kpi.subjects import Contact, Subject
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CSAT, CES = uuid4(), uuid4()
ANNA = uuid4()
DELAY = HOUR
UNTIL = NOW + 60 * DAY


def rules(metric: Metric = Metric.CSAT, *changes: tuple[datetime, dict[str, Any]]) -> Rules:
    """A survey that asks after an hour at any time of day, and changes of its policy."""
    started = replace(policies.defaults(metric), enabled=True, delay=DELAY, delays={}, quiet=None)
    known: list[tuple[datetime, Policy]] = [(NOW - 100 * DAY, started)]
    for at, fields in changes:
        known.append((at, replace(known[-1][1], **fields)))
    survey = CSAT if metric is Metric.CSAT else CES
    return Rules(survey=survey, name=metric, metric=metric, since=known[0][0], policies=known)


def resolution(at: datetime = NOW, **changes: Any) -> Resolution:
    """Anna's ticket, solved at a moment and asked about an hour later."""
    due = at + DELAY
    facts = Facts(subject=Subject(team="Network", resolved_at=at), contact=Contact())
    made = Resolution(
        id=uuid4(),
        interaction=uuid4(),
        person=ANNA,
        team="Network",
        decided=Seen(at, facts),
        rechecked=Seen(due, facts),
        due_at=due,
        posted_from=due,
        reopened_at=None,
        superseded_at=None,
        opted_out_at=None,
        outcome=Verdict(fate=Fate.ASKED, survey=CSAT, asked_at=due),
    )
    return replace(made, **changes)


def turned_away(at: datetime, reason: str, **changes: Any) -> Resolution:
    """A ticket about which nobody was asked, as was clear at once."""
    outcome = Verdict(fate=Fate.NOT_ASKED, survey=CSAT, reason=reason)
    return resolution(at, rechecked=None, outcome=outcome, **changes)


def replayed(
    *resolutions: Resolution, by: tuple[Rules, ...] | None = None, **more: Any
) -> list[Verdict]:
    """What becomes of these resolutions, in their order."""
    named: dict[str, Any] = {"history": [], "zone": ZONE, "until": UNTIL} | more
    found: dict[UUID, Verdict] = replay(resolutions, by or (rules(),), **named)
    assert found.keys() == {one.id for one in resolutions}
    return [found[one.id] for one in resolutions]
