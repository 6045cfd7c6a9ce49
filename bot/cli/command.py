"""The command itself: its verbs, and one way out for everything that can go wrong."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group
from typing_extensions import override

from bot.cli import complaints, output

HELP = "Ask customers one short question in Slack, and get numbers that can be trusted."

VERBS = {
    "demo": "demo:demo",
    "serve": "serve:serve",
    "migrate": "migrate:migrate",
    "connect": "connect:commands",
    "survey": "survey:commands",
    "import": "importing:import_file",
    "export": "export:export",
    "summary": "summary:summary",
    "ledger": "ledger:ledger",
    "verify": "verify:verify",
    "doctor": "doctor:doctor",
    "manifest": "manifest:manifest",
}
"""Where each verb stands in `bot.cli`, in the order of `--help`: a function or its commands."""


class Verbs(TyperGroup):
    """Knows its verbs by name, and imports the one that is wanted: imports are most of its cost.

    Typer has no public names for the types of a context and of a command.
    """

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return verb(cmd_name) if cmd_name in VERBS else None


def verb(name: str) -> Any:
    """Import a verb, one of VERBS, and return its command."""
    module, _, part = VERBS[name].partition(":")
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
