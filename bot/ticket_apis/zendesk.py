"""Zendesk: who ids stand for, tickets that changed, and internal comments.

Changes come from the incremental export, which only admins may read; it leaves out the last
minute. When a ticket was solved stands in its metric set. A closed ticket takes no more comments.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.sources import fields, zendesk
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event

STAFF = frozenset({"agent", "admin"})
GONE = "deleted"
MOST_PAGES = 8
"""The export may be asked ten times a minute."""
PAGE = 500


def check(account: Account) -> Talk[None]:
    answer = yield _call(account, "users/me.json")
    # A wrong token is taken for no token, and nobody is somebody too.
    if fields.inside(answer.body, "user", "role") not in STAFF:
        raise ApiTrouble("Zendesk knows nobody by this token.", reason="nobody", is_final=True)


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the requester, the assignee, the group and the organisation."""
    requester, agent = fields.text(wanted.ids.get("requester_id")), _id(wanted.agent)
    users = yield from _users(account, requester, agent)
    team = yield from _name(account, "group", _id(wanted.team))
    organization = yield from _name(account, "organization", _id(wanted.account))
    return Found(
        requester_email=fields.email(fields.inside(users.get(requester), "email")),
        requester_name=fields.text(fields.inside(users.get(requester), "name")),
        # The name, as the triggers tell it.
        agent=fields.text(fields.inside(users.get(agent), "name")),
        team=team,
        account=organization,
        url=f"https://{_host(account)}/agent/tickets/{access.id_in_path(wanted.external_id)}",
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the tickets that changed, by pages of a cursor."""
    events: list[Event] = []
    query = {"start_time": str(int(since.timestamp()))}
    until = since
    for _ in range(MOST_PAGES):
        asked = {"include": "metric_sets", "per_page": str(PAGE), **query}
        answer = yield _call(account, "incremental/tickets/cursor.json", query=asked)
        tickets = fields.items(fields.inside(answer.body, "tickets"))
        metrics = _metric_sets(answer.body)
        events += reading.events(tickets, partial(_events, metrics=metrics))
        until = reading.newest(tickets, "generated_timestamp", since=until)
        cursor = fields.text(fields.inside(answer.body, "after_cursor"), fields.LONGEST_LINK)
        if fields.inside(answer.body, "end_of_stream") is not False or not cursor:
            return Changes(events=events)
        query = {"cursor": cursor}
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Add an internal comment; comments cannot be changed, so an edit is another one."""
    comment = {"body": markup.plain(note), "public": False}
    path = f"tickets/{access.id_in_path(note.external_id)}.json"
    yield _call(account, path, method="PUT", body={"ticket": {"comment": comment}})
    return ""


def _users(account: Account, *ids: str) -> Talk[Mapping[str, Any]]:
    asked = ",".join(sorted({one for one in ids if one}))
    if not asked:
        return {}
    answer = yield _call(account, "users/show_many.json", query={"ids": asked})
    users = fields.items(fields.inside(answer.body, "users"))
    return {fields.text(fields.inside(user, "id")): user for user in users}


def _name(account: Account, kind: str, row_id: str) -> Talk[str]:
    if not row_id:
        return ""
    answer = yield _call(account, f"{kind}s/{row_id}.json", missing_ok=True)
    return fields.text(fields.inside(answer.body, kind, "name"))


def _events(ticket: Any, metrics: Mapping[str, Any]) -> list[Event]:
    """Read a ticket as the webhook would have told how it stands."""
    status = fields.text(fields.inside(ticket, "status")).lower()
    updated = fields.text(fields.inside(ticket, "updated_at"))
    if status == GONE or fields.moment(updated) is None:
        return []
    ticket_id = fields.text(fields.inside(ticket, "id"))
    solved = fields.text(fields.inside(metrics.get(ticket_id), "solved_at"))
    is_finished = status in zendesk.FINISHED
    turn = {"previous": "open" if is_finished else "solved", "current": status}
    told = {"type": f"{zendesk.EVENT}status_changed", "event": turn, "detail": ticket}
    at = solved if is_finished and solved else updated
    return zendesk.translate(Told(body={**told, "time": at}))


def _metric_sets(body: Any) -> Mapping[str, Any]:
    """Return the metrics by ticket; they come beside the tickets or inside them."""
    beside = {
        fields.text(fields.inside(one, "ticket_id")): one
        for one in fields.items(fields.inside(body, "metric_sets"))
    }
    tickets = fields.items(fields.inside(body, "tickets"))
    inside = {
        fields.text(fields.inside(ticket, "id")): fields.inside(ticket, "metric_set")
        for ticket in tickets
    }
    return {**inside, **beside}


def _id(value: str) -> str:
    """Return an id, and nothing for a name that a trigger sent."""
    return value if value.isascii() and value.isdigit() else ""


def _call(account: Account, path: str, **how: Any) -> Call:
    user = f"{account.options['email']}/token"
    url = f"https://{_host(account)}/api/v2/{path}"
    return Call(url=url, headers=access.basic(user, account.token), **how)


def _host(account: Account) -> str:
    return f"{account.options['subdomain']}.zendesk.com"


ZENDESK = TicketApi(
    source=zendesk.NAME,
    token="API token: Admin Center > Apps and integrations > APIs > Zendesk API.",  # noqa: S106 - says where
    options=(
        Option(name="subdomain", what="acme of acme.zendesk.com", pattern=access.LABEL),
        Option(
            name="email", what="the mail address of the admin it works as", pattern=access.EMAIL
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
