"""Zammad: tickets that changed, and internal articles.

Webhooks name people, so nothing is looked up. The search by time needs the Elasticsearch that
Zammad recommends. An article cannot be changed, so an edited answer is another one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sources import fields, zammad
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Note, Talk, TicketApi
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event

PAGE = 100


def check(account: Account) -> Talk[None]:
    yield _call(account, "users/me")


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Search for tickets by the time of their last change, the oldest first."""
    events: list[Event] = []
    until, page = since, 1
    for _ in range(talk.MOST_PAGES):
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {
            "query": f"updated_at:[{moment} TO *]",
            "sort_by": "updated_at",
            "order_by": "asc",
            "expand": "true",
            "per_page": str(PAGE),
            "page": str(page),
        }
        answer = yield _call(account, "tickets/search", query=query)
        tickets = fields.items(answer.body)
        events += reading.events(tickets, _events)
        until = reading.newest(tickets, "updated_at", since=until)
        if len(tickets) < PAGE:
            return Changes(events=events)
        since, page = reading.onward(since, until, page)
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Add an internal article, which only agents read.

    Raises:
        ApiTrouble: the ticket's number within Zammad is not known.
    """
    ticket_id = fields.text(note.extra.get("ticket_id"))
    if not ticket_id.isdecimal():
        raise ApiTrouble("The webhook told no id of the ticket.", reason="no_id", is_final=True)
    article = {
        "ticket_id": int(ticket_id),
        "body": markup.plain(note),
        "content_type": "text/plain",
        "type": "note",
        "internal": True,
    }
    answer = yield _call(account, "ticket_articles", method="POST", body=article)
    return fields.text(fields.inside(answer.body, "id"))


def _events(ticket: Any) -> list[Event]:
    """Read a ticket as the webhook would have told how it stands.

    Expanded, its people are named by their logins, which mostly are their addresses.
    """
    if not isinstance(ticket, dict):
        return []
    people = {name: {"email": ticket.get(name)} for name in ("customer", "owner")}
    return list(zammad.translate(Told(body={"ticket": {**ticket, **people}})))


def _call(account: Account, path: str, **how: Any) -> Call:
    headers: Mapping[str, str] = {"Authorization": f"Token token={account.token}"}
    url = f"{account.options[access.ADDRESS]}/api/v1/{path}"
    return Call(url=url, headers=headers, may_be_private=account.may_be_private, **how)


ZAMMAD = TicketApi(
    source=zammad.NAME,
    token="Access token with ticket.agent: Profile > Token access.",  # noqa: S106 - says where
    options=(
        Option(
            name=access.ADDRESS,
            what="its web address, such as https://desk.example.com",
            pattern=access.ORIGIN,
        ),
    ),
    check=check,
    changes=changes,
    note=note,
)
