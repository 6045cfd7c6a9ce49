"""Jira Service Management on Jira Cloud: the webhooks that an administrator makes there.

Whether a status is done is told by its category, since the statuses have names of their own.
The requester's address is mostly hidden, so the ids to look it up by come along.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "jira"
DONE = "done"
"""The key of the status category in which an issue is resolved."""
STAFF, CUSTOMER = "atlassian", "customer"
"""The account types of people who work in Jira and of portal customers; apps have another."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether the body was signed with one of the secrets; Jira signs no time."""
    expected = [f"sha256={signatures.hex_hmac(secret, delivery.body)}" for secret in secrets]
    return signatures.is_among(delivery.headers.get("X-Hub-Signature", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    return signatures.key_in(delivery.headers, "X-Atlassian-Webhook-Identifier", delivery.body)


def translate(told: Told) -> Sequence[Event]:
    """Return what happened to an issue, if anything that matters.

    Raises:
        NotUnderstood: the kind of webhook, the issue's key, its status or the time is missing.
    """
    name = fields.required(told.body, "webhookEvent")
    if name == "jira:issue_created":
        return (_event(told.body, Kind.OPENED, _told_at(told.body)),)
    if name == "jira:issue_updated" and _status_changed(told.body):
        return (_event(told.body, _kind_of_status(told.body), _told_at(told.body)),)
    if name == "comment_created" and (kind := _kind_of_comment(told.body)) is not None:
        return (_event(told.body, kind, _commented_at(told.body)),)
    return ()


def _status_changed(body: Mapping[str, Any]) -> bool:
    changes = fields.items(fields.inside(body, "changelog", "items"))
    return any(
        fields.inside(change, "field") == "status"
        and fields.inside(change, "from") != fields.inside(change, "to")
        for change in changes
    )


def _kind_of_status(body: Mapping[str, Any]) -> Kind:
    category = fields.required(body, "issue", "fields", "status", "statusCategory", "key")
    return Kind.RESOLVED if category == DONE else Kind.REOPENED


def _kind_of_comment(body: Mapping[str, Any]) -> Kind | None:
    """Return what a comment means: a reply, the customer's next words, or nothing to a customer.

    Comments restricted to a role or group are internal too. Where the webhook leaves out the
    reporter, whoever has a staff account is taken for staff.
    """
    comment = body.get("comment")
    if fields.inside(comment, "jsdPublic") is False or fields.inside(comment, "visibility"):
        return None
    author = fields.inside(comment, "author")
    reporter = _account_of(fields.inside(body, "issue", "fields", "reporter"))
    account, works_as = _account_of(author), fields.inside(author, "accountType")
    if works_as == CUSTOMER or (reporter and account == reporter):
        return Kind.FOLLOWED_UP
    return Kind.REPLIED if works_as == STAFF else None


def _told_at(body: Mapping[str, Any]) -> datetime:
    return fields.required_moment(body.get("timestamp"), name="timestamp")


def _commented_at(body: Mapping[str, Any]) -> datetime:
    written = fields.inside(body, "comment", "created")
    return fields.required_moment(written, body.get("timestamp"), name="comment.created")


def _event(body: Mapping[str, Any], kind: Kind, at: datetime) -> Event:
    key = fields.required(body, "issue", "key")
    issue = fields.inside(body, "issue", "fields")
    reporter = fields.inside(issue, "reporter")
    email = fields.email(fields.inside(reporter, "emailAddress"))
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=key,
        subject=fields.subject(fields.inside(issue, "summary")),
        url=_page_of(key, fields.link(fields.inside(body, "issue", "self"))),
        team=fields.text(fields.inside(issue, "project", "name")),
        agent=_named(fields.inside(issue, "assignee")),
        priority=fields.text(fields.inside(issue, "priority", "name")),
        requester_email=email,
        requester_name=fields.text(fields.inside(reporter, "displayName")),
        tags=fields.tags(fields.items(fields.inside(issue, "labels"))),
        opened_at=fields.moment(fields.inside(issue, "created")),
        extra=({} if email else fields.lookup(issue=key, account_id=_account_of(reporter)))
        | fields.by_rule(fields.inside(body, "user", "accountType") == "app"),
    )


def _named(user: Any) -> str:
    address = fields.email(fields.inside(user, "emailAddress"))
    return address or fields.text(fields.inside(user, "displayName"))


def _account_of(user: Any) -> str:
    return fields.text(fields.inside(user, "accountId"))


def _page_of(key: str, api_address: str) -> str:
    """Return the page that people open; the webhook tells only the issue's API address."""
    place, rest, _ = api_address.partition("/rest/")
    return fields.link(f"{place}/browse/{key}") if rest else ""


JIRA = Source(
    name=NAME,
    title="Jira Service Management",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    clicks=(
        "Settings > System > WebHooks > Create a WebHook.",
        "URL: {url}",
        "Secret: {secret}",
        "Events: Issue created and updated, Comment created. JQL: the projects of your desk.",
    ),
)
