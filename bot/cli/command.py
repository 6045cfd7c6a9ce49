"""The command itself: its verbs, and one way out for everything that can go wrong."""

from collections.abc import Sequence

import typer
from typer.main import get_command

from bot.cli import (
    complaints,
    connect,
    demo,
    doctor,
    importing,
    ledger,
    manifest,
    migrate,
    output,
    serve,
    summary,
    survey,
    verify,
)

HELP = "Ask customers one short question in Slack, and get numbers that can be trusted."


def build() -> typer.Typer:
    """Put the verbs together, in the order of `--help`."""
    kompas = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )
    kompas.command("demo")(demo.demo)
    kompas.command("serve")(serve.serve)
    kompas.command("migrate")(migrate.migrate)
    kompas.add_typer(connect.commands, name="connect")
    kompas.add_typer(survey.commands, name="survey")
    kompas.command("import")(importing.import_file)
    kompas.command("summary")(summary.summary)
    kompas.command("ledger")(ledger.ledger)
    kompas.command("verify")(verify.verify)
    kompas.command("doctor")(doctor.doctor)
    kompas.command("manifest")(manifest.manifest)
    return kompas


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line, without the program's name; return the exit code.

    0 is good, 1 failed, 2 wrong usage; what went wrong stands on stderr in a plain sentence.
    """
    command = get_command(build())
    try:
        left = command.main(list(arguments), prog_name="kompas", standalone_mode=False)
    except complaints.KNOWN as error:
        sentence, exit_code = complaints.about(error)
        output.warn(sentence)
        return exit_code
    return left if isinstance(left, int) else 0
