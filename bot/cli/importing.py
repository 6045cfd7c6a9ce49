"""`kompas import`: answers from anybody's export, read bit by bit, each bad row named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import import_dates, import_report, import_rows, store
from bot.cli.complaints import FAILED, WrongUsage
from bot.cli.import_report import Report
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.importing import plans
from bot.importing.file import Given
from bot.importing.plans import Told
from bot.importing.presets import PRESETS
from kpi.metrics import ASKED, Metric
from kpi.query import SEGMENTS

File = Annotated[Path, typer.Argument(help="A CSV file.", metavar="FILE")]


def _asked(name: str) -> Metric:
    """Read what the scores measure: only what somebody is asked for."""
    found = next((metric for metric in ASKED if metric == name.strip().casefold()), None)
    if found is None:
        known = ", ".join(f"'{metric}'" for metric in ASKED)
        raise typer.BadParameter(f"{name!r} is not one of {known}.")
    return found


What = Annotated[
    Metric | None,
    typer.Option(help="What the scores are: csat, ces or nps.", parser=_asked, metavar="METRIC"),
]
Tool = Annotated[
    str | None, typer.Option(help=f"Whose export it is: {', '.join(PRESETS)}.", metavar="TOOL")
]
Scores = Annotated[str | None, typer.Option(help="Column with the scores.", metavar="COLUMN")]
Dates = Annotated[str | None, typer.Option(help="Column with the dates.", metavar="COLUMN")]
Ids = Annotated[str | None, typer.Option(help="Column that names each answer.", metavar="COLUMN")]
Comments = Annotated[str | None, typer.Option(help="Column with remarks.", metavar="COLUMN")]
Segments = Annotated[
    list[str] | None,
    typer.Option(help="Such as team=Market; may be repeated.", metavar="SEGMENT=COLUMN"),
]
DateFormat = Annotated[
    str | None, typer.Option(help="Such as %d/%m/%y; found out when left out.", metavar="FORMAT")
]
Delimiter = Annotated[str | None, typer.Option(help="Found out when left out.")]
Encoding = Annotated[str | None, typer.Option(help="Found out when left out.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what is understood; store nothing.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants imported."""

    path: Path
    told: Told
    given: Given
    date_format: str | None
    dry_run: bool
    quiet: bool
    """Whether a machine reads along, so that nothing is drawn or asked."""


def import_file(  # noqa: PLR0913 - the options of the command, by their names
    path: File,
    *,
    preset: Tool = None,
    metric: What = None,
    score_column: Scores = None,
    date_column: Dates = None,
    id_column: Ids = None,
    comment_column: Comments = None,
    segment: Segments = None,
    date_format: DateFormat = None,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
    workspace: WorkspaceId = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import answers from a CSV file; importing it again adds nothing.

    Each row is one answer that somebody gave. Interactions without an answer cannot be imported
    by file yet: send those by the webhook of your ticket system (kompas connect --help).

    Exports of Zendesk, Delighted, Intercom, Freshdesk and SurveyMonkey are known by their columns
    or named by --preset. Of any other file name the columns, at least --score-column and
    --date-column, and what they measure by --metric. Try --dry-run first.

    Bad rows are named with their line and never stop the others. Exit 1 when the file cannot be
    read or none of its rows could be used.
    """
    told = Told(
        metric=metric,
        preset=None if preset is None else preset.strip().casefold(),
        score=score_column,
        date=date_column,
        id=id_column,
        comment=comment_column,
        segments=_segments(segment or ()),
    )
    order = Order(
        path=path,
        told=told,
        given=Given(encoding=encoding, delimiter=delimiter),
        date_format=date_format,
        dry_run=dry_run,
        quiet=as_json,
    )
    report = carry_out(Settings.load(), order, workspace)
    import_report.show(report, as_json=as_json)
    if not report.usable:
        raise typer.Exit(FAILED)


def carry_out(settings: Settings, order: Order, workspace: str | None) -> Report:
    """Look at the file, settle how its dates are written, then read it into the database."""
    plan = plans.plan(order.path, order.told, order.given)
    date_format = import_dates.settled(plan.shape, order.date_format, may_ask=not order.quiet)
    report = Report(plan=plan, date_format=date_format, dry_run=order.dry_run, quiet=order.quiet)
    return store.run(import_rows.read_in(settings, report, workspace, Clock()))


def _segments(pairs: Sequence[str]) -> dict[str, str]:
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
