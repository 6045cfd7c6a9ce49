"""`views.*`: opening a modal form with a trigger, and changing one that is open."""

from bot.sandbox.block_kit import surfaces
from bot.sandbox.modals import Modal
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def views_open(world: World, args: Json) -> Json:
    """Open a form for the person whose trigger this is."""
    content = surfaces.checked_view(args["view"])
    user_id = world.triggers.exchange(args["trigger_id"])
    return {"view": described(world, world.modals.open(user_id, content))}


def views_update(world: World, args: Json) -> Json:
    """Replace an open form's content, unless it changed since the hash given."""
    content = surfaces.checked_view(args["view"])
    modal = _named(world, args)
    if args.get("hash", modal.hash) != modal.hash:
        raise Refusal("hash_conflict")
    return {"view": described(world, world.modals.show(modal, content))}


def _named(world: World, args: Json) -> Modal:
    if "view_id" in args:
        return world.modals.find(args["view_id"])
    if "external_id" in args:
        return world.modals.named(args["external_id"])
    raise Refusal("invalid_arguments")


def described(world: World, modal: Modal) -> Json:
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
        **modal.content,
        "id": modal.id,
        "team_id": identity.team_id,
        "app_id": identity.app_id,
        "app_installed_team_id": identity.team_id,
        "bot_id": identity.bot_id,
        "hash": modal.hash,
        "root_view_id": modal.root,
        "previous_view_id": modal.previous,
        "state": {"values": modal.values},
    }
