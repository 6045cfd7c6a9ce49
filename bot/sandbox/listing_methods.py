"""Methods that list: who is in a channel and who is in the workspace, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.access import check_scope
from bot.sandbox.directory_methods import described
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Item = TypeVar("Item")

USUAL, MOST = 100, 1000
"""Items on a page when nothing is said, and at most."""


def conversations_members(world: World, args: Json) -> Json:
    """List the ids of everybody in a channel: bots, leavers and guests too."""
    channel = world.visible_channel(args["channel"])
    check_scope(world.identity, f"{channel.kind}:read")
    ids, following = _page(sorted(channel.members), args, usual=USUAL)
    return {"members": ids, **following}


def users_list(world: World, args: Json) -> Json:
    """Describe everybody of the home workspace: bots and leavers too, guests of others not."""
    at_home = [user for user in world.people.everybody() if user.team == world.identity.team_id]
    users, following = _page(at_home, args, usual=MOST)
    with_locale = bool(args.get("include_locale"))
    return {
        "members": [described(world, user, with_locale=with_locale) for user in users],
        **following,
    }


def _page(items: Sequence[Item], args: Json, *, usual: int) -> tuple[list[Item], Json]:
    limit = _number(args.get("limit", usual), "invalid_limit")
    begin = _number(args.get("cursor") or 0, "invalid_cursor")
    if not 1 <= limit <= MOST:
        raise Refusal("invalid_limit")
    if begin and begin >= len(items):
        raise Refusal("invalid_cursor")
    end = begin + limit
    following = str(end) if end < len(items) else ""
    return list(items[begin:end]), {"response_metadata": {"next_cursor": following}}


def _number(value: object, error: str) -> int:
    text = str(value)
    if not text.isascii() or not text.isdecimal():
        raise Refusal(error)
    return int(text)
