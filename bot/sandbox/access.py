"""Whether a call may be made: its token, and the scopes the app was installed with."""

from collections.abc import Collection, Iterable

from bot.sandbox.identity import Identity
from bot.sandbox.methods import Method
from bot.sandbox.refusals import Refusal

APP_SCOPES = frozenset({"connections:write"})


def check_token(
    identity: Identity, method: Method, token: str, *, lent: Collection[str] = ()
) -> None:
    """Refuse a call without a token, with a wrong one, or with the other kind of ours.

    `lent` are those that came with the steps of workflows, good for what the bot's own is.
    """
    if token in lent and not method.app_level:
        return
    if not token:
        raise Refusal("not_authed")
    wanted = identity.app_token if method.app_level else identity.bot_token
    if token == wanted:
        return
    ours = token in {identity.app_token, identity.bot_token}
    raise Refusal("not_allowed_token_type" if ours else "invalid_auth")


def check_scopes(identity: Identity, method: Method) -> None:
    """Refuse a call when the app holds none of the scopes that allow it."""
    if method.app_level or not method.scopes:
        return
    if not identity.scopes.intersection(method.scopes):
        raise missing_scope(method.scopes, identity.scopes)


def check_scope(identity: Identity, scope: str) -> None:
    """Refuse a call that needs this very scope."""
    if scope not in identity.scopes:
        raise missing_scope((scope,), identity.scopes)


def missing_scope(needed: Iterable[str], provided: Iterable[str]) -> Refusal:
    """Give Slack's refusal that names what was needed and what the token has."""
    return Refusal("missing_scope", needed=",".join(needed), provided=",".join(sorted(provided)))
