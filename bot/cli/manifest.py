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
    """Print the manifest of the Slack app, for HTTP or for Socket Mode."""
    if socket and public_url is not None:
        raise WrongUsage("Choose --public-url or --socket, not both.")
    output.say(slack_manifest.render(None if socket else _address(public_url)).rstrip("\n"))


def _address(given: str | None) -> str:
    address = given if given is not None else Settings.load().public_url
    if address is None:
        raise WrongUsage("Say where Slack reaches Kompas by --public-url, or choose --socket.")
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise WrongUsage("Slack calls https addresses only, not {address}.", address=address)
    return address
