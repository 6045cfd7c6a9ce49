"""Events: what happened in the workspace, told to the bot and repeated when it does not answer."""

import asyncio
from secrets import token_hex

from bot.sandbox.links import Link
from bot.sandbox.messages import Message
from bot.sandbox.people import User
from bot.sandbox.refusals import Refusal
from bot.sandbox.steps import Step
from bot.sandbox.view_methods import described
from bot.sandbox.wire import Call, Exchange, Json, Kind
from bot.sandbox.world import World

_SUBSCRIPTION = {"channels": "message.channels", "groups": "message.groups", "im": "message.im"}
_CHANNEL_TYPE = {"channels": "channel", "groups": "group", "im": "im"}


async def announce(world: World, link: Link, event: Json) -> list[Exchange]:
    """Tell the bot, again after each of the delays until it answers well or forbids it."""
    envelope = enveloped(world, event)
    exchanges = [await link.deliver(Call(kind=Kind.EVENT, payload=envelope))]
    for retry, delay in enumerate(world.retry_delays, start=1):
        last = exchanges[-1]
        if last.acknowledged or last.no_retry:
            break
        await asyncio.sleep(delay)
        repeated = Call(kind=Kind.EVENT, payload=envelope, retry=retry, retry_reason=last.failure)
        exchanges.append(await link.deliver(repeated))
    return exchanges


def enveloped(world: World, event: Json) -> Json:
    """Wrap an event as Slack does, with its id and for whom the app sees it."""
    identity = world.identity
    happened_at = world.messages.timestamp()
    return {
        "type": "event_callback",
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "context_team_id": identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": identity.app_id,
        "event": {"event_ts": happened_at, **event},
        "event_id": f"Ev{token_hex(5).upper()}",
        "event_time": int(float(happened_at)),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": identity.team_id,
                "user_id": identity.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": _is_ext_shared(world, event),
        "event_context": f"4-{token_hex(12)}",
    }


def _is_ext_shared(world: World, event: Json) -> bool:
    channel_id = event.get("channel") or event.get("item", {}).get("channel", "")
    try:
        return world.places.find(str(channel_id)).is_ext_shared
    except Refusal:
        return False


def of_message(world: World, message: Message) -> Json | None:
    """Give the event for something said, or nothing where the bot does not hear it."""
    channel = world.places.find(message.channel)
    hears = f"{channel.kind}:history" in world.identity.scopes
    inside = world.identity.bot_user_id in channel.members
    if not (hears and inside and _SUBSCRIPTION[channel.kind] in world.subscriptions):
        return None
    return {
        **message.as_slack(world.identity),
        "channel": channel.id,
        "channel_type": _CHANNEL_TYPE[channel.kind],
        "event_ts": message.ts,
    }


def of_reaction(
    world: World, user: User, message: Message, name: str, *, added: bool
) -> Json | None:
    """Give the event for a reaction that came or went, or nothing where none is heard."""
    kind = "reaction_added" if added else "reaction_removed"
    inside = world.identity.bot_user_id in world.places.find(message.channel).members
    hears = kind in world.subscriptions and "reactions:read" in world.identity.scopes
    if not hears or not inside:
        return None
    return {
        "type": kind,
        "user": user.id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
    }


def of_step(world: World, callback_id: str, step: Step) -> Json | None:
    """Give the event for a step of a workflow that began, or nothing where none is heard."""
    if "function_executed" not in world.subscriptions:
        return None
    return {
        "type": "function_executed",
        "function": {"callback_id": callback_id, "app_id": world.identity.app_id, "type": "app"},
        "inputs": dict(step.inputs),
        "function_execution_id": step.id,
        "workflow_execution_id": f"Wx{step.id[2:]}",
        "bot_access_token": step.token,
    }


def of_home(world: World, user: User) -> Json | None:
    """Give the event for somebody who opens the app's Home tab, or nothing where none is heard."""
    if "app_home_opened" not in world.subscriptions or not world.has_home_tab:
        return None
    published = world.homes.get(user.id)
    return {
        "type": "app_home_opened",
        "user": user.id,
        "channel": world.places.direct(world.identity.bot_user_id, user.id).id,
        "tab": "home",
        **({} if published is None else {"view": described(world, published)}),
    }
