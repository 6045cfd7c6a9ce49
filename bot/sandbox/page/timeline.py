"""A place's messages as they stand below each other: days, groups of one sender, answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.messages import Message
from bot.sandbox.page import moments

TOGETHER = timedelta(minutes=5)


@dataclass(slots=True)
class Replies:
    """What was answered in a message's thread; `private` ones only this person sees."""

    people: list[str] = field(default_factory=list)
    count: int = 0
    private: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A message in its place; `begins` a group, `new_day` and `new` draw lines above it."""

    message: Message
    at: datetime
    begins: bool
    new_day: bool
    new: bool
    replies: Replies | None


def roots(messages: Iterable[Message]) -> list[Message]:
    """Give the messages that stand in the place itself, not in a thread."""
    return [one for one in messages if one.thread_ts in {None, one.ts}]


def thread(messages: Iterable[Message], root_ts: str) -> list[Message]:
    """Give a thread: its root, then the answers."""
    return [one for one in messages if root_ts in {one.ts, one.thread_ts}]


def rows(
    shown: Sequence[Message],
    everything: Iterable[Message],
    zone: ZoneInfo,
    *,
    new_after: str = "",
    reader: str = "",
) -> list[Row]:
    """Set the messages of a place or thread below each other.

    Args:
        shown: what stands there, oldest first.
        everything: the place's messages with those in threads, to count answers.
        zone: the reader's, in which days begin.
        new_after: the `ts` of the last message read before; empty draws no line.
        reader: the reader's user id, whose own words are never new.
    """
    answers = _answers(everything, zone)
    first_new = next((one.ts for one in shown if _is_new(one, new_after, reader)), None)
    found: list[Row] = []
    for message in shown:
        is_new = message.ts == first_new
        found.append(_row(message, found[-1] if found else None, answers, zone, is_new=is_new))
    return found


def _row(
    message: Message,
    above: Row | None,
    answers: dict[str, Replies],
    zone: ZoneInfo,
    *,
    is_new: bool,
) -> Row:
    at = moments.at(message.ts, zone)
    new_day = above is None or above.at.date() != at.date()
    return Row(
        message=message,
        at=at,
        begins=new_day or is_new or not _goes_on(above, message, at),
        new_day=new_day,
        new=is_new,
        replies=answers.get(message.ts),
    )


def _goes_on(above: Row | None, message: Message, at: datetime) -> bool:
    if above is None or above.replies is not None or above.message.ts == message.thread_ts:
        return False
    same = (above.message.user, above.message.seen_by) == (message.user, message.seen_by)
    return same and message.seen_by is None and at - above.at < TOGETHER


def _is_new(message: Message, new_after: str, reader: str) -> bool:
    if not new_after or message.seen_by is not None:
        return False
    return message.ts > new_after and message.user != reader


def _answers(messages: Iterable[Message], zone: ZoneInfo) -> dict[str, Replies]:
    found: dict[str, Replies] = {}
    for message in messages:
        if message.thread_ts in {None, message.ts}:
            continue
        _count(found.setdefault(str(message.thread_ts), Replies()), message, zone)
    return found


def _count(replies: Replies, message: Message, zone: ZoneInfo) -> None:
    if message.seen_by is not None:
        replies.private += 1
        return
    replies.count += 1
    replies.last_at = moments.at(message.ts, zone)
    if message.user not in replies.people:
        replies.people.append(message.user)
