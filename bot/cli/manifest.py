"""`kompas manifest`: the app's manifest, to be pasted into Slack."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot import manifest as slack_manifest
from bot import overlays
from bot.cli import output
from bot.cli.complaints import WrongUsage
from bot.config import Settings

PublicUrl = Annotated[
    str | None, typer.Option(help="Where Slack reaches Kompas, such as https://kompas.example.com.")
]
Socket = Annotated[bool, typer.Option("--socket", help="For Socket Mode: no public address.")]
Extras = Annotated[
    list[str] | None,
    typer.Option("--with", help=f"What the app may do besides: {', '.join(overlays.OVERLAYS)}."),
]


def manifest(
    *, public_url: PublicUrl = None, socket: Socket = False, extras: Extras = None
) -> None:
    """Print the manifest of the Slack app, for HTTP or for Socket Mode.

    Without an option it is for the way in which the settings reach Slack.
    """
    wanted = list(dict.fromkeys(extras or ()))
    for name in wanted:
        if name not in overlays.OVERLAYS:
            known = ", ".join(overlays.OVERLAYS)
            raise WrongUsage("--with takes {known}, not {name}.", known=known, name=name)
    if socket and public_url is not None:
        raise WrongUsage("Choose --public-url or --socket, not both.")
    address = None if socket else _address(public_url)
    output.say(slack_manifest.render(address, wanted).rstrip("\n"))


def _address(given: str | None) -> str | None:
    """Give the address to print, checked; None for Socket Mode."""
    if given is not None:
        return _checked(given)
    settings = Settings.load()
    if settings.uses_socket_mode:
        return None
    if settings.public_url is None:
        raise WrongUsage("Say where Slack reaches Kompas by --public-url, or choose --socket.")
    return _checked(settings.public_url)


def _checked(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise WrongUsage("Slack calls https addresses only, not {address}.", address=address)
    return address
