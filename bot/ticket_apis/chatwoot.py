"""Chatwoot: conversations that changed, and private messages.

Webhooks name people, so nothing is looked up. The list goes from the newest activity back and
tells no moment of resolving, so its last change stands for that. A message cannot be changed, so
an edited answer is another one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.sources import chatwoot, fields
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Note, Talk, TicketApi
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event


def check(account: Account) -> Talk[None]:
    yield _call(account, "conversations/meta")


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the list back to a moment.

    Raises:
        ApiTrouble: more changed since than can be read in one talk.
    """
    events: list[Event] = []
    for page in range(1, talk.MOST_PAGES + 1):
        query = {"status": "all", "assignee_type": "all", "page": str(page)}
        answer = yield _call(account, "conversations", query=query)
        found = fields.items(fields.inside(answer.body, "data", "payload"))
        fresh = [one for one in found if _is_since(one, since)]
        events += reading.events(fresh, _events)
        if len(fresh) < len(found) or not found:
            return Changes(events=events)
    raise ApiTrouble("Too many conversations changed to be read at once.", reason="too_many")


def note(account: Account, note: Note) -> Talk[str]:
    """Write a private message, which only agents read."""
    body = {"content": markup.fenced(note), "message_type": "outgoing", "private": True}
    path = f"conversations/{access.id_in_path(note.external_id)}/messages"
    answer = yield _call(account, path, method="POST", body=body)
    return fields.text(fields.inside(answer.body, "id"))


def _is_since(conversation: Any, since: datetime) -> bool:
    """Tell whether anything happened since; one that does not say when, may have."""
    active = fields.moment(fields.inside(conversation, "last_activity_at"))
    return active is None or active >= since


def _events(conversation: Any) -> list[Event]:
    """Read a conversation as the webhook would have told its status."""
    updated = fields.inside(conversation, "updated_at")
    last = fields.inside(conversation, "last_activity_at")
    at = updated if fields.moment(updated) is not None else last
    if not isinstance(conversation, dict) or fields.moment(at) is None:
        return []
    body = {
        **conversation,
        "event": "conversation_status_changed",
        "updated_at": at,
        "channel": fields.inside(conversation, "meta", "channel"),
    }
    return list(chatwoot.translate(Told(body=body)))


def _call(account: Account, path: str, **how: Any) -> Call:
    options = account.options
    url = f"{options[access.ADDRESS]}/api/v1/accounts/{options['account']}/{path}"
    headers: Mapping[str, str] = {"api_access_token": account.token}
    return Call(url=url, headers=headers, may_be_private=account.may_be_private, **how)


CHATWOOT = TicketApi(
    source=chatwoot.NAME,
    token="Access token: Profile settings, at the bottom.",  # noqa: S106 - says where
    options=(
        Option(
            name=access.ADDRESS,
            what="its web address, such as https://app.chatwoot.com",
            pattern=access.ORIGIN,
            default="https://app.chatwoot.com",
        ),
        Option(name="account", what="the number after /accounts/ in it", pattern=r"[0-9]{1,12}"),
    ),
    check=check,
    changes=changes,
    note=note,
)
