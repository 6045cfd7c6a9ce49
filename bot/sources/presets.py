"""Ready mappings for service desks that send no webhook format of their own, or one we can map.

TOPdesk and Freshservice send the JSON that their administrator writes, so theirs is ours to ask
for; HaloPSA and Autotask send their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sources.mapping import FieldMapping
from bot.sources.shape import Verbatim
from kpi.interaction_event import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A mapping with the clicks that make the system send what it maps."""

    title: str
    mapping: FieldMapping
    clicks: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    """What its API looks a ticket up by: names, each with a path in the webhook's JSON."""


TOPDESK_BODY = Verbatim(
    """{
  "number": "[number]",
  "completed": "[completed: true or false]",
  "modificationDate": "[modification date]",
  "creationDate": "[creation date]",
  "caller": {"email": "[e-mail]", "branch": {"name": "[branch]"}},
  "operatorGroup": {"name": "[operator group]"},
  "operator": {"name": "[operator]"},
  "priority": {"name": "[priority]"},
  "entryType": {"name": "[entry]"}
}"""
)
"""Free text stays out, since a quotation mark in it would break JSON."""

TOPDESK = Preset(
    title="TOPdesk",
    mapping=FieldMapping(
        id="number",
        status="completed",
        resolved=("true", "1", "yes", "ja"),
        others=Kind.REOPENED,
        time="modificationDate",
        zone="Europe/Amsterdam",
        subject="briefDescription",
        url="url",
        requester_email="caller.email",
        requester_name="caller.dynamicName",
        account="caller.branch.name",
        team="operatorGroup.name",
        agent="operator.name",
        channel="entryType.name",
        priority="priority.name",
        opened_at="creationDate",
    ),
    clicks=(
        "Action management > Automated actions > New: HTTP request, on a change of an incident.",
        "Method: POST. URL: {url}",
        "Headers: Content-Type: application/json, and X-Kompas-Secret: {secret}",
        (
            "Body: this JSON. Put in the place of each [...] what the field picker gives; what you"
            " do not need may go."
        ),
        TOPDESK_BODY,
    ),
    ids={"number": "number"},
)

FRESHSERVICE = Preset(
    title="Freshservice",
    mapping=FieldMapping(
        id="id",
        status="status",
        resolved=("4", "5", "resolved", "closed", "opgelost", "gesloten"),
        others=Kind.REOPENED,
        time="updated_at",
        subject="subject",
        url="url",
        requester_email="requester_email",
        requester_name="requester_name",
        account="department",
        team="group",
        agent="agent",
        channel="source",
        priority="priority",
        tags="tags",
        opened_at="created_at",
    ),
    clicks=(
        "Admin > Workflow automator > New: Ticket is raised, or its status is changed.",
        "Action: Trigger webhook. POST. URL: {url}",
        "Custom headers: X-Kompas-Secret: {secret}",
        (
            "Content: JSON, Advanced. An object with these names, each filled by a placeholder:"
            " id, status, updated_at, subject, requester_email, and as you like url,"
            " requester_name, department, group, agent, source, priority, tags, created_at."
        ),
        "For id take this placeholder and no other, so that Kompas finds tickets by it:",
        Verbatim("{{ticket.id_numeric}}"),
    ),
    ids={"ticket": "id"},
)

HALOPSA = Preset(
    title="HaloPSA",
    mapping=FieldMapping(
        id="ticket.id",
        status="ticket.status_id",
        resolved=("9", "closed", "resolved", "completed"),
        others=Kind.REOPENED,
        time="timestamp",
        subject="ticket.summary",
        requester_email="ticket.user_email",
        requester_name="ticket.user_name",
        account="ticket.client_name",
        team="ticket.team",
        agent="ticket.agent_name",
        channel="ticket.source",
        priority="ticket.priority.name",
        opened_at="ticket.dateoccurred",
        first_replied_at="ticket.responsedate",
    ),
    clicks=(
        "Configuration > Integrations > Webhooks > New. Method: POST. Payload URL: {url}",
        "Authentication: Basic. Username: kompas. Password: {secret}",
        "Events: New ticket logged, and Ticket status changed. No batching.",
        "If your statuses for resolved tickets are not number 9, put theirs into the mapping.",
    ),
    ids={"ticket": "ticket.id"},
)

AUTOTASK = Preset(
    title="Autotask",
    mapping=FieldMapping(
        id="Id",
        status="Fields.Status",
        resolved=("5", "complete"),
        others=Kind.REOPENED,
        time="EventTime",
        subject="Fields.Title",
        requester_name="Fields.ContactID",
        account="Fields.CompanyID",
        team="Fields.QueueID",
        agent="Fields.AssignedResourceID",
        channel="Fields.Source",
        priority="Fields.Priority",
        opened_at="Fields.CreateDate",
    ),
    clicks=(
        "Make a TicketWebhook with Autotask's REST API, for create and update events.",
        "WebhookUrl and DeactivationUrl: {url}",
        "SecretKey: {secret}",
        "Subscribe to Status; show Status, Title, ContactID, CompanyID and QueueID always.",
    ),
    ids={"ticket": "Id"},
)

OTHER = Preset(
    title="JSON of any system",
    mapping=FieldMapping(
        id="id",
        status="status",
        resolved=("resolved", "solved", "closed"),
        others=Kind.REOPENED,
        time="updated_at",
        subject="subject",
        url="url",
        requester_email="requester.email",
        requester_name="requester.name",
        account="requester.account",
        team="team",
        agent="agent",
        channel="channel",
        priority="priority",
        tags="tags",
        opened_at="created_at",
    ),
    clicks=(
        "Let the system POST a ticket's JSON to {url} whenever its status changes.",
        "With it goes a header X-Kompas-Secret: {secret}, or the secret as a password.",
        "Tell in the mapping where in that JSON each field stands.",
    ),
)

PRESETS: Mapping[str, Preset] = {
    "topdesk": TOPDESK,
    "freshservice": FRESHSERVICE,
    "halopsa": HALOPSA,
    "autotask": AUTOTASK,
}
