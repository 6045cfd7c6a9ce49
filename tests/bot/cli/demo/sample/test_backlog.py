from datetime import UTC, datetime
from random import Random

from bot.cli.demo.sample import backlog
from kpi.interaction_event import Kind, State, applied

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


def test_some_tickets_are_open_and_some_of_them_wait() -> None:
    events = [*backlog.events(Random(1), NOW, "Europe/Amsterdam")]
    assert len({one.external_id for one in events}) == len(events) == 12
    assert [one.kind for one in events].count(Kind.OPENED) == 4
    states = [applied(State(), one).state for one in events]
    assert all(one.opened_at and one.opened_at < NOW for one in states)
    assert all(one.resolved_at is None for one in states)
