"""Threads of Slack as far as it shows them to us: where they begin, who wrote, about what.

A whole thread is seen only with the overlay `threads`, which lets us read what was said. Without
it a marked message is all there is: its writer stands for whoever began the thread.
"""

import re
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import slack_errors
from bot.channels import SlackAway
from bot.process import Process
from bot.slack_errors import FAILURES, Outcome

MOST = 200
"""Messages of a thread that are looked at."""

_NAMES = (
    re.compile(r"^([0-9]{1,12})\.([0-9]{6})$"),
    re.compile(r"^https:.*[?&]thread_ts=([0-9]{1,12})\.([0-9]{6})\b"),
    re.compile(r"^https:[^?]*/p([0-9]{10})([0-9]{6})(?:$|\?)"),
)
"""How a thread can be named, the seconds and the decimals of its ts in each: as ts or as link."""

Facts = Mapping[str, Any]
"""A message object of Slack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A message with its answers."""

    ts: str
    """Of its first message."""
    about: str = ""
    """What that says, with Slack's markup."""
    writers: tuple[str, ...] = ()
    """Ids of the people who wrote, in the order in which they began; no bots."""
    is_whole: bool = False
    """Whether we saw all of it, not only one message."""


def named(text: str) -> str:
    """Read the ts of a thread's first message, or of a link to a message in it; empty otherwise."""
    for pattern in _NAMES:
        if found := pattern.search(text):
            return ".".join(found.groups())
    return ""


async def of_message(process: Process, channel_id: str, ts: str, *, author: str = "") -> Thread:
    """Return the thread that a message belongs to, as far as Slack shows it.

    Where it shows not even the message, `author` is all that is known of it.

    Raises:
        SlackAway: Slack did not answer.
    """
    seen = await _read(process, channel_id, ts)
    if not seen:
        return await _marked(process, channel_id, ts, author)
    root = str(seen[0].get("thread_ts") or ts)
    if root == ts:
        return _whole(seen)
    return await whole(process, channel_id, root) or of_facts(seen[0])


async def whole(process: Process, channel_id: str, ts: str) -> Thread | None:
    """Return the thread that begins with a message; None where we may not read it.

    Raises:
        SlackAway: Slack did not answer.
    """
    seen = await _read(process, channel_id, ts)
    return _whole(seen) if seen else None


def of_facts(message: Facts) -> Thread:
    """Return what a single message tells: an answer names who began its thread."""
    first = str(message.get("parent_user_id") or "") or writer_of(message)
    return Thread(
        ts=str(message.get("thread_ts") or message["ts"]),
        about=str(message.get("text") or ""),
        writers=_distinct([first, writer_of(message)]),
    )


def writer_of(message: Facts) -> str:
    """Give who wrote a message; empty for a bot, and for what Slack itself says."""
    is_app = message.get("bot_id") or message.get("subtype") == "bot_message"
    return "" if is_app else str(message.get("user") or "")


async def _marked(process: Process, channel_id: str, ts: str, author: str) -> Thread:
    """Ask for the one message with its reactions, which needs no leave to read all others."""
    call = process.slack.reactions_get(channel=channel_id, timestamp=ts)
    answer = await _answer(call)
    if answer is None:
        return Thread(ts=ts, writers=_distinct([author]))
    message: dict[str, Any] = {"ts": ts, **answer["message"]}
    link = parse_qs(urlsplit(str(message.get("permalink") or "")).query)
    root = message.get("thread_ts") or next(iter(link.get("thread_ts", ())), ts)
    return replace(of_facts(message), ts=root)


async def _read(process: Process, channel_id: str, ts: str) -> list[Facts]:
    """Read what follows a message; nothing where we may not, or there is no such message."""
    call = process.slack.conversations_replies(channel=channel_id, ts=ts, limit=MOST)
    answer = await _answer(call)
    return [] if answer is None else list(answer["messages"])


async def _answer(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse | None:
    """Await a call; None where Slack refuses it, as it does without the scope."""
    try:
        return await call
    except FAILURES as error:
        decision = slack_errors.judge(error)
        if decision.outcome is Outcome.REFUSED or decision.reason == "missing_scope":
            return None
        raise SlackAway from error


def _whole(messages: list[Facts]) -> Thread:
    first = messages[0]
    return Thread(
        ts=str(first.get("thread_ts") or first["ts"]),
        about=str(first.get("text") or ""),
        writers=_distinct(map(writer_of, messages)),
        is_whole=True,
    )


def _distinct(user_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in user_ids if one))
