"""A record of a file becomes a ticket as it was, or the reason why it cannot be one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.importing import fields, moments
from bot.importing.moments import Calendar
from bot.importing.records import BadRow, NotUsable, Record
from bot.importing.scores import quoted
from bot.importing.ticket_plans import TicketPlan
from bot.importing.ticket_presets import FILED, MINUTES, MOMENTS, OPEN
from kpi.details import LONGEST
from kpi.past_tickets import COARSE, PastTicket

NOTHING = frozenset({"", "-"})
"""What stands for no moment, and no number."""
_WHOLE = re.compile(r"[0-9]{1,8}(\.0*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReading:
    """How to read the rows of one file."""

    plan: TicketPlan
    calendar: Calendar


def understand(
    records: Iterable[Record | BadRow], reading: TicketReading
) -> Iterator[PastTicket | BadRow]:
    """Yield the ticket of each record, or why there is none, in the order of the file."""
    id_of = fields.unique(reading.plan.places["id"])
    width = len(reading.plan.layout.header)
    for record in records:
        if isinstance(record, BadRow):
            yield record
            continue
        try:
            fields.check(record.fields, width)
            yield _ticket(id_of(record), _Row(record.fields, reading))
        except NotUsable as error:
            yield BadRow(record.line, str(error).rstrip("."))


class _Row:
    """The parts of a row by their names."""

    def __init__(self, row: list[str], reading: TicketReading) -> None:
        self._row, self._places = row, reading.plan.places
        self._calendar, self.plan = reading.calendar, reading.plan

    def text(self, part: str) -> str:
        """Give what the file says of a part, "" where it says nothing."""
        return fields.clean(self._row[self._places[part]]) if part in self._places else ""

    def moments(self) -> dict[str, datetime]:
        """Give the moments that are told, opened among them."""
        told = {name: self.text(name) for name in MOMENTS}
        found = {
            name: moments.moment(text, self._calendar)
            for name, text in told.items()
            if text not in NOTHING or name == "opened"
        }
        for name, part in MINUTES.items():
            minutes = self.number(part)
            if name not in found and minutes is not None:
                found[name] = found["opened"] + timedelta(minutes=minutes)
        return found

    def number(self, part: str) -> int | None:
        """Give a whole number; None where none is told."""
        text = self.text(part)
        if text in NOTHING:
            return None
        if not _WHOLE.fullmatch(text):
            raise NotUsable("{text} is not a whole number", text=quoted(text))
        return int(text.partition(".")[0])


def _ticket(external_id: str, row: _Row) -> PastTicket:
    if len(external_id) > LONGEST:
        raise NotUsable("an id of more than {most} characters", most=LONGEST)
    told = _ordered(row.moments())
    reopens = row.number("reopens")
    return PastTicket(
        source=row.plan.source,
        external_id=external_id,
        opened_at=told["opened"],
        replied_at=told.get("replied"),
        first_resolved_at=told.get("first_resolved"),
        resolved_at=told.get("resolved"),
        reopened_at=told.get("reopened"),
        was_reopened=None if reopens is None else reopens > 0,
        is_open=row.text("status").casefold() in OPEN,
        tells_replies=row.plan.tells_replies,
        details=_details(row),
        tags=_tags(row.text("tags"), row.plan.tag_separators),
    )


def _ordered(told: Mapping[str, datetime]) -> dict[str, datetime]:
    """Return moments of which none lies before the opening. Raises NotUsable."""
    opened_at = told["opened"]
    for name, at in told.items():
        # A file that tells minutes may round them apart.
        if at <= opened_at - COARSE:
            what = name.replace("_", " ").replace("first ", "")
            raise NotUsable("{what} before it was opened", what=what)
    return {name: max(at, opened_at) for name, at in told.items()}


def _details(row: _Row) -> dict[str, str]:
    filed = {kind: fields.segment(kind, row.text(kind)) for kind in FILED}
    address = row.text("requester")
    told = {
        **filed,
        "subject": row.text("subject"),
        "url": _address(row.text("url")),
        "requester_email": address if "@" in address else "",
    }
    return {name: value for name, value in told.items() if value}


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _tags(text: str, separators: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(f"[{separators}]", text))
    return tuple(dict.fromkeys(part[:LONGEST] for part in parts if part))
