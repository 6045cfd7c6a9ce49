"""Help Scout: mailboxes by their ids, conversations that changed, and notes.

Its API wants an app of one's own: the id is an option, the secret our token, and each talk begins
by signing in. Notes cannot be changed, so an edited answer is another one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sources import fields, helpscout
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from kpi.interaction_event import Event

ADDRESS = "https://api.helpscout.net/v2"


def check(account: Account) -> Talk[None]:
    headers = yield from _signed_in(account)
    yield _call("users/me", headers)


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the mailbox, of which webhooks tell the id."""
    mailbox = fields.text(wanted.ids.get("mailbox_id"))
    headers = yield from _signed_in(account)
    answer = yield _call(f"mailboxes/{access.id_in_path(mailbox)}", headers, missing_ok=True)
    return Found(team=fields.text(fields.inside(answer.body, "name")))


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the conversations that changed, the oldest change first."""
    headers = yield from _signed_in(account)
    events: list[Event] = []
    until = since
    query = {
        "status": "all",
        "modifiedSince": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sortField": "modifiedAt",
        "sortOrder": "asc",
    }
    for page in range(1, talk.MOST_PAGES + 1):
        answer = yield _call("conversations", headers, query={**query, "page": str(page)})
        found = fields.items(fields.inside(answer.body, "_embedded", "conversations"))
        events += reading.events(found, _events)
        until = reading.newest(found, "userUpdatedAt", since=until)
        if page >= _pages(answer.body):
            return Changes(events=events)
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Leave a note, which only users read."""
    headers = yield from _signed_in(account)
    path = f"conversations/{access.id_in_path(note.external_id)}/notes"
    answer = yield _call(path, headers, method="POST", body={"text": markup.html(note)})
    return fields.text(answer.headers.get("Resource-ID"))


def _events(conversation: Any) -> list[Event]:
    """Read a conversation as the webhook would have told its status."""
    told = conversation if isinstance(conversation, dict) else {}
    headers = {helpscout.EVENT: "convo.status"}
    return list(helpscout.translate(Told(body=told, headers=headers)))


def _pages(body: Any) -> int:
    found = fields.inside(body, "page", "totalPages")
    return found if isinstance(found, int) else 0


def _signed_in(account: Account) -> Talk[Mapping[str, str]]:
    form = {
        "grant_type": "client_credentials",
        "client_id": account.options["app_id"],
        "client_secret": account.token,
    }
    answer = yield Call(url=f"{ADDRESS}/oauth2/token", method="POST", form=form)
    token = fields.text(fields.inside(answer.body, "access_token"), access.LONGEST_TOKEN)
    return access.bearer(token)


def _call(path: str, headers: Mapping[str, str], **how: Any) -> Call:
    return Call(url=f"{ADDRESS}/{path}", headers=headers, **how)


HELPSCOUT = TicketApi(
    source=helpscout.NAME,
    token="App secret: Your profile > My apps > Create app.",  # noqa: S106 - says where
    options=(
        Option(name="app_id", what="the app's id, beside its secret", pattern=r"[A-Za-z0-9]{8,64}"),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
