"""`kompas connect token` and `write-back`: let Kompas ask a ticket system, and write on tickets."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

import typer

from bot import tokens
from bot.cli import output, store
from bot.cli.complaints import WrongUsage
from bot.cli.connect_doors import HookId, with_hook
from bot.cli.options import WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from bot.ticket_apis.talk import TicketApi
from bot.tokens import NoApi, NoToken, Offer
from kpi.store.database import Database
from kpi.store.tables import Hook

Options: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--option",
        metavar="NAME=VALUE",
        help="What the API needs too, such as subdomain=acme. May be given many times.",
    ),
]
Token: TypeAlias = Annotated[
    str | None, typer.Option("--token", metavar="TEXT", help="The token; asked for when left out.")
]
AllowPrivate: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Let its address, and no other, be a private one of your network."
    ),
]
Remove: TypeAlias = Annotated[
    bool, typer.Option("--remove", help="Forget the token, and ask the system nothing any more.")
]
OnOff: TypeAlias = Annotated[Literal["on", "off"], typer.Argument(metavar="on|off")]


def give_token(
    hook_id: HookId,
    *,
    token: Token = None,
    option: Options = None,
    allow_private: AllowPrivate = False,
    remove: Remove = False,
    workspace: WorkspaceId = None,
) -> None:
    """Give Kompas a token for the system's API, to look people up and catch up on webhooks."""
    settings, wishes = Settings.load(), option or []

    async def work(database: Database, hook: Hook) -> str:
        if remove:
            await tokens.forget(database, hook)
            return "The token is forgotten."
        offer = offered(hook, token, wishes, allow_private=allow_private)
        await given(database, SecretBox.of(settings), hook, offer)
        return "The token works, and is stored, encrypted."

    output.say(store.run(with_hook(settings, hook_id, workspace, work)))


def turn_write_back(hook_id: HookId, wanted: OnOff, *, workspace: WorkspaceId = None) -> None:
    """Write answers as notes on their tickets, or stop that; anonymous ones never are."""

    async def work(database: Database, hook: Hook) -> list[str]:
        return await turned(database, hook, is_on=wanted == "on")

    for line in store.run(with_hook(Settings.load(), hook_id, workspace, work)):
        output.say(line)


def offered(
    hook: Hook, token: str | None, wishes: Sequence[str], *, allow_private: bool = False
) -> Offer:
    """Read what was typed; a token that was not is asked for.

    Raises:
        WrongUsage: the system has no API that we know, or an option is not its.
    """
    api = _api(hook)
    options = _options(api, wishes)
    return Offer(token=token or _asked(api), options=options, allow_private=allow_private)


async def given(database: Database, box: SecretBox, hook: Hook, offer: Offer) -> None:
    """Try a token out, and keep it when it works. Raises KpiError."""
    client = Client()
    try:
        await tokens.give(database, box, hook, client=client, offer=offer, now=Clock().now())
    finally:
        await client.close()


async def turned(database: Database, hook: Hook, *, is_on: bool) -> list[str]:
    """Turn writing back on or off; return what there is to say.

    Raises:
        WrongUsage: the system has no API that we know, or nobody gave a token.
    """
    api = _api(hook)
    try:
        await tokens.write_back(database, hook, is_on=is_on)
    except NoToken:
        raise WrongUsage("Give a token first: kompas connect token {id}", id=hook.id) from None
    if not is_on:
        return ["Answers are no longer written on tickets."]
    told = ["New answers are written on their tickets; those of anonymous surveys never are."]
    if api.note_is_public:
        told.append("Mind: everybody who can read the ticket reads rating and comment too.")
    return told


VERBS: Mapping[str, Callable[..., None]] = {"token": give_token, "write-back": turn_write_back}


def _api(hook: Hook) -> TicketApi:
    try:
        return tokens.api_of(hook)
    except NoApi:
        raise WrongUsage("Kompas knows no API of {source}.", source=hook.source) from None


def _options(api: TicketApi, wishes: Sequence[str]) -> dict[str, str]:
    """Read NAME=VALUE. Raises WrongUsage for anything else, naming what there is."""
    names = {option.name for option in api.options}
    found: dict[str, str] = {}
    for wish in wishes:
        name, sign, value = wish.partition("=")
        if not sign or name.strip() not in names:
            known = "; ".join(f"{option.name}: {option.what}" for option in api.options)
            raise WrongUsage("{wish} is no option here. {known}.", wish=wish, known=known)
        found[name.strip()] = value.strip()
    return found


def _asked(api: TicketApi) -> str:
    """Ask for the token without showing it; from a pipe, take its first line."""
    if sys.stdin.isatty():
        output.say(api.token)
        return str(typer.prompt("Token", hide_input=True)).strip()
    token = sys.stdin.readline().strip()
    if not token:
        raise WrongUsage("There is no token: type it, pipe it in, or use --token.")
    return token
