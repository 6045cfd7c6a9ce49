"""Autotask's tickets, as its API lists them, read as its webhooks would have told them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from bot.sources import fields
from bot.sources.shape import Told
from bot.ticket_apis.access import Account
from bot.ticket_apis.reading import Seen
from bot.ticket_apis.trouble import ApiTrouble
from kpi.errors import KpiError
from kpi.interaction_event import Kind

PICKED = ("status", "priority", "queueID", "source")
"""What is picked from lists, of which tickets hold the values."""
PEOPLE = ("companyID", "contactID", "assignedResourceID")
"""Whom only a look-up can name."""
ENDED = ("completedDate", "resolvedDateTime")
"""When a ticket came to its end, the best first."""
FIELDS = (
    *("id", "ticketNumber", "title", "createDate", "lastActivityDate"),
    *(*PICKED, *PEOPLE, *ENDED),
)
"""What is asked of tickets."""

Labels: TypeAlias = Mapping[str, Mapping[str, str]]
"""The labels of lists, by the name of the field and the value."""


def labels_of(body: Any) -> Labels:
    """Read what Autotask tells of the fields of its tickets."""
    described = {
        fields.text(fields.inside(one, "name")): fields.items(fields.inside(one, "picklistValues"))
        for one in fields.items(fields.inside(body, "fields"))
    }
    return {
        name: {
            fields.text(fields.inside(value, "value")): fields.text(fields.inside(value, "label"))
            for value in described.get(name, [])
        }
        for name in PICKED
    }


def named(ticket: Any, labels: Labels) -> Mapping[str, Any]:
    """Return the labels of what was picked; a value without a label stays as it is."""
    values = {name: fields.text(fields.inside(ticket, name)) for name in PICKED}
    return {name: labels.get(name, {}).get(value) or value for name, value in values.items()}


def seen(account: Account, labels: Labels, ticket: Any) -> Seen | None:
    """Read a ticket with the names of what it has ids of; None where it does not say when.

    Its status is given as a value or as a label, whichever the hook's mapping takes for resolved.
    """
    changed_at = fields.moment(fields.inside(ticket, "lastActivityDate"))
    if changed_at is None:
        return None
    labelled = {**ticket, **dict.fromkeys(PEOPLE), **named(ticket, labels)}
    valued = {**labelled, "status": fields.inside(ticket, "status")}
    by_label = _as_told(labelled, changed_at)
    ended = (fields.moment(fields.inside(ticket, name)) for name in ENDED)
    return Seen(
        body=by_label if _is_solved(account, by_label) else _as_told(valued, changed_at),
        changed_at=changed_at,
        solved_at=next((moment for moment in ended if moment is not None), None),
    )


def _as_told(ticket: Mapping[Any, Any], at: datetime) -> Mapping[str, Any]:
    """Return a ticket as a webhook tells it, which begins the names of fields with a capital."""
    told = {f"{name}"[:1].upper() + f"{name}"[1:]: value for name, value in ticket.items()}
    return {"Id": ticket.get("id"), "EventTime": at.isoformat(), "Fields": told}


def last_of(tickets: Sequence[Any]) -> int:
    """Return the id from which to read on.

    Raises:
        ApiTrouble: they do not come in the order of their ids, so what follows is not known.
    """
    ids = [fields.inside(ticket, "id") for ticket in tickets]
    numbers = [number for number in ids if isinstance(number, int)]
    if len(numbers) < len(ids) or numbers != sorted(numbers):
        raise ApiTrouble("Too many tickets changed to be read at once.", reason="too_many")
    return numbers[-1]


def _is_solved(account: Account, body: Mapping[str, Any]) -> bool:
    try:
        told = account.understand(Told(body=body))
    except KpiError:
        return False
    return any(event.kind is Kind.RESOLVED for event in told)
