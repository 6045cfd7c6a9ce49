"""The payloads Slack sends for what a person does, field for field."""

from bot.sandbox.elements import Placed, state_of
from bot.sandbox.homes import Home
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.people import User
from bot.sandbox.places import Channel
from bot.sandbox.view_methods import described
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def block_actions_in_message(
    world: World, user: User, message: Message, *, action: Json, filled: Json
) -> Json:
    """A button or menu of a message was used; an ephemeral message itself is not included."""
    payload = {
        **_common(world, user, "block_actions"),
        "container": _container(message),
        "trigger_id": world.triggers.give(user.id),
        "channel": _channel(world.places.find(message.channel)),
        "state": {"values": state_of(message.blocks, filled)},
        "response_url": _response_url(world, user, message),
        "actions": [action],
    }
    if message.seen_by is None:
        payload["message"] = message.as_slack(world.identity)
    return payload


def block_actions_in_view(world: World, user: User, view: Modal | Home, *, action: Json) -> Json:
    """A button or menu of an open form or of a Home tab was used."""
    return {
        **_common(world, user, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.triggers.give(user.id),
        "view": _view(world, view),
        "actions": [action],
    }


def action_of(world: World, placed: Placed, change: Json) -> Json:
    """One entry of `actions`; `change` is the element's new state, empty for a button."""
    element = placed.element
    button = ("text", "value", "style") if element["type"] == "button" else ()
    shown = {str(name): element[name] for name in button if name in element}
    return {
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "type": element["type"],
        **shown,
        **change,
        "action_ts": world.messages.timestamp(),
    }


def view_submission(world: World, user: User, modal: Modal) -> Json:
    """A form was sent."""
    return {
        **_common(world, user, "view_submission"),
        "trigger_id": world.triggers.give(user.id),
        "view": _view(world, modal),
        "response_urls": [],
    }


def view_closed(world: World, user: User, modal: Modal, *, cleared: bool) -> Json:
    """A form that asked to be told was closed; `cleared` when the whole stack went."""
    return {
        **_common(world, user, "view_closed"),
        "view": _view(world, modal),
        "is_cleared": cleared,
    }


def message_action(world: World, user: User, message: Message, *, callback_id: str) -> Json:
    """A message shortcut was chosen from the menu of a message."""
    return {
        **_common(world, user, "message_action"),
        "action_ts": world.messages.timestamp(),
        "callback_id": callback_id,
        "trigger_id": world.triggers.give(user.id),
        "channel": _channel(world.places.find(message.channel)),
        "message_ts": message.ts,
        "message": message.as_slack(world.identity) | _parent(world, message),
        "response_url": _response_url(world, user, message),
    }


def command(world: World, user: User, channel: Channel, *, name: str, text: str) -> Json:
    """The form of a slash command; its response_url key is the last part of `response_url`."""
    identity = world.identity
    key = world.hooks.give(user.id, channel.id)
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "team_domain": identity.team_domain,
        "channel_id": channel.id,
        "channel_name": _channel(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "response_url": f"{world.origin}/response/{key}",
        "trigger_id": world.triggers.give(user.id),
    }


def _common(world: World, user: User, kind: str) -> Json:
    identity = world.identity
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team,
        },
        "api_app_id": identity.app_id,
        "token": identity.verification_token,
        "team": {"id": identity.team_id, "domain": identity.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.seen_by is not None,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    return container


def _parent(world: World, message: Message) -> Json:
    """Say of an answer in a thread who began that."""
    if message.thread_ts in {None, message.ts}:
        return {}
    return {"parent_user_id": world.messages.find(message.channel, str(message.thread_ts)).user}


def _channel(channel: Channel) -> Json:
    names = {"im": "directmessage", "groups": "privategroup"}
    return {"id": channel.id, "name": names.get(channel.kind, channel.name)}


def _view(world: World, view: Modal | Home) -> Json:
    shown = described(world, view)
    shown["state"] = {"values": state_of(view.blocks, view.values)}
    return shown


def _response_url(world: World, user: User, message: Message) -> str:
    key = world.hooks.give(
        user.id, message.channel, message_ts=message.ts, thread_ts=message.thread_ts
    )
    return f"{world.origin}/response/{key}"
