"""What a bot says through a response_url, or in its answer to a slash command."""

import json

from bot.sandbox import contents
from bot.sandbox.block_kit import surfaces
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.refusals import Refusal, pointed
from bot.sandbox.response_urls import Hook
from bot.sandbox.wire import Json
from bot.sandbox.world import World

_KNOWN = frozenset(
    {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"}
    | {"metadata", "unfurl_links", "unfurl_media"}
)


def apply(world: World, key: str, sent: str) -> None:
    """Use the hook once and do what the body asks; refused as Slack refuses."""
    hook = world.hooks.use(key)
    try:
        body = json.loads(sent)
    except ValueError:
        raise Refusal("invalid_payload", status=400) from None
    say(world, hook, body)


def say(world: World, hook: Hook, body: Json) -> None:
    """Replace, delete or add a message; what is added is ephemeral unless `in_channel`."""
    unknown = sorted(body.keys() - _KNOWN)
    if unknown:
        raise pointed("invalid_arguments", [f"unknown argument {name}" for name in unknown])
    if body.get("delete_original"):
        world.messages.change(_original(world, hook), deleted=True)
    elif body.get("replace_original"):
        world.messages.change(_original(world, hook), edited=True, **_content(world, body))
    else:
        _add(world, hook, body)


def _original(world: World, hook: Hook) -> Message:
    if hook.message_ts is None:
        raise Refusal("no_original_message", status=404)
    return world.messages.find(hook.channel, hook.message_ts)


def _content(world: World, body: Json) -> Json:
    blocks = body.get("blocks") or []
    if not blocks and not body.get("text"):
        raise Refusal("no_text", status=400)
    return {"text": str(body.get("text", "")), "blocks": contents.checked(world, blocks)}


def _add(world: World, hook: Hook, body: Json) -> None:
    open_to_all = body.get("response_type") == "in_channel"
    world.messages.add(
        Message(
            ts=world.messages.timestamp(),
            channel=hook.channel,
            user=world.identity.bot_user_id,
            thread_ts=body.get("thread_ts"),
            metadata=body.get("metadata"),
            seen_by=None if open_to_all else hook.user,
            **_content(world, body),
        )
    )


def after_submission(world: World, modal: Modal, answer: Json) -> None:
    """Do with the form what the bot's answer says: close it when it says nothing."""
    match answer.get("response_action"):
        case None:
            world.modals.close(modal)
        case "clear":
            world.modals.clear(modal.user)
        case "update":
            world.modals.show(modal, surfaces.checked_view(answer["view"]))
        case "push":
            world.modals.push(modal.user, surfaces.checked_view(answer["view"]))
        case "errors":
            _check_errors(modal, answer["errors"])
        case other:
            raise pointed("invalid_arguments", [f"unknown response_action {other}"])


def _check_errors(modal: Modal, errors: Json) -> None:
    inputs = {block["block_id"] for block in modal.blocks if block["type"] == "input"}
    stray = sorted(errors.keys() - inputs)
    if stray or not errors:
        raise pointed("invalid_arguments", [f"errors name no input block: {stray}"])
