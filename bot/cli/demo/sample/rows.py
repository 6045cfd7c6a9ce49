"""Visits as rows: what taking in, deciding and sending would have left of each.

Rows are plain mappings: making a model of each would cost more than all the rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from bot.cli.demo.sample.visits import POLICY, Visit
from kpi import answerers, facts, ways
from kpi.facts import Facts
from kpi.interaction_event import Event, Kind, State, applied
from kpi.store.columns import new_id
from kpi.store.deliveries import PROMPT
from kpi.store.tables import SEGMENTS, Survey
from kpi.subjects import Contact, Subject

SOURCE = "sample"
"""What the invented tickets are filed under, and tagged with."""

MOMENT = "support"

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where the rows belong."""

    survey: Survey
    contacts: Mapping[str, UUID]
    """By mail address."""
    zone: str
    """Where everybody lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A visit with its rows."""

    visit: Visit
    state: State
    """What is known of the ticket."""
    interaction: Row
    invitation: Row
    delivery: Row | None
    """None when the customer was not asked."""

    def attempts(self) -> Iterator[Row]:
        """Give the one try at the delivery: begun, and sent."""
        if self.delivery is None:
            return
        moments = {"sending": self.visit.due_at, "sent": self.visit.sent_at}
        for outcome, at in moments.items():
            yield {
                "workspace_id": self.delivery["workspace_id"],
                "id": new_id(at),
                "delivery_id": self.delivery["id"],
                "outcome": outcome,
                "at": at,
            }


def filed(visit: Visit, filing: Filing) -> Filed:
    """Give the rows of a visit."""
    state = applied(State(), _event(visit)).state
    interaction = _interaction(visit, state, filing.survey.workspace_id)
    invitation = _invitation(visit, interaction, filing)
    return Filed(
        visit=visit,
        state=state,
        interaction=interaction,
        invitation=invitation,
        delivery=None if visit.reason else _delivery(visit, invitation),
    )


def _interaction(visit: Visit, state: State, workspace_id: str) -> Row:
    return {
        "workspace_id": workspace_id,
        "id": new_id(visit.resolved_at),
        "source": SOURCE,
        "external_id": f"S-{visit.number:04d}",
        "created_at": visit.resolved_at,
        **{field.name: getattr(state, field.name) for field in fields(State)},
    }


def reopening(filed: Filed) -> Event | None:
    """Tell that a ticket came back; None for one that did not."""
    at = filed.visit.course.reopened_at
    external_id = filed.interaction["external_id"]
    if at is None:
        return None
    return Event(kind=Kind.REOPENED, at=at, source=SOURCE, external_id=external_id)


def _event(visit: Visit) -> Event:
    return Event(
        kind=Kind.RESOLVED,
        at=visit.resolved_at,
        source=SOURCE,
        external_id=f"S-{visit.number:04d}",
        subject=visit.subject,
        team=visit.team,
        agent=visit.agent,
        channel=visit.channel,
        account=visit.customer.account,
        priority=visit.priority,
        requester_email=visit.customer.email,
        requester_name=visit.customer.name,
        tags=(SOURCE,),
        opened_at=visit.course.opened_at,
        first_replied_at=visit.course.replied_at,
        customer_wrote_at=visit.course.wrote_at,
    )


def _invitation(visit: Visit, interaction: Row, filing: Filing) -> Row:
    asked = visit.reason is None
    return {
        "workspace_id": interaction["workspace_id"],
        "id": new_id(visit.resolved_at),
        "interaction_id": interaction["id"],
        "solve_cycle": interaction["solve_cycle"],
        "survey_id": filing.survey.id,
        "version": filing.survey.version,
        "contact_id": (contact_id := filing.contacts.get(visit.customer.email)),
        "language": answerers.language_of(visit.customer.locale) if contact_id else "",
        "state": "sent" if asked else "not_asked",
        "reason": visit.reason.value if visit.reason else "",
        "resolved_at": visit.resolved_at,
        "due_at": visit.due_at,
        "sent_at": visit.sent_at if asked else None,
        "expires_at": visit.sent_at + POLICY.expires if asked else None,
        "facts": _looked_at(visit, filing.zone),
        "decided_at": visit.resolved_at,
        "rechecked_at": visit.due_at if asked else None,
        "created_at": visit.resolved_at,
        "counted_in": filing.zone,
        "way": ways.DM if asked else "",
        **{name: interaction[name] for name in SEGMENTS},
    }


def _looked_at(visit: Visit, zone: str) -> Row:
    """Give what the rules saw, which was the same when it was decided and when it was sent."""
    customer = visit.customer
    subject = Subject(
        team=visit.team,
        channel=visit.channel,
        account=customer.account,
        priority=visit.priority,
        moment=MOMENT,
        tags=frozenset({SOURCE}),
        email=customer.email,
        resolved_at=visit.resolved_at,
    )
    contact = Contact(reachable=bool(customer.user_id), opted_out=customer.opted_out, zone=zone)
    seen = facts.stored(Facts(subject=subject, contact=contact))
    return {"decided": seen} if visit.reason else {"decided": seen, "rechecked": seen}


def _delivery(visit: Visit, invitation: Row) -> Row:
    return {
        "workspace_id": invitation["workspace_id"],
        "id": uuid4(),
        "kind": PROMPT,
        "cause_id": invitation["id"],
        "state": "sent",
        "due_at": visit.due_at,
        "user_id": visit.customer.user_id,
        "channel_id": f"D{visit.customer.user_id[1:]}",
        "message_ts": f"{visit.sent_at.timestamp():.6f}",
        "attempts": 1,
        "sent_at": visit.sent_at,
        "created_at": visit.resolved_at,
    }
