"""Forms are opened, laid over each other and changed; `views.publish` puts up a Home tab."""

from bot.sandbox import contents, homes
from bot.sandbox.block_kit import surfaces
from bot.sandbox.homes import Home
from bot.sandbox.modals import Modal
from bot.sandbox.people import User
from bot.sandbox.refusals import Refusal, pointed
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def views_open(world: World, args: Json) -> Json:
    """Open a form for the person whose trigger this is."""
    content = surfaces.checked_view(args["view"])
    user_id = world.triggers.exchange(args["trigger_id"])
    return {"view": described(world, world.modals.open(user_id, content))}


def views_push(world: World, args: Json) -> Json:
    """Lay a form over the one that this trigger came from; there are three at most."""
    content = surfaces.checked_view(args["view"])
    user_id = world.triggers.exchange(args["trigger_id"])
    if world.modals.top(user_id) is None:
        raise Refusal("not_found")
    return {"view": described(world, world.modals.push(user_id, content))}


def views_update(world: World, args: Json) -> Json:
    """Change an open form, unless somebody else did since the hash that the bot saw."""
    content = surfaces.checked_view(args["view"])
    if "view_id" not in args:
        raise pointed("invalid_arguments", ["missing required field: view_id"])
    modal = world.modals.find(args["view_id"])
    if args.get("hash", modal.hash) != modal.hash:
        raise Refusal("hash_conflict")
    return {"view": described(world, world.modals.show(modal, content))}


def views_publish(world: World, args: Json) -> Json:
    """Put up the Home tab of somebody, in place of what was there."""
    if not world.has_home_tab:
        raise Refusal("not_enabled")
    user = _reader(world, args["user_id"])
    content = surfaces.checked_home(args["view"])
    contents.require_no_early_chart(world, content)
    before = world.homes.get(user.id)
    home = homes.published(before, user.id, content, seen=args.get("hash"))
    world.homes[user.id] = home
    world.bell.ring()
    return {"view": described(world, home)}


def described(world: World, view: Modal | Home) -> Json:
    """Give the view object of Slack's answers and payloads."""
    identity = world.identity
    blank: Json = {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        **blank,
        **view.content,
        "id": view.id,
        "team_id": identity.team_id,
        "app_id": identity.app_id,
        "app_installed_team_id": identity.team_id,
        "bot_id": identity.bot_id,
        "hash": view.hash,
        "root_view_id": view.root if isinstance(view, Modal) else view.id,
        "previous_view_id": view.previous if isinstance(view, Modal) else None,
        "state": {"values": view.values},
    }


def _reader(world: World, user_id: str) -> User:
    try:
        return world.visible_user(user_id)
    except Refusal:
        raise pointed("invalid_arguments", ["invalid `user_id`"]) from None
