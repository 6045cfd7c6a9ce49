"""GitHub issues: closed is resolved whatever the reason, so that refusals count as well.

Signature: `X-Hub-Signature-256`, hexadecimal HMAC-SHA256 over the body; no time is signed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "github"
EVENT = "X-GitHub-Event"
STAFF = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
KINDS = {"opened": Kind.OPENED, "closed": Kind.RESOLVED, "reopened": Kind.REOPENED}
TIMES = {"opened": "created_at", "closed": "closed_at", "reopened": "updated_at"}
"""A reopened issue may still carry the moment of its closing, so each action has its own field."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether somebody who knows one of the secrets signed the body."""
    given = delivery.headers.get("X-Hub-Signature-256", "")
    digests = (signatures.hex_hmac(secret, delivery.body) for secret in secrets)
    return signatures.is_among(given, [f"sha256={digest}" for digest in digests])


def delivery_key(delivery: Delivery) -> str:
    """Return GitHub's id of the delivery, which a redelivery keeps."""
    return signatures.key_in(delivery.headers, "X-GitHub-Delivery", delivery.body)


def translate(told: Told) -> list[Event]:
    """Return what happened to an issue. Raises NotUnderstood."""
    if told.headers.get(EVENT) == "issues":
        return _turned(told.body)
    if told.headers.get(EVENT) == "issue_comment":
        return _commented(told.body)
    return []


def _turned(body: Any) -> list[Event]:
    action = fields.text(body.get("action"))
    if action not in KINDS or fields.inside(body, "issue", "state_reason") == "duplicate":
        return []
    name = TIMES[action]
    issue = body.get("issue")
    at = fields.required_moment(fields.inside(issue, name), name=f"issue.{name}")
    return [_event(body, KINDS[action], at)]


def _commented(body: Any) -> list[Event]:
    """Return the answer of somebody of the project, or what the asker has to say after all."""
    kind = Kind.REPLIED if _is_staffs_answer(body) else Kind.FOLLOWED_UP
    if body.get("action") != "created" or not (kind is Kind.REPLIED or _is_by_asker(body)):
        return []
    at = fields.required_moment(
        fields.inside(body, "comment", "created_at"), name="comment.created_at"
    )
    return [_event(body, kind, at)]


def _is_by_asker(body: Any) -> bool:
    asker = fields.text(fields.inside(body, "issue", "user", "id"))
    return (
        bool(asker)
        and fields.text(fields.inside(body, "comment", "user", "id")) == asker
        and fields.inside(body, "issue", "pull_request") is None
    )


def _is_staffs_answer(body: Any) -> bool:
    author = fields.inside(body, "comment", "user")
    asker = fields.inside(body, "issue", "user", "id")
    return (
        fields.text(fields.inside(body, "comment", "author_association")) in STAFF
        and fields.inside(author, "type") != "Bot"
        and fields.inside(author, "id") != asker
        and fields.inside(body, "issue", "pull_request") is None
    )


def _event(body: Any, kind: Kind, at: datetime) -> Event:
    issue = body.get("issue")
    repository = fields.required(body, "repository", "full_name")
    asker = fields.inside(issue, "user", "login")
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=f"{repository}#{fields.required(body, 'issue', 'number')}"[
            -fields.LONGEST_ID :
        ],
        subject=fields.subject(fields.inside(issue, "title")),
        url=fields.link(fields.inside(issue, "html_url")),
        team=repository,
        agent=_assignee(issue),
        requester_name=fields.text(asker),
        tags=fields.tags(
            fields.inside(label, "name") for label in fields.items(fields.inside(issue, "labels"))
        ),
        opened_at=fields.moment(fields.inside(issue, "created_at")),
        extra=fields.lookup(login=asker)
        | fields.by_rule(fields.inside(body, "sender", "type") == "Bot"),
    )


def _assignee(issue: Any) -> str:
    """Return the login of the first who is responsible, if anybody is."""
    people = fields.items(fields.inside(issue, "assignees")) or [fields.inside(issue, "assignee")]
    return fields.text(fields.inside(people[0], "login"))


GITHUB = Source(
    name=NAME,
    title="GitHub issues",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    kept_headers=(EVENT,),
    clicks=(
        "In the repository or organisation: Settings > Webhooks > Add webhook.",
        "Payload URL: {url}",
        "Content type: application/json. Secret: {secret}",
        "Let me select individual events: Issues and Issue comments, nothing else. Add webhook.",
        "GitHub tells no mail addresses: people are asked once their login is matched to Slack.",
    ),
)
