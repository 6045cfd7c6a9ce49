"""From the command to its end: the page first, since it is soon there, then all that works."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import manifest, overlays
from bot.cli import output, rubbish
from bot.cli.demo import apart, keeping, moments, ports, stopping, window
from bot.cli.demo.panel import BESIDE, Panel
from bot.clock import Clock
from bot.sandbox.menus import Command, Shortcut
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from bot.cli.demo.prepared import Prepared

HOST = "127.0.0.1"
EVENTS_AGAIN = (2.0, 4.0, 8.0)
"""Seconds until an event is told again: sooner than Slack does, for a bot that is just starting."""
NOT_YET = "Kompas is still being set up. Try again in a few seconds."
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line."""

    port: int
    seed: int
    keep: Path | None
    in_browser: bool


def play(wanted: Wanted) -> None:
    """Serve the demo until somebody ends it.

    Raises:
        NoPort: no port is free.
        NotThere: the folder to keep cannot be used.
        NotReached: the bot does not reach the Slack beside it.
    """
    with suppress(KeyboardInterrupt), keeping.folder(wanted.keep) as folder:
        asyncio.run(stopping.until_told(_play(wanted, folder)))
    output.say(_farewell(wanted.keep))


async def _play(wanted: Wanted, folder: Path) -> None:
    for name in PROXIES:
        os.environ.pop(name, None)  # noqa: TID251 - both ends are on this machine
    clock = Clock()
    clock.move(moments.wednesday_at_ten(clock.real()) - clock.now())
    slack = slack_of(clock)
    slack.world.not_yet = NOT_YET
    panel = Panel(slack, clock, seed=wanted.seed)
    async with AsyncExitStack() as stack:
        await ports.serve(
            stack,
            lambda port: slack.serving(HOST, port, routes=panel.routes(), beside=BESIDE),
            wanted.port,
        )
        _greet(slack.world.origin, wanted)
        filling = partial(_prepared, slack, clock, folder, wanted.seed)
        with rubbish.left_lying():
            prepared = await apart.done(filling)
            from bot.cli.demo import acts, stage  # noqa: PLC0415 - the thread has imported the bot

        playing = acts.Acts(await stack.enter_async_context(stage.set_up(slack, clock, prepared)))
        slack.world.not_yet = ""
        panel.begin(playing)
        await playing.keep_time()


def slack_of(clock: Clock) -> Sandbox:
    """Make the Slack, in which the app is set up as its manifest says."""
    scopes = {*manifest.SCOPES, *overlays.scopes()}
    slack = Sandbox.populated(scopes, clock.now, pace=False)
    features = manifest.manifest(None)["features"]
    slack.world.subscriptions = {*manifest.EVENTS, *overlays.events()}
    slack.world.retry_delays = EVENTS_AGAIN
    slack.world.has_home_tab = features["app_home"]["home_tab_enabled"]
    slack.world.messages_tab_read_only = features["app_home"]["messages_tab_read_only_enabled"]
    slack.commands.extend(map(_command, features["slash_commands"]))
    slack.shortcuts.extend(map(_shortcut, features["shortcuts"]))
    return slack


def _command(said: Mapping[str, str]) -> Command:
    return Command(said["command"], said["description"], said["usage_hint"])


def _shortcut(said: Mapping[str, str]) -> Shortcut:
    return Shortcut(said["callback_id"], said["name"], said["description"])


async def _prepared(slack: Sandbox, clock: Clock, folder: Path, seed: int) -> "Prepared":
    """Import the bot and fill its database, which takes longer than people like to wait."""
    from bot import logs  # noqa: PLC0415 - the page need not wait for it
    from bot.cli.demo import acts, prepared  # noqa: F401, PLC0415 - nor for these

    logs.configure("ERROR")
    settings = prepared.settings_of(slack.identity, slack.api_url, folder)
    return await prepared.prepare(settings, slack.identity.team_id, clock.now(), seed=seed)


def _greet(address: str, wanted: Wanted) -> None:
    output.say(f"Kompas, with a Slack of its own, is at {address}")
    end = "leaves nothing behind" if wanted.keep is None else "keeps the database"
    output.say(f"Ctrl-C ends it and {end}.")
    if wanted.in_browser:
        window.open_at(address)


def _farewell(keep: Path | None) -> str:
    if keep is None:
        return "Ended. Nothing is left of it."
    url = f"sqlite:///{keep.expanduser().resolve() / keeping.DATABASE}"
    return f"Kept. Look at it with:  DATABASE_URL={url} kompas summary csat 30d by team"
