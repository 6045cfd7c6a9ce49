"""How the dates of a file are written: given, found out, or asked; never guessed."""

import sys
from datetime import datetime

import typer

from bot.cli.complaints import WrongUsage
from bot.importing import dates, file
from bot.importing.dates import Findings
from bot.importing.file import Layout

_NAMED = {form.casefold(): form for form in (dates.ISO, dates.UNIX)} | {
    "iso": dates.ISO,
    "unix": dates.UNIX,
}
_MOST_TRIED = 3
"""How many formats are named of those that read some rows."""
_PROBE = datetime(2021, 11, 28, 13, 45)  # noqa: DTZ001 - only its digits matter


def settled(shape: Layout, given: str | None, *, may_ask: bool) -> str:
    """Give the format of the columns with dates.

    Raises:
        WrongUsage: the given format is none, or the dates do not tell and nobody can be asked.
    """
    if given is not None:
        return _checked(given)
    findings = file.date_format(shape)
    if len(findings.formats) == 1:
        return findings.formats[0]
    column = " or ".join(shape.header[place].strip() for place in shape.dates)
    if not findings.formats:
        if not file.has_records(shape):
            return dates.ISO  # Where no row can be read, each says so itself.
        raise _unknown(column, findings)
    if may_ask and sys.stdin.isatty() and sys.stderr.isatty():
        return _asked(column, findings)
    raise WrongUsage(
        "{example} in column {column} can be read as {readings}: give one by --date-format.",
        example=findings.example,
        column=column,
        readings=" or ".join(_reading(findings.example, form) for form in findings.formats),
    )


def shown(value: str, form: str) -> str:
    """Say which day a text is, in words that leave no doubt."""
    found = dates.parse(value, form)
    return f"{found.day} {found:%B %Y}" if found else value


def _checked(given: str) -> str:
    form = _NAMED.get(given.casefold())
    if form is not None:
        return form
    try:
        good = datetime.strptime(_PROBE.strftime(given), given).day == _PROBE.day  # noqa: DTZ007 - no moment
    except ValueError:
        good = False
    if not good:
        raise WrongUsage(
            "{given} is not a date format. Try --date-format %d/%m/%Y.", given=given or "Nothing"
        )
    return given


def _unknown(column: str, findings: Findings) -> WrongUsage:
    if findings.tried:
        return _of_several_forms(column, findings)
    if not findings.example:
        return WrongUsage("There is no date in column {column}.", column=column)
    return WrongUsage(
        "I cannot tell how {example} in column {column} is written: give it by --date-format.",
        example=findings.example,
        column=column,
    )


def _of_several_forms(column: str, findings: Findings) -> WrongUsage:
    tried = [f"{form} reads {rows}" for form, rows in findings.tried[:_MOST_TRIED]]
    return WrongUsage(
        "No date format that I know reads most of column {column}: of {rows} rows {tried}. Write "
        "them all in one way, or give the one to read by --date-format.",
        column=column,
        rows=findings.rows,
        tried=", ".join(tried),
    )


def _asked(column: str, findings: Findings) -> str:
    typer.echo(f"What is {findings.example} in column {column}?", err=True)
    for number, form in enumerate(findings.formats, start=1):
        typer.echo(f"  {number}  {_reading(findings.example, form)}", err=True)
    numbers = [str(number + 1) for number in range(len(findings.formats))]
    while (chosen := str(typer.prompt("Number", err=True))) not in numbers:
        typer.echo(f"Type {' or '.join(numbers)}.", err=True)
    return findings.formats[int(chosen) - 1]


def _reading(example: str, form: str) -> str:
    return f"{shown(example, form)} ({form})"
