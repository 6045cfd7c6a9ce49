from datetime import timedelta
from typing import Any

from hypothesis import given

from bot.sources.catalog import SYSTEMS
from bot.sources.shape import Told
from bot.ticket_apis import reading
from bot.ticket_apis.halopsa import HALOPSA
from bot.ticket_apis.halopsa_tickets import seen
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import JSON
from tests.bot.ticket_apis.halopsa_rows import OPEN, TICKET
from tests.bot.ticket_apis.talks import account
from tests.moments import NOW

ACCOUNT = account(HALOPSA, address="https://desk.acme.test", client_id="9a1f-44c2-be03")


def told(ticket: dict[str, Any]) -> Event:
    shown = seen(ticket)
    assert shown is not None
    read = reading.ByMapping(ACCOUNT)
    read.take([shown])
    (event,) = read.changes().events
    return event


def test_a_ticket_is_what_its_webhook_would_have_told() -> None:
    body = {"timestamp": "2026-11-18T11:00:01Z", "ticket": TICKET}
    (hooked,) = SYSTEMS["halopsa"].source.translate(Told(body=body))
    event = told(TICKET)
    assert (event.source, event.external_id) == (hooked.source, hooked.external_id)
    assert (event.agent, event.team, event.account) == (hooked.agent, hooked.team, hooked.account)
    assert (event.requester_email, event.extra) == (hooked.requester_email, hooked.extra)
    assert event.kind is Kind.RESOLVED
    assert timedelta() < event.at - (NOW - timedelta(hours=1)) < timedelta(seconds=1)


def test_1900_is_no_moment_and_a_status_without_one_changed_last() -> None:
    assert (told(OPEN).kind, told(OPEN).at) == (Kind.REOPENED, NOW)
    waiting = {**OPEN, "status_id": 9}
    assert (told(waiting).kind, told(waiting).at) == (Kind.RESOLVED, NOW)


def test_one_whose_agent_has_no_name_in_the_list_is_looked_up() -> None:
    row = {**TICKET, "agent_name": None}
    assert told(row).extra == {"lookup": {"ticket": "2042"}}
    assert told({**row, "agent_id": 0}).extra == {}


@given(JSON)
def test_nothing_breaks_the_reading(odd: Any) -> None:
    seen(odd)
    seen({**TICKET, "last_update": odd, "dateclosed": odd, "agent_id": odd})
