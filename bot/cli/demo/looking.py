"""Looking for what happened: in the ledger, among the comments, and in what Slack shows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cli.demo.sample.answers import THE_DROP
from bot.cli.demo.stage import Stage
from bot.cli.demo.steps import Facts
from bot.cli.demo.told import Ticket
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sources import standard
from kpi import periods
from kpi.eligibility import PHRASES, Reason
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.store import comments, ledger, workspaces
from kpi.store.ledger import Row


async def around(stage: Stage, began: datetime, tickets: Sequence[Ticket]) -> Facts:
    """Give what happened since the demo began.

    Args:
        stage: with its database and its Slack.
        began: the aware moment of the beginning.
        tickets: those that were resolved since, the newest first.
    """
    now = stage.clock.now()
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, stage.workspace_id)
        period = _since(began, now, workspace.time_zone)
        rows = await ledger.rows(connection, workspace.id, period, now)
        ours = Query(metrics=(Metric.CSAT,), period=period, filters={"source": standard.SOURCE})
        said = await comments.latest(connection, workspace, ours, 1)
    return Facts(
        tickets=list(_ended(tickets, rows)),
        commented=bool(said),
        read_by_team=any(map(_names_the_drop, _told_to_leads(stage))),
        digest_came=any(map(_is_digest, stage.slack.messages(cast.WEEKLY))),
    )


def _since(began: datetime, now: datetime, zone: str) -> Period:
    first, last = (periods.local_day(moment, zone) for moment in (began, now))
    period = periods.parse(f"{first}..{last}", today=last, zone=zone)
    return period or periods.day_of(last, zone)


def _ended(tickets: Sequence[Ticket], rows: Sequence[Row]) -> Iterator[Ticket]:
    found = {row.external_id: row for row in rows if row.source == standard.SOURCE}
    for ticket in tickets:
        row = found.get(ticket.id)
        yield ticket if row is None else _ending(ticket, row)


def _ending(ticket: Ticket, row: Row) -> Ticket:
    reason = PHRASES[Reason(row.reason)] if row.reason in list(Reason) else row.reason
    return replace(ticket, outcome=row.outcome.value, reason=reason)


def _told_to_leads(stage: Stage) -> Iterator[Message]:
    for user_id in (cast.LEAD, cast.ADMIN):
        yield from stage.slack.ephemerals(user_id)


def _names_the_drop(message: Message) -> bool:
    return _is_kompas(message) and "CSAT" in message.text and THE_DROP in message.text


def _is_digest(message: Message) -> bool:
    """Only what Kompas sends by itself carries metadata; of that only a digest goes on below."""
    return _is_kompas(message) and message.metadata is not None and bool(message.thread_ts)


def _is_kompas(message: Message) -> bool:
    return message.posted_by == "bot"
