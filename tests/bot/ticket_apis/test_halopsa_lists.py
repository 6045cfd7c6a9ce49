from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.ticket_apis.halopsa import HALOPSA
from bot.ticket_apis.halopsa_lists import HALVINGS, MOST, PAGE, changed, page
from bot.ticket_apis.talk import MOST_PAGES, Answer, Call, Changes, Talk
from bot.ticket_apis.trouble import ApiTrouble
from tests.bot.ticket_apis.halopsa_rows import TICKET
from tests.bot.ticket_apis.talks import account, held
from tests.moments import NOW

ACCOUNT = account(HALOPSA, address="https://desk.acme.test", client_id="9a1f-44c2-be03")
LONG_AGO = NOW - timedelta(days=4)


def changes(since: datetime = NOW) -> Talk[Changes]:
    return changed(partial(Call, url="https://desk.acme.test/api/Tickets"), ACCOUNT, since, NOW)


def test_a_page_is_one_of_all_in_the_order_of_numbers() -> None:
    asked = page(3)
    assert (asked["page_no"], asked["order"], asked["orderdesc"]) == ("3", "id", "false")


def test_pages_are_turned_and_have_an_end() -> None:
    full = {"tickets": [TICKET] * PAGE}
    found, calls = held(changes(), full, {"tickets": [TICKET]})
    assert (len(found.events), found.until) == (PAGE + 1, None)
    assert [call.query["page_no"] for call in calls] == ["1", "2"]
    endless = {"tickets": [{"id": 7}] * PAGE}
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(), *[endless] * (MOST_PAGES + 1))


def test_too_many_are_read_in_halves_and_backwards_since_what_changes_leaves_them() -> None:
    # As many as fill all pages do not show that they are all there are.
    counted = {"record_count": MOST}, {"record_count": PAGE + 1}
    pages = {"tickets": [TICKET]}, {"tickets": [TICKET] * PAGE}
    found, calls = held(changes(LONG_AGO), *counted, *pages)
    assert (len(found.events), found.until) == (PAGE + 1, LONG_AGO + timedelta(days=2))
    assert [call.query["page_no"] for call in calls] == ["1", "1", "2", "1"]
    assert {call.query["lastupdatetodate"] for call in calls[1:]} == {"2026-11-16T12:00:00Z"}
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(LONG_AGO), *[{"record_count": MOST + 1}] * (HALVINGS + 1))


class Halo:
    """Lists tickets by the time of their change, while somebody goes on working on them."""

    def __init__(self, tickets: int, touched: list[int]) -> None:
        self.at = {number: LONG_AGO + timedelta(minutes=number) for number in range(tickets)}
        self.touched = touched

    def answer(self, call: Call) -> Answer:
        first, last = (call.query.get(f"lastupdate{name}date", "") for name in ("from", "to"))
        since = datetime.fromisoformat(first)
        until = datetime.fromisoformat(last) if last else NOW + timedelta(days=1)
        found = sorted(number for number, at in self.at.items() if since <= at <= until)
        begins = (int(call.query["page_no"]) - 1) * PAGE
        rows = [self.shown(number) for number in found[begins : begins + PAGE]]
        if self.touched:
            self.at[self.touched.pop() % len(self.at)] = NOW
        return Answer(body={"record_count": len(found), "tickets": rows})

    def shown(self, number: int) -> dict[str, Any]:
        return {**TICKET, "id": number, "last_update": self.at[number].isoformat()}


def test_what_changes_while_it_is_read_passes_nothing_over() -> None:
    tickets = MOST + 500
    halo, seen, since = Halo(tickets, [7 * number for number in range(60)]), set(), LONG_AGO
    while since is not None:
        talk = changes(since)
        try:
            call = next(talk)
            while True:
                call = talk.send(halo.answer(call))
        except StopIteration as end:
            seen |= {event.external_id for event in end.value.events}
            since = end.value.until
    assert seen == {str(number) for number in range(tickets)}
