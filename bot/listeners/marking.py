"""Whom a colleague means who marks a message: the person who began its thread, or all who wrote."""

from dataclasses import dataclass

from bot import people
from bot.process import Process
from bot.threads import Thread
from kpi.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A message that a colleague marked."""

    channel_id: str
    thread: Thread
    marked_by: str
    """User id of the colleague, who helped."""
    author: str
    """User id of who wrote this very message; empty for a bot."""
    asks_everyone: bool
    """Whether everyone who wrote in the thread is to be asked."""


async def whom(process: Process, marked: Marked) -> tuple[str, ...]:
    """Return the user ids of whom to ask, at least one.

    Of everyone who wrote in a thread with people from outside, only those are asked: the others
    are colleagues who helped. Where we do not see the whole thread, its first writer is asked.

    Raises:
        Refused: nobody wrote it, or only the colleague who marked it.
        LookUpFailed: Slack did not say who somebody is.
    """
    if not marked.thread.writers and not marked.author:
        raise Refused("No person wrote that message, so there is nobody to ask.")
    found = _everyone(marked) if marked.asks_everyone else _first(marked)
    if not found:
        raise Refused("You wrote that message yourself; choose one of the person you helped.")
    return await _helped(process, found) if len(found) > 1 else found


def _everyone(marked: Marked) -> tuple[str, ...]:
    if not marked.thread.is_whole:
        return _first(marked)
    return tuple(one for one in marked.thread.writers if one != marked.marked_by)


def _first(marked: Marked) -> tuple[str, ...]:
    """Take who began the thread or, where that was the colleague, who wrote what they marked."""
    candidates = (*marked.thread.writers[:1], marked.author)
    return tuple(one for one in candidates if one and one != marked.marked_by)[:1]


async def _helped(process: Process, user_ids: tuple[str, ...]) -> tuple[str, ...]:
    found = [await people.by_slack(process, "", user_id) for user_id in user_ids]
    guests = tuple(one.user_id for one in found if one is not None and not one.is_home)
    return guests or user_ids
