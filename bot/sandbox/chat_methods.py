"""`chat.*`: posting, changing and showing messages, with Slack's conditions for each."""

import json

from bot.sandbox import contents
from bot.sandbox.messages import Message
from bot.sandbox.places import Channel
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

TEXT_CUT = 40_000
METADATA_BYTES = 16_000


def post_message(world: World, args: Json) -> Json:
    """Post as the bot into a channel it is in, or to a person by user id."""
    channel = writable(world, args["channel"])
    blocks, metadata = _content(world, args), _metadata(args)
    _check_thread(world, channel, args.get("thread_ts"))
    world.pace.post(channel.id)
    message = world.messages.add(
        Message(
            ts=world.messages.timestamp(),
            channel=channel.id,
            text=str(args.get("text", ""))[:TEXT_CUT],
            user=world.identity.bot_user_id,
            blocks=blocks,
            metadata=metadata,
            thread_ts=args.get("thread_ts"),
        )
    )
    shown = message.as_slack(world.identity)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def update(world: World, args: Json) -> Json:
    """Change a message of the bot's own; what is not given stays as it was."""
    channel = writable(world, args["channel"])
    message = world.messages.find(channel.id, args["ts"])
    if message.seen_by is not None:
        raise Refusal("message_not_found")
    if message.posted_by != "bot":
        raise Refusal("cant_update_message")
    changed = world.messages.change(message, edited=True, **_changes(world, args))
    shown = changed.as_slack(world.identity)
    return {"channel": channel.id, "ts": message.ts, "text": changed.text, "message": shown}


def post_ephemeral(world: World, args: Json) -> Json:
    """Show a message to one person in a channel both are in."""
    channel = writable(world, args["channel"])
    if args["user"] not in channel.members:
        raise Refusal("user_not_in_channel")
    blocks = _content(world, args)
    _refuse_long(args)
    _check_thread(world, channel, args.get("thread_ts"))
    message = world.messages.add(
        Message(
            ts=world.messages.timestamp(),
            channel=channel.id,
            text=str(args.get("text", "")),
            user=world.identity.bot_user_id,
            blocks=blocks,
            thread_ts=args.get("thread_ts"),
            seen_by=args["user"],
        )
    )
    return {"message_ts": message.ts}


def writable(world: World, channel_id: str) -> Channel:
    """Give the channel that the bot writes to, or refuse as Slack does."""
    if channel_id.startswith(("U", "W")):
        return _direct(world, channel_id)
    channel = world.visible_channel(channel_id)
    if channel.is_archived:
        raise Refusal("is_archived")
    if channel.is_im:
        return _direct(world, channel.other_than(world.identity.bot_user_id))
    return _entered(world, channel)


def _direct(world: World, user_id: str) -> Channel:
    try:
        user = world.visible_user(user_id)
    except Refusal:
        raise Refusal("channel_not_found") from None
    if user.deleted:
        raise Refusal("channel_not_found")
    return world.places.direct(world.identity.bot_user_id, user_id)


def _entered(world: World, channel: Channel) -> Channel:
    inside = world.identity.bot_user_id in channel.members
    if not inside and "chat:write.public" not in world.identity.scopes:
        raise Refusal("not_in_channel")
    return channel


def _content(world: World, args: Json) -> tuple[Json, ...]:
    blocks = args.get("blocks") or []
    if not blocks and not args.get("text"):
        raise Refusal("no_text")
    return contents.checked(world, blocks)


def _changes(world: World, args: Json) -> Json:
    _refuse_long(args)
    if not args.keys() & {"text", "blocks"}:
        raise Refusal("no_text")
    changes: Json = {}
    if "text" in args:
        changes["text"] = str(args["text"])
    if "blocks" in args:
        changes["blocks"] = contents.checked(world, args["blocks"])
    if "metadata" in args:
        changes["metadata"] = _metadata(args)
    return changes


def _refuse_long(args: Json) -> None:
    if len(str(args.get("text", ""))) > TEXT_CUT:
        raise Refusal("msg_too_long")


def _metadata(args: Json) -> Json | None:
    metadata: Json | None = args.get("metadata")
    if not metadata:
        return None
    typed = isinstance(metadata.get("event_type"), str)
    if not typed or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return metadata


def _check_thread(world: World, channel: Channel, thread_ts: str | None) -> None:
    if thread_ts is None:
        return
    if all(message.ts != thread_ts for message in world.messages.in_channel(channel.id)):
        raise Refusal("thread_not_found")
