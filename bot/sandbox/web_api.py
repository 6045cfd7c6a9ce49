"""The Web API: one call in, Slack's answer or refusal out."""

from collections.abc import Callable, Mapping
from secrets import token_hex

from bot.sandbox import (
    chat_methods,
    directory_methods,
    files_methods,
    listing_methods,
    step_methods,
    thread_methods,
    view_methods,
)
from bot.sandbox.access import check_scopes, check_token
from bot.sandbox.arguments import check, decode
from bot.sandbox.methods import METHODS
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import ApiCall, World


def _connections_open(world: World, _args: Json) -> Json:
    ticket = token_hex(16)
    world.tickets.add(ticket)
    return {"url": f"{world.origin.replace('http', 'ws', 1)}/link/?ticket={ticket}"}


ANSWERS: Mapping[str, Callable[[World, Json], Json]] = {
    "apps.connections.open": _connections_open,
    "auth.test": directory_methods.auth_test,
    "chat.postEphemeral": chat_methods.post_ephemeral,
    "chat.postMessage": chat_methods.post_message,
    "chat.update": chat_methods.update,
    "conversations.info": directory_methods.conversations_info,
    "conversations.members": listing_methods.conversations_members,
    "conversations.open": directory_methods.conversations_open,
    "conversations.replies": thread_methods.conversations_replies,
    "files.completeUploadExternal": files_methods.complete_upload,
    "files.getUploadURLExternal": files_methods.get_upload_url,
    "functions.completeError": step_methods.complete_error,
    "functions.completeSuccess": step_methods.complete_success,
    "reactions.get": thread_methods.reactions_get,
    "usergroups.users.list": directory_methods.usergroup_users,
    "users.info": directory_methods.users_info,
    "users.list": listing_methods.users_list,
    "users.lookupByEmail": directory_methods.lookup_by_email,
    "views.open": view_methods.views_open,
    "views.publish": view_methods.views_publish,
    "views.push": view_methods.views_push,
    "views.update": view_methods.views_update,
}


def answer(world: World, method: str, *, token: str, sent: Json) -> Json:
    """Do what the method says; every call is noted, refused ones with their error."""
    try:
        done = _do(world, method, token=token, sent=sent)
    except Refusal as refusal:
        _note(world, method, sent, error=refusal.error)
        raise
    _note(world, method, sent)
    return {"ok": True, **done}


def _do(world: World, method: str, *, token: str, sent: Json) -> Json:
    row = METHODS.get(method)
    if row is None:
        raise Refusal("unknown_method", req_method=method)
    check_token(world.identity, row, token, lent=world.steps.tokens)
    check_scopes(world.identity, row)
    args = decode(sent)
    check(row, args)
    world.pace.call(method, row.per_minute)
    return ANSWERS[method](world, args)


def _note(world: World, method: str, args: Json, *, error: str | None = None) -> None:
    world.calls.append(ApiCall(method=method, args=args, at=world.now(), error=error))
    world.bell.ring()
