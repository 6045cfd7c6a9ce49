"""The actions of a workspace on the command line, for people and for machines."""

from datetime import date, datetime
from typing import Any

from bot import wording
from bot.blocks import verdicts
from bot.cli import output
from kpi import periods
from kpi.actions import State
from kpi.store import action_lists, actions
from kpi.store.database import Database
from kpi.store.tables import Action, Workspace

MOST = 500


async def answer(database: Database, workspace: Workspace, now: datetime, *, as_json: bool) -> None:
    """Print all actions of a workspace, by where they stand."""
    today = periods.today(now, workspace.time_zone)
    async with database.reading() as connection:
        found = await action_lists.of_workspace(connection, workspace.id, tuple(State), MOST)
    if as_json:
        output.as_json([_plain(one, today) for one in found])
    elif not found:
        output.say("No actions yet.")
    else:
        headings = ("state", "action", "for", "due", "live", "verdict")
        output.show(output.Grid(headings=headings, rows=[_row(one, today) for one in found]))


def _row(action: Action, today: date) -> tuple[str, ...]:
    late = " (overdue)" if actions.standing(action).is_overdue(today) else ""
    whom = f" {action.segment}:{action.value}" if action.segment else ""
    effect = verdicts.kept(action)
    return (
        action.state,
        action.title,
        f"{action.metric}{whom}",
        f"{_day(action.due_on) or ''}{late}",
        _day(action.live_on) or "",
        verdicts.brief(wording.voice("en"), effect) if effect else "",
    )


def _plain(action: Action, today: date) -> dict[str, Any]:
    return {
        "id": str(action.id),
        "title": action.title,
        "state": action.state,
        "metric": action.metric,
        "segment": action.segment or None,
        "value": action.value or None,
        "theme": action.theme or None,
        "owner": action.owner_id,
        "due_on": _day(action.due_on),
        "live_on": _day(action.live_on),
        "overdue": actions.standing(action).is_overdue(today),
        "verdict": action.verdict or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
