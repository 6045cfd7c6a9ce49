"""`views.open`: opening a modal form with a trigger."""

from bot.sandbox.block_kit import surfaces
from bot.sandbox.modals import Modal
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def views_open(world: World, args: Json) -> Json:
    """Open a form for the person whose trigger this is."""
    content = surfaces.checked_view(args["view"])
    user_id = world.triggers.exchange(args["trigger_id"])
    return {"view": described(world, world.modals.open(user_id, content))}


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
