"""Up to where each person has read each place, and what came since."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.messages import Message


@dataclass(frozen=True, slots=True)
class Unread:
    """How many messages were not read yet, and how many of them name the person."""

    count: int
    mentions: int


BEGINNING = "0"
"""Stands before every timestamp: somebody who comes in for the first time has read nothing."""


class Reading:
    """Remembers message timestamps by person and place; nothing was read at first."""

    def __init__(self) -> None:
        self._up_to: dict[tuple[str, str], str] = {}
        self._before: dict[tuple[str, str], str] = {}

    def enter(self, user_id: str, place: str) -> None:
        """Come in: what is unread now is marked as new until the person comes in again."""
        self._before[user_id, place] = self._up_to.get((user_id, place), BEGINNING)

    def look(self, user_id: str, place: str, messages: Iterable[Message]) -> None:
        """Read everything that stands there."""
        latest = max((message.ts for message in messages), default="")
        self._up_to[user_id, place] = max(latest, self._up_to.get((user_id, place), ""))

    def new_after(self, user_id: str, place: str) -> str:
        """Give the last message read before coming in; empty when the person never came in."""
        return self._before.get((user_id, place), "")

    def unread(self, user_id: str, place: str, messages: Iterable[Message]) -> Unread:
        """Count what others said there since; answers in threads do not count, as in Slack."""
        up_to = self._up_to.get((user_id, place), "")
        fresh = [one for one in messages if one.ts > up_to and _counts(one, user_id)]
        return Unread(len(fresh), sum(f"<@{user_id}" in _words(one) for one in fresh))


def _counts(message: Message, user_id: str) -> bool:
    in_thread = message.thread_ts not in {None, message.ts}
    return message.user != user_id and message.seen_by is None and not in_thread


def _words(message: Message) -> str:
    return f"{message.text} {message.blocks}"
