"""Methods that tell who and what there is: people, channels, user groups, and the bot itself."""

from bot.sandbox.access import check_scope
from bot.sandbox.people import User
from bot.sandbox.places import Channel
from bot.sandbox.refusals import Refusal, pointed
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def auth_test(world: World, _args: Json) -> Json:
    """Tell the bot who it is."""
    identity = world.identity
    return {
        "url": f"https://{identity.team_domain}.slack.com/",
        "team": identity.team_name,
        "user": identity.bot_name,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def users_info(world: World, args: Json) -> Json:
    """Describe a person; outsiders with fewer fields, an address only with its scope."""
    user = world.visible_user(args["user"])
    with_locale = bool(args.get("include_locale"))
    return {"user": described(world, user, with_locale=with_locale)}


def lookup_by_email(world: World, args: Json) -> Json:
    """Find a member of the home workspace by address."""
    user = world.people.addressed(args["email"])
    return {"user": described(world, user, with_locale=False)}


def conversations_info(world: World, args: Json) -> Json:
    """Describe a channel; each kind needs its own scope."""
    channel = world.visible_channel(args["channel"])
    check_scope(world.identity, f"{channel.kind}:read")
    return {"channel": _channel(world, channel)}


def conversations_open(world: World, args: Json) -> Json:
    """Open the bot's direct message with one person."""
    user_id = _single(args["users"])
    user = world.visible_user(user_id)
    if user.deleted:
        raise Refusal("user_disabled")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")
    channel = world.places.direct(world.identity.bot_user_id, user_id)
    return {"channel": _channel(world, channel) if args.get("return_im") else {"id": channel.id}}


def usergroup_users(world: World, args: Json) -> Json:
    """List the members of a user group."""
    return {"users": list(world.places.usergroup(args["usergroup"]).users)}


def _single(users: str | list[str]) -> str:
    ids = users.split(",") if isinstance(users, str) else users
    if len(ids) != 1:
        raise pointed("invalid_arguments", ["only direct messages with one person are known here"])
    return ids[0]


def described(world: World, user: User, *, with_locale: bool) -> Json:
    """Give a person as Slack describes them to the bot."""
    profile = {"real_name": user.real_name, "display_name": user.name}
    told: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "profile": profile,
    }
    if user.team != world.identity.team_id:
        return told | {"is_stranger": False}
    if "users:read.email" in world.identity.scopes:
        profile["email"] = user.email
    if with_locale:
        told["locale"] = user.locale
    return told | _at_home(user)


def _at_home(user: User) -> Json:
    return {
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_app_user": False,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset,
    }


def _channel(world: World, channel: Channel) -> Json:
    described: Json = {"id": channel.id, "is_im": channel.is_im, "is_archived": channel.is_archived}
    if channel.is_im:
        return described | {"user": channel.other_than(world.identity.bot_user_id)}
    return described | {
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_private": channel.is_private,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": channel.is_pending_ext_shared,
        "is_org_shared": False,
        "is_member": world.identity.bot_user_id in channel.members,
        "context_team_id": world.identity.team_id,
    }
