from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from bot.sources import mapped
from bot.sources.presets import PRESETS
from bot.ticket_apis import reading
from bot.ticket_apis.access import Account
from bot.ticket_apis.autotask_tickets import labels_of, last_of, named, seen
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import JSON
from tests.bot.ticket_apis.autotask_rows import FIELDS, TICKET
from tests.moments import NOW

LABELS = labels_of(FIELDS)
OPEN = {**TICKET, "completedDate": None, "resolvedDateTime": None}


def way_in(*resolved: str) -> Account:
    """Give a hook whose admin says so of these statuses."""
    mapping = PRESETS["autotask"].mapping.model_copy(update={"resolved": resolved})
    source = mapped.source(mapping, system="autotask", ids=PRESETS["autotask"].ids)
    return replace(Account(options={}, token=""), understand=source.translate)


def told(account: Account, ticket: dict[str, Any]) -> Event:
    shown = seen(account, LABELS, ticket)
    assert shown is not None
    read = reading.ByMapping(account)
    read.take([shown])
    (event,) = read.changes().events
    return event


@pytest.mark.parametrize("resolved", ["5", "abgeschlossen"])
def test_a_status_may_be_mapped_by_its_value_or_by_its_label(resolved: str) -> None:
    assert told(way_in(resolved), TICKET).kind is Kind.RESOLVED
    opened = told(way_in(resolved), {**OPEN, "status": 1})
    assert (opened.kind, opened.at) == (Kind.REOPENED, NOW)


def test_people_have_no_numbers_for_names() -> None:
    event = told(way_in("5"), TICKET)
    assert (event.requester_name, event.account, event.agent) == ("", "", "")
    assert (event.subject, event.channel) == ("VPN keeps dropping", "E-mail")


def test_what_a_status_of_ones_own_resolves_was_resolved_when_that_is_told() -> None:
    waiting = {**TICKET, "status": 14, "completedDate": None}
    event = told(way_in("14"), waiting)
    assert (event.kind, event.at.minute) == (Kind.RESOLVED, 59)


def test_a_value_without_a_label_stays() -> None:
    assert named({"status": 5, "queueID": None}, labels_of(None))["status"] == "5"


def test_what_says_no_moment_is_left_and_odd_ids_end_the_reading() -> None:
    assert seen(way_in("5"), LABELS, {**TICKET, "lastActivityDate": None}) is None
    assert last_of([{"id": 3}, {"id": 7}]) == 7
    with pytest.raises(ApiTrouble):
        last_of([{"id": "x"}])


@given(JSON)
def test_nothing_breaks_the_reading(odd: Any) -> None:
    labels = labels_of({"fields": [odd, {"name": "status", "picklistValues": odd}]})
    seen(way_in("5"), labels, odd)
    seen(way_in("5"), labels, {**TICKET, "status": odd, "id": odd})
