"""`kompas ledger`: what became of every resolution, counted and one by one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer

from bot.blocks import outcomes
from bot.cli import output, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.wording import voice
from kpi import periods
from kpi.periods import Period
from kpi.store import ledger as book
from kpi.store.ledger import Count, Row

When = Annotated[list[str] | None, typer.Argument(help="Such as week.", metavar="PERIOD")]
WithRows = Annotated[bool, typer.Option("--rows", help="Name each resolution too.")]
DEFAULT = "week"
_RESOLUTIONS = ("resolutions", "resolution")
_REMINDERS = ("people were", "person was")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The ledger of one period."""

    period: Period
    counts: Sequence[Count]
    rows: Sequence[Row]
    reminders: int


def ledger(
    period: When = None,
    *,
    workspace: WorkspaceId = None,
    rows: WithRows = False,
    as_json: AsJson = False,
) -> None:
    """Print how the resolutions of a period ended: answered, waiting, expired, not asked and why.

    --json names each of them as well.
    """
    words = " ".join(period or ()) or DEFAULT
    page = store.run(_read(Settings.load(), words, workspace, Clock()))
    if as_json:
        output.as_json(_described(page))
        return
    output.say(f"{len(page.rows)} {_RESOLUTIONS[len(page.rows) == 1]} in {page.period.label}")
    if page.rows:
        output.show(_counted(page.counts))
    if page.reminders:
        output.say(f"{page.reminders} {_REMINDERS[page.reminders == 1]} reminded")
    if rows and page.rows:
        output.say("")
        output.show(_listed(page.rows))


async def _read(settings: Settings, words: str, wanted: str | None, clock: Clock) -> Page:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        now, zone = clock.now(), workspace.time_zone
        period = periods.parse(words, today=periods.today(now, zone), zone=zone)
        if period is None:
            raise WrongUsage("{words} is not a period. Try kompas ledger week.", words=words)
        async with database.reading() as connection:
            return Page(
                period=period,
                counts=await book.counts(connection, workspace.id, period, now),
                rows=await book.rows(connection, workspace.id, period, now),
                reminders=await book.reminders(connection, workspace.id, period),
            )


def _counted(counts: Sequence[Count]) -> output.Grid:
    return output.Grid(
        headings=("outcome", "resolutions"),
        rows=[(_outcome(count), str(count.n)) for count in counts],
        numbers=frozenset({1}),
    )


def _listed(rows: Sequence[Row]) -> output.Grid:
    return output.Grid(
        headings=("resolved (UTC)", "ticket", "about", "team", "survey", "outcome"),
        rows=[_cells(row) for row in rows],
    )


def _cells(row: Row) -> tuple[str, ...]:
    ticket, outcome = f"{row.source} {row.external_id}", _outcome(row)
    moment = f"{row.resolved_at:%Y-%m-%d %H:%M}"
    return moment, ticket, row.subject, row.team, row.survey, outcome


def _outcome(one: Count | Row) -> str:
    return outcomes.told(voice("en"), one.outcome, one.reason)


def _described(page: Page) -> dict[str, Any]:
    period = page.period
    return {
        "period": {"first": period.first, "until": period.until, "label": period.label},
        "resolutions": len(page.rows),
        "reminders": page.reminders,
        "counts": [asdict(count) for count in page.counts],
        "rows": [_row(row) for row in page.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return asdict(row) | {"resolved_at": row.resolved_at.isoformat()}
