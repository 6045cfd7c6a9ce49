"""The verb: it needs no settings, and leaves nothing behind unless it is asked to."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output, rubbish

TO_SLACK = """\
1  Print the app's manifest: kompas manifest --socket, or --public-url https://… for HTTP.
2  On https://api.slack.com/apps choose Create New App, From a manifest, paste it, and install it.
3  Put SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or for HTTP SLACK_SIGNING_SECRET) in a file .env.
4  Start kompas serve; kompas doctor says what is still wrong, and what to do about it.
5  In Slack, connect your ticket system: /survey connect; say who leads: /survey leads @group."""

Port = Annotated[
    int, typer.Option(min=0, max=65535, help="Where to serve; the next free one when it is taken.")
]
Seed = Annotated[int, typer.Option(help="What the sample data is drawn from.")]
Keep = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", file_okay=False, help="Keep the database there."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]
Slack = Annotated[bool, typer.Option("--slack", help="Say how to go on to a real workspace.")]


def demo(
    *,
    port: Port = 3000,
    seed: Seed = 47,
    keep: Keep = None,
    no_browser: NoBrowser = False,
    slack: Slack = False,
) -> None:
    """Try Kompas in a browser: a Slack of its own with sample data, on this machine alone."""
    if slack:
        output.say(TO_SLACK)
        return
    with rubbish.left_lying():
        from bot.cli.demo import playing  # noqa: PLC0415 - `--slack` need not wait for a web server

    playing.play(playing.Wanted(port=port, seed=seed, keep=keep, in_browser=not no_browser))
