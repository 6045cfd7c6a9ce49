"""Methods that read what was said: a thread, and a message with its reactions."""

from bot.sandbox.access import check_scope
from bot.sandbox.messages import Message
from bot.sandbox.places import Channel
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

MOST = 1000


def conversations_replies(world: World, args: Json) -> Json:
    """Give a thread, its first message first; of an answer in it only that answer."""
    channel = _entered(world, args["channel"])
    check_scope(world.identity, f"{channel.kind}:history")
    everything = world.messages.in_channel(channel.id)
    ts, most = args["ts"], min(int(args.get("limit", MOST)), MOST)
    found = [one for one in everything if ts in {one.ts, one.thread_ts}]
    if not found or found[0].ts != ts:
        raise Refusal("thread_not_found")
    shown = [_described(world, one, len(found) - 1) for one in found[:most]]
    return {"messages": shown, "has_more": len(found) > most}


def reactions_get(world: World, args: Json) -> Json:
    """Give a message with its reactions; the permalink of an answer names its thread."""
    channel = _entered(world, args["channel"])
    message = world.messages.find(channel.id, args["timestamp"])
    if message.seen_by is not None:
        raise Refusal("message_not_found")
    shown = message.as_slack(world.identity)
    shown.pop("thread_ts", None)
    described = shown | {"permalink": _permalink(world, message)}
    return {"type": "message", "channel": channel.id, "message": described}


def _entered(world: World, channel_id: str) -> Channel:
    channel = world.visible_channel(channel_id)
    if world.identity.bot_user_id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _described(world: World, message: Message, answers: int) -> Json:
    shown = message.as_slack(world.identity)
    if message.thread_ts not in {None, message.ts}:
        root = world.messages.find(message.channel, str(message.thread_ts))
        return shown | {"parent_user_id": root.user}
    return shown | ({"thread_ts": message.ts, "reply_count": answers} if answers else {})


def _permalink(world: World, message: Message) -> str:
    where = f"https://{world.identity.team_domain}.slack.com/archives/{message.channel}"
    link = f"{where}/p{message.ts.replace('.', '')}"
    if message.thread_ts in {None, message.ts}:
        return link
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}"
