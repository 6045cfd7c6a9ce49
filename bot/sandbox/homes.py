"""The Home tabs people have with the app: one each, published by the bot and made anew by it."""

from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any

from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json, copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A published tab: `content` is the view the bot gave, `values` what was chosen in it."""

    id: str
    user: str
    content: Json
    hash: str
    values: Json = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Json, ...]:
        return tuple(self.content.get("blocks", ()))


def published(before: Home | None, user_id: str, content: Json, *, seen: Any = None) -> Home:
    """Give a person's tab with new content; it keeps its id, and its hash is new.

    Args:
        before: what is there now.
        user_id: whose tab it is.
        content: a view that was checked.
        seen: the hash that the bot says it saw; None when it does not care.
    """
    if seen is not None and (before is None or seen != before.hash):
        raise Refusal("hash_conflict")
    fresh = token_hex(8)
    if before is not None:
        return replace(before, content=copied(content), hash=fresh, values={})
    view_id = f"V0HOME{token_hex(3).upper()}"
    return Home(id=view_id, user=user_id, content=copied(content), hash=fresh)


def chosen(home: Home, values: Json) -> Home:
    """Note what the person chose from menus that answer at once."""
    merged = {block: {**home.values.get(block, {}), **got} for block, got in values.items()}
    return replace(home, values={**home.values, **merged})
