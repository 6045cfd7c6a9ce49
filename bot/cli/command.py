"""The command itself: its verbs, and one way out for everything that can go wrong."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group
from typing_extensions import override

from bot.cli import complaints, output, rubbish

HELP = "Ask customers one short question in Slack, and get numbers that can be trusted."


class Verb(NamedTuple):
    """A verb without its code."""

    place: str
    """In `bot.cli`: a function or its commands."""
    does: str
    """A line for the list of `--help`."""


VERBS: Mapping[str, Verb] = {
    "demo": Verb("demo:demo", "Try Kompas in a browser, with a Slack and data of its own."),
    "serve": Verb("serve:serve", "Run the bot."),
    "migrate": Verb("migrate:migrate", "Bring the database's tables up to this release."),
    "connect": Verb("connect:commands", "Connect a ticket system by a signed webhook."),
    "survey": Verb("survey:commands", "See and change what the surveys ask, whom and when."),
    "import": Verb("importing:import_file", "Import answers or tickets from a CSV file."),
    "export": Verb("export:export", "Write what numbers are made of to a file."),
    "summary": Verb("summary:summary", "Print the numbers that /kpi would give."),
    "ledger": Verb("ledger:ledger", "Print how the resolutions of a period ended."),
    "verify": Verb("verify:verify", "Recount what was counted, and name what differs."),
    "doctor": Verb("doctor:doctor", "Check settings, keys, database, Slack and public address."),
    "manifest": Verb("manifest:manifest", "Print the manifest of the Slack app."),
}
"""In the order of `--help`."""


class Verbs(TyperGroup):
    """Knows its verbs by name, and imports the one that is wanted: imports are most of its cost.

    Typer has no public names for the types of a context and of a command.
    """

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return verb(cmd_name) if cmd_name in VERBS else None

    @override
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.does) for name, one in VERBS.items()])


@cache
def verb(name: str) -> Any:
    """Import a verb, one of VERBS, and return its command."""
    module, _, part = VERBS[name].place.partition(":")
    with rubbish.left_lying():
        found = getattr(import_module(f"bot.cli.{module}"), part)
    if isinstance(found, typer.Typer):
        return get_group(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(found)
    return get_command(alone)


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line, without the program's name; return the exit code.

    0 is good, 1 failed, 2 wrong usage; what went wrong stands on stderr in a plain sentence.
    """
    names: dict[str, Any] = dict.fromkeys(VERBS)
    kompas = Verbs(commands=names, help=HELP, no_args_is_help=True, rich_markup_mode=None)
    try:
        left = kompas.main(list(arguments), prog_name="kompas", standalone_mode=False)
    except complaints.KNOWN as error:
        sentence, exit_code = complaints.about(error)
        output.warn(sentence)
        return exit_code
    return left if isinstance(left, int) else 0
