"""What Freshdesk and Freshservice have in common: one maker, one way of calls and of notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access, markup
from bot.ticket_apis.access import Account
from bot.ticket_apis.talk import Call, Note, Talk

PRIORITIES = {1: "Low", 2: "Medium", 3: "High", 4: "Urgent"}


@dataclass(frozen=True, slots=True)
class Desk:
    """One of the two, such as freshdesk.com."""

    domain: str

    def call(self, account: Account, path: str, **how: Any) -> Call:
        """Return a call of version 2 of the API."""
        headers: Mapping[str, str] = access.basic(account.token, "X")
        return Call(url=f"{self._home(account)}/api/v2/{path}", headers=headers, **how)

    def one(self, account: Account, kind: str, row_id: Any) -> Talk[Any]:
        """Read what an id stands for; None without an id, or where it is gone."""
        found = fields.text(row_id)
        if not found:
            return None
        path = f"{kind}/{access.id_in_path(found)}"
        answer = yield self.call(account, path, missing_ok=True)
        return answer.body

    def page(self, account: Account, ticket_id: str) -> str:
        """Return where agents see a ticket."""
        return f"{self._home(account)}/a/tickets/{ticket_id}"

    def note(self, account: Account, note: Note) -> Talk[Any]:
        """Write a private note, or write the one that is there anew, whose id then stays.

        Returns what was answered to a new one; None where the old one was replaced.
        """
        body = {"body": markup.html(note)}
        if note.remote_id:
            path = f"conversations/{access.id_in_path(note.remote_id)}"
            replaced = yield self.call(account, path, method="PUT", body=body, missing_ok=True)
            if replaced.body is not None:
                return None
        path = f"tickets/{access.id_in_path(note.external_id)}/notes"
        answer = yield self.call(account, path, method="POST", body={**body, "private": True})
        return answer.body

    def _home(self, account: Account) -> str:
        return f"https://{account.options['subdomain']}.{self.domain}"


def number(ticket: Any, name: str) -> int:
    """Read one of the numbers that stand for words; 0 where there is none."""
    found = fields.inside(ticket, name)
    return found if isinstance(found, int) else 0
