"""HaloPSA: people and names that its lists leave out, tickets that changed, and private notes.

Its API wants an application of one's own: the id is an option, the secret our token, and each
talk begins by signing in. A note is not changed: an edited answer is another one.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access, halopsa_lists, markup
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from bot.ticket_apis.trouble import ApiTrouble


def check(account: Account) -> Talk[None]:
    headers = yield from _signed_in(account)
    yield _call(account, "Tickets", headers, query={**halopsa_lists.page(1), "page_size": "1"})


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Read the ticket with all its names, and its user where it has no address of its own."""
    headers = yield from _signed_in(account)
    number = fields.text(wanted.ids.get("ticket")) or wanted.external_id
    ticket = yield from _one(account, headers, "Tickets", number)
    email = fields.email(fields.inside(ticket, "user_email"))
    user_id = "" if email else fields.text(fields.inside(ticket, "user_id"))
    user = yield from _one(account, headers, "Users", user_id)
    return Found(
        requester_email=email or fields.email(fields.inside(user, "emailaddress")),
        requester_name=_text(ticket, "user_name") or _text(user, "name"),
        subject=fields.subject(fields.inside(ticket, "summary")),
        team=_text(ticket, "team"),
        agent=_text(ticket, "agent_name"),
        account=_text(ticket, "client_name"),
        priority=fields.text(fields.inside(ticket, "priority", "name")),
    )


def changes(account: Account, since: datetime, now: datetime) -> Talk[Changes]:
    """Read the tickets that changed; in less time, where these are too many.

    Raises:
        ApiTrouble: more changed at once than can be read in one talk.
    """
    headers = yield from _signed_in(account)
    ask = partial(_call, account, "Tickets", headers)
    return (yield from halopsa_lists.changed(ask, account, since, now))


def note(account: Account, note: Note) -> Talk[str]:
    """Add an action that the end user does not see.

    Raises:
        ApiTrouble: what the mapping takes for the ticket's id is none.
    """
    if not note.external_id.isdecimal():
        raise ApiTrouble("The webhook told no id of the ticket.", reason="no_id", is_final=True)
    headers = yield from _signed_in(account)
    action = {
        "ticket_id": int(note.external_id),
        "outcome": "Private Note",
        "note_html": markup.html(note),
        "hiddenfromuser": True,
        "sendemail": False,
    }
    answer = yield _call(account, "Actions", headers, method="POST", body=[action])
    made = answer.body[0] if fields.items(answer.body) else answer.body
    return fields.text(fields.inside(made, "id"))


def _text(row: Any, name: str) -> str:
    return fields.text(fields.inside(row, name))


def _one(account: Account, headers: Mapping[str, str], kind: str, row_id: str) -> Talk[Any]:
    if not row_id:
        return None
    path = f"{kind}/{access.id_in_path(row_id)}"
    query = {"includedetails": "true"}
    answer = yield _call(account, path, headers, query=query, missing_ok=True)
    return answer.body


def _signed_in(account: Account) -> Talk[Mapping[str, str]]:
    options = account.options
    form = {
        "grant_type": "client_credentials",
        "client_id": options["client_id"],
        "client_secret": account.token,
        "scope": "all",
    }
    answer = yield Call(
        url=f"{options[access.ADDRESS]}/auth/token",
        method="POST",
        query={"tenant": options["tenant"]} if options["tenant"] else {},
        form=form,
        may_be_private=account.may_be_private,
    )
    token = fields.text(fields.inside(answer.body, "access_token"), access.LONGEST_TOKEN)
    return access.bearer(token)


def _call(account: Account, path: str, headers: Mapping[str, str], **how: Any) -> Call:
    url = f"{account.options[access.ADDRESS]}/api/{path}"
    return Call(url=url, headers=headers, may_be_private=account.may_be_private, **how)


HALOPSA = TicketApi(
    source="halopsa",
    token=(  # noqa: S106 - says where
        "Client secret: Configuration > Integrations > HaloPSA API > View applications > New."
        " Authentication method: Client ID and Secret (Services); login type: Agent. Permissions:"
        " read:tickets, edit:tickets, read:customers."
    ),
    options=(
        Option(
            name=access.ADDRESS,
            what="its web address, such as https://acme.halopsa.com",
            pattern=access.ORIGIN,
        ),
        Option(
            name="client_id",
            what="the client ID that was made with the secret",
            pattern=r"[A-Za-z0-9-]{8,64}",
        ),
        Option(
            name="tenant",
            what="the tenant that the same page names, or nothing",
            pattern=f"({access.LABEL})?",
            default="",
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
