"""Tokens for the APIs of ticket systems, from Slack or a command line: tried, then kept sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yarl import URL

from bot.secrets import SecretBox
from bot.ticket_apis import access, catalog
from bot.ticket_apis.access import Account, WrongOption
from bot.ticket_apis.client import Client
from bot.ticket_apis.judging import NOT_PUBLIC
from bot.ticket_apis.talk import TicketApi
from bot.ticket_apis.trouble import ApiTrouble
from kpi.errors import KpiError
from kpi.store import completions, hooks
from kpi.store.database import Database
from kpi.store.tables import Hook


class NoApi(KpiError):
    """Kompas knows no API of this system."""


class NoToken(KpiError):
    """A token is needed first."""


class WrongToken(KpiError):
    """That cannot be a token: they are letters, digits and signs without spaces."""


class TokenGoesElsewhere(KpiError):
    """That leads to another host, so the token is needed again: nobody may have it sent there."""


class NotInside(KpiError):
    """This system always is on the public internet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody gives us to reach an API."""

    token: str = field(default="", repr=False)
    """Empty for the one that is kept already."""
    options: Mapping[str, str]
    """Those that change, by their names; names that the API does not have are an error."""
    allow_private: bool = False
    """Whether its address may be a private one; an operator says so, and no form does."""


def api_of(hook: Hook) -> TicketApi:
    """Return what is known of a system's API. Raises NoApi."""
    api = catalog.api_of(hook)
    if api is None:
        raise NoApi
    return api


async def give(
    database: Database, box: SecretBox, hook: Hook, *, client: Client, offer: Offer, now: datetime
) -> None:
    """Try a token out, and keep it when it works; what could not be asked before is asked then.

    Raises:
        NoApi: the system has none that we know.
        NotInside: a private address is allowed for a system that has no address of its own.
        NoToken: none is offered, and none is kept.
        TokenGoesElsewhere: the one that is kept was given for another host.
        WrongToken: it holds what no token does.
        WrongOption: an option is missing or wrong.
        ApiTrouble: the system refuses it, or cannot be reached.
    """
    api = api_of(hook)
    options = _options(api, hook, offer)
    token = _token(box, hook, offer)
    account = access.account_of(api.options, options, token)
    if not offer.token and _host(api, account) != _host_of(api, hook, token):
        raise TokenGoesElsewhere
    await _tried(client, api, account, hook)
    columns = {"token": box.seal(token.encode()), "options": options, "poll_trouble": ""}

    async def keep(connection: Any) -> None:
        await hooks.change(connection, hook, **columns, poll_due_at=None)
        await completions.resume(connection, hook, now)

    await database.writer.work(keep)


async def forget(database: Database, hook: Hook) -> None:
    """Forget a token, and what an operator allowed for it."""
    options = {name: value for name, value in hook.options.items() if name != access.PRIVATE}
    await _change(database, hook, token=None, options=options, poll_trouble="")


async def write_back(database: Database, hook: Hook, *, is_on: bool) -> None:
    """Write answers as notes on their tickets, or stop that.

    Raises:
        NoApi: the system has none that we know.
        NoToken: nobody gave one, or the system takes no notes.
    """
    api = api_of(hook)
    if is_on and (api.note is None or hook.token is None):
        raise NoToken
    await _change(database, hook, write_back=is_on)


def _options(api: TicketApi, hook: Hook, offer: Offer) -> dict[str, str]:
    """Return the options as they will be kept; a permission holds for one address only."""
    options = {**hook.options, **offer.options}
    if not offer.allow_private:
        return options
    known = {option.name: option.default for option in api.options}
    if access.ADDRESS not in known:
        raise NotInside
    return options | {access.PRIVATE: options.get(access.ADDRESS) or known[access.ADDRESS] or ""}


def _token(box: SecretBox, hook: Hook, offer: Offer) -> str:
    if not offer.token and hook.token is None:
        raise NoToken
    token = offer.token or box.open(hook.token or b"").decode()
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise WrongToken
    return token


def _host_of(api: TicketApi, hook: Hook, token: str) -> URL | None:
    """Return the host for which a hook's token was given; None where that is not told."""
    try:
        return _host(api, access.account_of(api.options, hook.options, token))
    except WrongOption:
        return None


def _host(api: TicketApi, account: Account) -> URL:
    return URL(next(api.check(account)).url).origin()


async def _tried(client: Client, api: TicketApi, account: Account, hook: Hook) -> None:
    try:
        await client.hold(api.check(account))
    except ApiTrouble as trouble:
        if trouble.reason != NOT_PUBLIC or access.ADDRESS not in account.options:
            raise
        raise ApiTrouble(
            "{host} is not on the public internet. Where Kompas runs, this allows it:"
            " kompas connect token {hook} --allow-private",
            reason=NOT_PUBLIC,
            is_final=True,
            hook=hook.id,
            host=trouble.values.get("host"),
        ) from None


async def _change(database: Database, hook: Hook, **columns: object) -> None:
    await database.writer.work(lambda connection: hooks.change(connection, hook, **columns))
