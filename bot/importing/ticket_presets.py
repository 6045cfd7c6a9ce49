"""What exports of tickets look like: their columns, and the words for a ticket that is open."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.importing.presets import Names

MOMENTS = ("opened", "replied", "first_resolved", "resolved", "reopened")
MINUTES = {"replied": "replied_after", "first_resolved": "first_resolved_after"}
"""Moments that some files tell as minutes since the ticket was opened."""
FILED = ("team", "agent", "channel", "account", "priority", "moment")
"""What a ticket may be filed under; its source is the same for all, its trigger the system."""
PARTS = (
    *("id", *MOMENTS, *MINUTES.values(), "reopens", "status"),
    *("subject", "url", "requester", "tags", *FILED),
)
"""Everything that is known of a column."""
BETWEEN_TAGS = ",;"
OPEN = frozenset(
    {
        *("new", "open", "pending", "hold", "on-hold", "on hold", "snoozed", "in progress"),
        *("waiting on customer", "waiting on third party", "reopened"),
        *("nieuw", "in behandeling", "in afwachting", "heropend"),
    }
)
"""In small letters; with any other word the moments alone tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPreset:
    """How to read the tickets of one tool; of several names the first that is there counts."""

    name: str
    """Also the source by which its webhooks come."""
    title: str
    marks: tuple[Names, ...]
    """Columns by which its files are known: all of one of these groups."""
    parts: Mapping[str, Names]
    """Of `PARTS`; id and opened are there."""
    tag_separators: str = BETWEEN_TAGS


_ZENDESK = TicketPreset(
    name="zendesk",
    title="Zendesk",
    marks=(("Id", "Created at", "Solved at"), ("Ticket ID", "Ticket created - Timestamp")),
    parts={
        "id": ("Id", "Ticket ID"),
        "opened": ("Created at", "Ticket created - Timestamp"),
        "replied_after": ("First reply time in minutes", "First reply time (min)"),
        "first_resolved_after": (
            "First resolution time in minutes",
            "First resolution time (min)",
        ),
        "resolved": ("Solved at", "Ticket solved - Timestamp"),
        "reopens": ("Reopens", "Ticket reopens"),
        "status": ("Status", "Ticket status"),
        "subject": ("Subject", "Ticket subject"),
        "requester": ("Requester email",),
        "tags": ("Tags", "Ticket tags"),
        "team": ("Group", "Ticket group"),
        "agent": ("Assignee", "Assignee name"),
        "channel": ("Via", "Ticket channel"),
        "account": ("Organization", "Ticket organization name"),
        "priority": ("Priority", "Ticket priority"),
    },
    tag_separators=" ,;",
)

_FRESHDESK = TicketPreset(
    name="freshdesk",
    title="Freshdesk",
    marks=(("Ticket ID", "Created time", "Resolved time"),),
    parts={
        "id": ("Ticket ID",),
        "opened": ("Created time",),
        "replied": ("Initial response time",),
        "resolved": ("Resolved time", "Closed time"),
        "status": ("Status",),
        "subject": ("Subject",),
        "requester": ("Email", "Contact email"),
        "tags": ("Tags",),
        "team": ("Group",),
        "agent": ("Agent",),
        "channel": ("Source",),
        "account": ("Company name", "Company"),
        "priority": ("Priority",),
    },
)

_INTERCOM = TicketPreset(
    name="intercom",
    title="Intercom",
    marks=(
        ("Conversation ID", "Conversation first closed at"),
        ("Conversation ID", "Conversation last closed at"),
    ),
    parts={
        "id": ("Conversation ID",),
        "opened": ("Conversation started at", "Conversation created at"),
        "replied": ("Conversation first replied at",),
        "first_resolved": ("Conversation first closed at",),
        "resolved": ("Conversation last closed at",),
        "status": ("Current conversation state",),
        "requester": ("User email", "Contact email"),
        "tags": ("Conversation tag",),
        "team": ("Team currently assigned",),
        "agent": ("Teammate currently assigned",),
        "channel": ("Channel",),
        "account": ("Company name",),
        "priority": ("Conversation priority",),
    },
)

TICKET_PRESETS: Mapping[str, TicketPreset] = {
    one.name: one for one in (_ZENDESK, _FRESHDESK, _INTERCOM)
}
