"""Each row becomes a ticket, or a reason a person understands."""

from datetime import timedelta
from pathlib import Path

from bot.importing import dates, tickets
from bot.importing.file import Layout
from bot.importing.moments import Calendar
from bot.importing.records import BadRow, Record
from bot.importing.ticket_plans import TicketPlan
from bot.importing.ticket_presets import TICKET_PRESETS
from bot.importing.tickets import TicketReading
from kpi.past_tickets import PastTicket
from tests.moments import NOW

PARTS = (
    *("id", "opened", "replied_after", "first_resolved_after", "resolved", "reopens"),
    *("status", "requester", "tags", "team", "url"),
)
READING = TicketReading(
    plan=TicketPlan(
        layout=Layout(path=Path("a.csv"), encoding="utf-8", delimiter=",", header=list(PARTS)),
        places={part: place for place, part in enumerate(PARTS)},
        source="zendesk",
        preset=TICKET_PRESETS["zendesk"],
    ),
    calendar=Calendar(date_format=dates.ISO, zone="UTC", now=NOW),
)
OPENED = NOW.replace(microsecond=0) - timedelta(days=3)
GOOD = {
    "id": "7",
    "opened": f"{OPENED:%Y-%m-%d %H:%M:%S}",
    "replied_after": "12",
    "first_resolved_after": "60",
    "resolved": f"{OPENED + timedelta(hours=5):%Y-%m-%d %H:%M:%S}",
    "reopens": "1",
    "status": "Solved",
    "requester": "j@acme.example",
    "tags": "vpn second_line",
    "team": " Network ",
    "url": "javascript:alert(1)",
}


def understood(**said: str) -> PastTicket | BadRow:
    row = [(GOOD | said)[part] for part in PARTS]
    (found,) = tickets.understand([Record(2, row)], READING)
    return found


def test_a_row_becomes_a_ticket() -> None:
    assert understood() == PastTicket(
        source="zendesk",
        external_id="7",
        opened_at=OPENED,
        replied_at=OPENED + timedelta(minutes=12),
        first_resolved_at=OPENED + timedelta(hours=1),
        resolved_at=OPENED + timedelta(hours=5),
        was_reopened=True,
        details={"team": "Network", "requester_email": "j@acme.example"},
        tags=("vpn", "second_line"),
    )


def test_what_is_left_out_is_unknown() -> None:
    empty = dict.fromkeys(("replied_after", "first_resolved_after", "resolved", "reopens"), "-")
    found = understood(**empty, status="Open", requester="Anna", tags="", team="")
    assert found == PastTicket(source="zendesk", external_id="7", opened_at=OPENED, is_open=True)


def test_minutes_may_be_rounded_apart() -> None:
    found = understood(resolved=f"{OPENED - timedelta(seconds=20):%Y-%m-%d %H:%M:%S}")
    assert isinstance(found, PastTicket)
    assert found.resolved_at == OPENED


def test_a_bad_row_says_why() -> None:
    early = f"{OPENED - timedelta(hours=1):%Y-%m-%d %H:%M:%S}"
    reasons: dict[str, dict[str, str]] = {
        "no id": {"id": ""},
        "an id of more than 120 characters": {"id": "7" * 121},
        "no date": {"opened": ""},
        '"yesterday" is not a date': {"resolved": "yesterday"},
        '"2026-11-01" has no time of day': {"resolved": "2026-11-01"},
        "resolved before it was opened": {"resolved": early},
        '"-3" is not a whole number': {"replied_after": "-3"},
        '"many" is not a whole number': {"reopens": "many"},
    }
    for reason, said in reasons.items():
        found = understood(**said)
        assert isinstance(found, BadRow), reason
        assert found.reason.startswith(reason), found.reason
