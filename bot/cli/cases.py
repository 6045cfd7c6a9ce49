"""Customers who are helped further, for `kompas summary cases`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from bot import wording
from bot.blocks import case_list, scale
from bot.cli import output
from bot.cli.output import Grid
from kpi import metrics, periods
from kpi.cases import State
from kpi.store import case_counts, case_facts
from kpi.store.case_facts import Told
from kpi.store.database import Database
from kpi.store.tables import Workspace

MOST = 100
RECENT = timedelta(days=91)


async def answer(
    database: Database, workspace: Workspace, which: str, now: datetime, *, as_json: bool
) -> None:
    """Print the cases that wait; or those that are done, or who may be contacted."""
    if which in {case_list.INTERVIEWS, case_list.FILE}:
        await _people(database, workspace, now, as_json=as_json)
        return
    listed = case_facts.finished if which == case_list.FINISHED else case_facts.going
    async with database.reading() as connection:
        found = await listed(connection, workspace, MOST)
        counts = await case_counts.counts(connection, workspace.id)
        waits = await case_counts.until_contact(connection, workspace.id, now - RECENT)
    seconds = [one.total_seconds() for one in waits]
    if as_json:
        counted = {state.value: counts.get(state, 0) for state in State}
        typical = median(seconds) if seconds else None
        told = [*map(_as_json, found)]
        output.as_json({**counted, "seconds_to_contact": typical, "cases": told})
    else:
        _show(found, workspace)


async def _people(
    database: Database, workspace: Workspace, now: datetime, *, as_json: bool
) -> None:
    today, zone = periods.today(now, workspace.time_zone), workspace.time_zone
    async with database.reading() as connection:
        found = await case_facts.interviews(
            connection, workspace, today - RECENT, today + timedelta(days=1)
        )
    if as_json:
        output.as_json([_person(one, zone) for one in found])
        return
    headings = ("name", "account", "score", "day", "subject")
    _print(headings, [[_shown(value) for value in _brief(one, zone)] for one in found])


def _show(found: Sequence[Told], workspace: Workspace) -> None:
    headings = ("score", "account", "subject", "state", "since", "owner")
    _print(headings, [_row(told, workspace.time_zone) for told in found])


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        output.show(Grid(headings=headings, rows=rows))
    else:
        output.say("There are none.")


def _row(told: Told, zone: str) -> tuple[str, ...]:
    say = wording.voice("en")
    score = "-" if told.score is None else scale.told(say, told.definition, told.score)
    case = told.case
    since = periods.local_day(case.opened_at, zone).isoformat()
    cells = (score, told.account, told.subject, case.outcome or case.state, since, case.owner_id)
    return tuple(map(_shown, cells))


def _brief(one: Any, zone: str) -> tuple[str, ...]:
    score = scale.told(wording.voice("en"), metrics.definition(one.definition), one.score)
    return (one.name, one.account, score, _day(one, zone), one.subject)


def _shown(value: str | None) -> str:
    return value or "-"


def _as_json(told: Told) -> dict[str, Any]:
    case = told.case
    return {
        "id": str(case.id),
        "state": case.state,
        "outcome": case.outcome or None,
        "owner": case.owner_id or None,
        "opened_at": case.opened_at.isoformat(),
        "contacted_at": case.contacted_at.isoformat() if case.contacted_at else None,
        "definition": told.definition.key,
        "score": told.score,
        "comment": told.comment,
        "account": told.account or None,
        "subject": told.subject or None,
        "url": told.url or None,
        "name": told.name or None,
        "may_contact": told.may_contact,
    }


def _person(one: Any, zone: str) -> dict[str, Any]:
    return {
        "name": one.name or None,
        "account": one.account or None,
        "team": one.team or None,
        "score": one.score,
        "day": _day(one, zone),
        "subject": one.subject or None,
        "url": one.url or None,
        "comment": one.comment,
    }


def _day(one: Any, zone: str) -> str:
    return periods.local_day(one.answered_at, zone).isoformat()
