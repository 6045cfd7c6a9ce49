"""The options of `kompas import`, and what is said with them of segments."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.complaints import WrongUsage
from bot.importing.presets import PRESETS
from kpi.metrics import ASKED, Metric
from kpi.query import SEGMENTS


def _asked(name: str) -> Metric:
    """Read what the scores measure: only what somebody is asked for."""
    found = next((metric for metric in ASKED if metric == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(f"'{metric}'" for metric in ASKED)
        raise typer.BadParameter(f"{name!r} is not one of {known}.")
    return found


def _column(what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(help=f"Column with {what}.", metavar="COLUMN")
    return option


def _of_tickets(what: str) -> typer.models.OptionInfo:
    return _column(f"{what} (tickets)")


File = Annotated[Path, typer.Argument(help="A CSV file.", metavar="FILE")]
What = Annotated[
    Metric | None,
    typer.Option(help="What the scores are: csat, ces or nps.", parser=_asked, metavar="METRIC"),
]
Tool = Annotated[
    str | None, typer.Option(help=f"Whose export it is: {', '.join(PRESETS)}.", metavar="TOOL")
]
Scores = Annotated[str | None, _column("the scores")]
Dates = Annotated[str | None, _column("the dates of answers")]
Ids = Annotated[str | None, _column("what names each answer or ticket")]
Comments = Annotated[str | None, _column("remarks")]
Segments = Annotated[
    list[str] | None,
    typer.Option(help="Such as team=Market; may be repeated.", metavar="SEGMENT=COLUMN"),
]
Tickets = Annotated[
    bool, typer.Option("--interactions", help="Take the tickets of a file with answers too.")
]
Source = Annotated[
    str | None, typer.Option(help="Where tickets are from, as their webhooks say: zendesk, jira …")
]
Opened = Annotated[str | None, _of_tickets("the moment of opening")]
Replied = Annotated[str | None, _of_tickets("the moment of the first reply")]
Resolved = Annotated[str | None, _of_tickets("the moment of the last resolution")]
Reopened = Annotated[str | None, _of_tickets("the moment of reopening")]
Subjects = Annotated[str | None, _of_tickets("the subject")]
Urls = Annotated[str | None, _of_tickets("the address of the ticket")]
Requesters = Annotated[str | None, _of_tickets("the customer's mail address")]
Tags = Annotated[str | None, _of_tickets("tags between commas")]
DateFormat = Annotated[
    str | None, typer.Option(help="Such as %d/%m/%y; found out when left out.", metavar="FORMAT")
]
Delimiter = Annotated[str | None, typer.Option(help="Found out when left out.")]
Encoding = Annotated[str | None, typer.Option(help="Found out when left out.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what is understood; store nothing.")]


def segments(pairs: Sequence[str]) -> dict[str, str]:
    """Read pairs of a segment and a column. Raises WrongUsage."""
    found: dict[str, str] = {}
    for pair in pairs:
        segment, equals, column = pair.partition("=")
        name = segment.strip().casefold()
        if not equals or name not in SEGMENTS or not column.strip():
            raise WrongUsage(
                "--segment {pair} is not SEGMENT=COLUMN; the segments are {known}.",
                pair=pair,
                known=", ".join(SEGMENTS),
            )
        if name in found:
            raise WrongUsage("--segment {name} is given twice.", name=name)
        found[name] = column
    return found
