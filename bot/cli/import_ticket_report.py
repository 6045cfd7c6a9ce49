"""What became of a file of tickets: how it was read, how many were new, which rows were bad."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cli import output
from bot.cli.import_report import DELIMITERS, counted, here_already, none_usable
from bot.importing.records import BadRow
from bot.importing.ticket_plans import TicketPlan
from kpi.past_tickets import PastTicket
from kpi.store.past import TakenIn

_EXAMPLES = 3
_SHOWN = ("id", "opened UTC", "replied", "resolved", "team", "agent", "channel")


@dataclass(slots=True, kw_only=True)
class TicketReport:
    """The story of one import; the counts grow while the file is read."""

    plan: TicketPlan
    date_format: str
    dry_run: bool
    quiet: bool = False
    """Whether a machine reads along, so that nothing is drawn or asked."""
    usable: int = 0
    """Rows that are tickets."""
    resolved: int = 0
    """Those of them that are solved."""
    new: int = 0
    completed: int = 0
    """Tickets that were here, and of which the file told more."""
    bad: list[BadRow] = field(default_factory=list)
    examples: list[PastTicket] = field(default_factory=list)

    def heard(self, piece: Sequence[PastTicket]) -> None:
        """Count a piece of the file."""
        self.usable += len(piece)
        self.resolved += sum(_solved_at(ticket) is not None for ticket in piece)
        self.examples += piece[: _EXAMPLES - len(self.examples)]

    def stored(self, taken_in: TakenIn) -> None:
        """Count what a piece added."""
        self.new += taken_in.new
        self.completed += taken_in.completed


def show(report: TicketReport, *, as_json: bool) -> None:
    """Print the report; bad rows, and that nothing was usable, on stderr."""
    path = report.plan.layout.path
    if as_json:
        output.as_json(described(report))
    else:
        for line in _how(report):
            output.say(line)
        _show_examples(report)
        output.say(_result(report))
    for row in report.bad:
        output.warn(f"{path}, {row}.")
    if not report.usable:
        output.warn(none_usable(path, has_rows=bool(report.bad)))


def described(report: TicketReport) -> dict[str, Any]:
    """Give the report as `--json` prints it; `new` and `completed` are null on a dry run."""
    plan = report.plan
    return {
        "file": str(plan.layout.path),
        "preset": None if plan.preset is None else plan.preset.name,
        "source": plan.source,
        "dry_run": report.dry_run,
        "encoding": plan.layout.encoding,
        "delimiter": plan.layout.delimiter,
        "date_format": report.date_format,
        "usable": report.usable,
        "resolved": report.resolved,
        "new": None if report.dry_run else report.new,
        "completed": None if report.dry_run else report.completed,
        "bad": [{"line": row.line, "reason": row.reason} for row in report.bad],
    }


def _how(report: TicketReport) -> Iterator[str]:
    plan, layout = report.plan, report.plan.layout
    parts = ", ".join(
        f"{part.replace('_', ' ')} from {layout.header[place].strip()}"
        for part, place in plan.places.items()
    )
    whose = f" of {plan.preset.title}" if plan.preset else ""
    yield f"Tickets{whose} as source {plan.source}, {parts}."
    delimiter = DELIMITERS.get(layout.delimiter, layout.delimiter)
    zone = f" in {plan.zone}" if plan.zone else ""
    yield f"Read as {layout.encoding}, delimiter {delimiter}, dates {report.date_format}{zone}."
    if not plan.tells_replies:
        yield "Without a column of first replies they do not count in first response."


def _show_examples(report: TicketReport) -> None:
    if report.dry_run and report.examples:
        rows = [_example(ticket) for ticket in report.examples]
        output.show(output.Grid(headings=_SHOWN, rows=rows))


def _example(ticket: PastTicket) -> tuple[str, ...]:
    moments = (ticket.opened_at, ticket.replied_at, _solved_at(ticket))
    filed = (ticket.details.get(name, "") for name in ("team", "agent", "channel"))
    return ticket.external_id, *(_minute(at) for at in moments), *filed


def _minute(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"


def _solved_at(ticket: PastTicket) -> datetime | None:
    return None if ticket.is_open else ticket.resolved_at or ticket.first_resolved_at


def _result(report: TicketReport) -> str:
    bad = f"{counted(len(report.bad), 'row')} could not be used"
    if report.dry_run:
        tickets = f"{counted(report.usable, 'ticket')} understood, {report.resolved:,} solved"
        return f"{tickets}, {bad}; nothing was stored."
    known = report.usable - report.new - report.completed
    return (
        f"{counted(report.new, 'ticket')} imported, {report.completed:,} completed, "
        f"{here_already(known)}, {bad}. Nobody is asked about them."
    )
