"""Messages and forms as Slack takes them in: checked against the table, missing ids filled in."""

import json
from secrets import token_urlsafe
from typing import Any

from bot.sandbox.block_kit.conditions import shown_characters
from bot.sandbox.block_kit.table import complaints
from bot.sandbox.refusals import Refusal, pointed
from bot.sandbox.wire import Json, copied

MESSAGE_CHARACTERS = 13_200
VIEW_BYTES = 250_000


def checked_message(blocks: Any) -> tuple[Json, ...]:
    """Give a message's blocks as they will stand; refused with `invalid_blocks` and pointers."""
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    wrong = list(complaints({"blocks": blocks}, ("object:message",), ""))
    if wrong:
        raise pointed("invalid_blocks", wrong)
    if shown_characters(blocks) > MESSAGE_CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    return tuple(_with_ids(block) for block in blocks)


def checked_view(view: Any) -> Json:
    """Give a form's content as it will stand; refused with `invalid_arguments` and pointers."""
    return _checked_view(view, "view:modal")


def checked_home(view: Any) -> Json:
    """Give a Home tab's content as it will stand; refused as a form is."""
    return _checked_view(view, "view:home")


def _checked_view(view: Any, kind: str) -> Json:
    wrong = list(complaints(view, (kind,), "/view"))
    if wrong:
        raise pointed("invalid_arguments", wrong)
    if len(json.dumps(view)) > VIEW_BYTES:
        raise Refusal("view_too_large")
    return {**copied(view), "blocks": [_with_ids(block) for block in view["blocks"]]}


def _with_ids(block: Json) -> Json:
    filled: Json = copied(block)
    filled.setdefault("block_id", token_urlsafe(4))
    for element in _tapped(filled):
        element.setdefault("action_id", token_urlsafe(4))
    return filled


def _tapped(block: Json) -> list[Json]:
    several = block["elements"] if block["type"] in {"actions", "context_actions"} else []
    single = [block[name] for name in ("element", "accessory") if name in block]
    return [one for one in [*several, *single] if one["type"] != "image"]
