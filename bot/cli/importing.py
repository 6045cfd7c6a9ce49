"""`kompas import`: answers or tickets from anybody's export, read bit by bit, bad rows named."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.cli import (
    import_dates,
    import_options,
    import_report,
    import_rows,
    import_ticket_report,
    import_tickets,
    store,
)
from bot.cli import import_options as options
from bot.cli.complaints import FAILED, WrongUsage
from bot.cli.import_report import Report
from bot.cli.import_ticket_report import TicketReport
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.importing import file, headers, plans, ticket_plans
from bot.importing.file import Given
from bot.importing.plans import Told
from bot.importing.ticket_plans import ToldOfTickets
from bot.importing.ticket_presets import FILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which file somebody wants imported, and what was said of how it is written."""

    path: Path
    given: Given
    date_format: str | None
    dry_run: bool
    quiet: bool
    """Whether a machine reads along, so that nothing is drawn or asked."""


def import_file(  # noqa: PLR0913 - the options of the command, by their names
    path: options.File,
    *,
    preset: options.Tool = None,
    metric: options.What = None,
    score_column: options.Scores = None,
    date_column: options.Dates = None,
    id_column: options.Ids = None,
    comment_column: options.Comments = None,
    segment: options.Segments = None,
    interactions: options.Tickets = False,
    source: options.Source = None,
    opened_column: options.Opened = None,
    replied_column: options.Replied = None,
    resolved_column: options.Resolved = None,
    reopened_column: options.Reopened = None,
    subject_column: options.Subjects = None,
    url_column: options.Urls = None,
    requester_column: options.Requesters = None,
    tags_column: options.Tags = None,
    date_format: options.DateFormat = None,
    delimiter: options.Delimiter = None,
    encoding: options.Encoding = None,
    workspace: WorkspaceId = None,
    dry_run: options.DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Import answers or tickets from a CSV file; importing it again adds nothing.

    Each row is one answer that somebody gave, or, with --opened-column or --interactions, one
    ticket as it was. Tickets of a file are past: they count in first response, resolution and
    first contact, and nobody is asked about them. One that comes by webhook too is the same
    ticket, if --source is that of the webhook.

    Exports of Zendesk, Delighted, Intercom, Freshdesk and SurveyMonkey are known by their columns
    or named by --preset, those with tickets are Zendesk's, Intercom's and Freshdesk's. Of any other
    file name the columns: --score-column, --date-column and --metric for answers, --id-column,
    --opened-column and --resolved-column for tickets. Try --dry-run first.

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
        segments=import_options.segments(segment or ()),
    )
    of_tickets = _named(
        opened=opened_column,
        replied=replied_column,
        resolved=resolved_column,
        reopened=reopened_column,
        subject=subject_column,
        url=url_column,
        requester=requester_column,
        tags=tags_column,
    )
    order = Order(
        path=path,
        given=Given(encoding=encoding, delimiter=delimiter),
        date_format=date_format,
        dry_run=dry_run,
        quiet=as_json,
    )
    if interactions or of_tickets or source is not None or _has_tickets_alone(order, told):
        _import_tickets(order, _told_of_tickets(told, of_tickets, source), workspace)
    else:
        _import_answers(order, told, workspace)


def _named(**columns: str | None) -> dict[str, str]:
    """Give the columns that somebody named, by the part of a ticket that each holds."""
    return {part: name for part, name in columns.items() if name is not None}


def _import_answers(order: Order, told: Told, workspace: str | None) -> None:
    """Look at the file, settle how its dates are written, then read it into the database."""
    plan = plans.plan(order.path, told, order.given)
    date_format = import_dates.settled(plan.shape, order.date_format, may_ask=not order.quiet)
    report = Report(plan=plan, date_format=date_format, dry_run=order.dry_run, quiet=order.quiet)
    store.run(import_rows.read_in(Settings.load(), report, workspace, Clock()))
    import_report.show(report, as_json=order.quiet)
    if not report.usable:
        raise typer.Exit(FAILED)


def _import_tickets(order: Order, told: ToldOfTickets, workspace: str | None) -> None:
    plan = ticket_plans.plan(order.path, told, order.given)
    date_format = import_dates.settled(plan.layout, order.date_format, may_ask=not order.quiet)
    report = TicketReport(
        plan=plan, date_format=date_format, dry_run=order.dry_run, quiet=order.quiet
    )
    store.run(import_tickets.read_in(Settings.load(), report, workspace, Clock()))
    import_ticket_report.show(report, as_json=order.quiet)
    if not report.usable:
        raise typer.Exit(FAILED)


def _has_tickets_alone(order: Order, told: Told) -> bool:
    """Whether nothing was said of answers, and the file is known for tickets without any."""
    if told.metric or told.score or told.date:
        return False
    header = file.look(order.path, order.given, ticket_plans.every_name()).header
    return headers.recognised(header) is None and ticket_plans.recognised(header) is not None


def _told_of_tickets(told: Told, columns: Mapping[str, str], source: str | None) -> ToldOfTickets:
    """Take over what was said of tickets. Raises WrongUsage for what only answers have."""
    of_answers = {
        "--metric": told.metric,
        "--score-column": told.score,
        "--date-column": told.date,
        "--comment-column": told.comment,
    }
    for option, value in of_answers.items():
        if value is not None:
            raise WrongUsage("{option} is for answers, not for tickets.", option=option)
    for name in told.segments:
        if name not in FILED:
            raise WrongUsage(
                "Tickets have no --segment {name}; they have {known}.",
                name=name,
                known=", ".join(FILED),
            )
    return ToldOfTickets(
        preset=told.preset,
        source=None if source is None else source.strip().casefold(),
        columns={**columns, **_named(id=told.id), **told.segments},
    )
