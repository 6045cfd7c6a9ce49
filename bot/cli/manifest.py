"""`kompas manifest`: the app's manifest, to be pasted into Slack."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot import manifest as slack_manifest
from bot.cli import output
from bot.cli.complaints import WrongUsage
from bot.config import Settings

PublicUrl = Annotated[
    str | None, typer.Option(help="Where Slack reaches Kompas, such as https://kompas.example.com.")
]
Socket = Annotated[bool, typer.Option("--socket", help="For Socket Mode: no public address.")]


def manifest(*, public_url: PublicUrl = None, socket: Socket = False) -> None:
    """Print the manifest of the Slack app, for HTTP or for Socket Mode.

    Without an option it is for the way in which the settings reach Slack.
    """
    if socket and public_url is not None:
        raise WrongUsage("Choose --public-url or --socket, not both.")
    address = None if socket else _address(public_url)
    output.say(slack_manifest.render(address).rstrip("\n"))


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
