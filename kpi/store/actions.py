"""Actions in the store: improvements as they stand, each step with its history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import actions
from kpi.actions import GOING, Standing, State, Step
from kpi.effects import Days
from kpi.errors import KpiError, NotFound, Refused, WrongSetting
from kpi.metrics import Metric
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Action, ActionChange

MOST = 200
"""Of one workspace that are going on at a time."""

_ACTION = rows.table(Action)
_CHANGE = rows.table(ActionChange)
_AIM = ("metric", "segment", "value", "survey_id")
"""The columns that say which number it should move."""


class Changed(KpiError):
    """Somebody changed this action while you looked at it. Look again, and then change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An action as somebody wants it."""

    title: str
    metric: Metric
    owner_id: str
    why: str = ""
    theme: str = ""
    segment: str = ""
    """With `value` whose number it should move; both empty for everybody's."""
    value: str = ""
    survey_id: UUID | None = None
    case_id: UUID | None = None
    due_on: date | None = None
    live_on: date | None = None
    begun_for: Days | None = None
    """The days whose numbers it is begun for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody does to an action."""

    step: Step
    doing: Callable[[Standing], Standing]
    """A step of `kpi.actions`, with its arguments."""
    by: str = ""
    """The Slack user; empty for what happens by itself."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What else the history keeps; of a judgement what was found, which the action keeps too."""
    seen: int | None = None
    """The revision that they looked at, which it must still have; None where any will do."""


async def create(
    connection: AsyncConnection,
    workspace_id: str,
    wish: Wish,
    *,
    by: str,
    now: datetime,
    today: date,
) -> Action:
    """Begin an action.

    Raises:
        WrongSetting: it has no title, or a segment without a value.
        WrongDate: a date is years away.
        Refused: `MOST` are going on already.
    """
    standing = actions.dated(Standing(), wish.due_on, wish.live_on, today)
    if await _going(connection, workspace_id) >= MOST:
        raise Refused("There are {count} actions already. End some first.", count=MOST)
    action = Action(
        workspace_id=workspace_id,
        id=new_id(now),
        created_by=by,
        created_at=now,
        **_wished(wish),
        **_columns(standing),
    )
    await rows.add(connection, action)
    await _note(connection, action, Deed(step=Step.BEGUN, doing=_as_it_is, by=by), now)
    return action


async def change(
    connection: AsyncConnection, action: Action, wish: Wish, *, by: str, now: datetime, today: date
) -> Action:
    """Let an action be as it is wanted now; another day, or another number, has it judged anew.

    Raises as `create` does, and Changed when it is not as it was when `action` was read.
    """
    after, wished = standing(action), _wished(wish)
    if any(getattr(action, name) != wished[name] for name in _AIM):
        after = actions.aimed_anew(after)
    after = actions.dated(after, wish.due_on, wish.live_on, today)
    columns = wished | _columns(after)
    if after.judged_at is None:
        columns["verdict"] = {}
    await _write(connection, action, columns)
    await _note(connection, action, Deed(step=Step.CHANGED, doing=_as_it_is, by=by), now)
    return action


async def act(
    connection: AsyncConnection, workspace_id: str, action_id: UUID, deed: Deed, now: datetime
) -> Action:
    """Take a step in the life of an action, judged on how it stands; what it raises is raised.

    Raises:
        NotFound: there is no such action.
        Changed: it is not as they saw it any more.
    """
    mine = select(_ACTION).where(_is(workspace_id, action_id)).with_for_update()
    action = await rows.first(connection, Action, mine)
    if action is None:
        raise NotFound("This action was removed.")
    if deed.seen not in {None, action.revision}:
        raise Changed
    before = standing(action)
    after = deed.doing(before)
    if after != before:
        kept = {"verdict": dict(deed.detail)} if deed.step is Step.JUDGED else {}
        await _write(connection, action, _columns(after) | kept)
        await _note(connection, action, deed, now)
    return action


async def thanked(
    connection: AsyncConnection, action: Action, words: Mapping[str, str], *, by: str, now: datetime
) -> None:
    """Keep what the customers behind it are told. Raises Changed as `change` does."""
    await _write(connection, action, {"thanks": dict(words)})
    await _note(connection, action, Deed(step=Step.THANKED, doing=_as_it_is, by=by), now)


async def find(connection: AsyncConnection, workspace_id: str, action_id: UUID) -> Action:
    """Return an action. Raises NotFound."""
    mine = select(_ACTION).where(_is(workspace_id, action_id))
    found = await rows.first(connection, Action, mine)
    if found is None:
        raise NotFound("This action was removed.")
    return found


async def history(connection: AsyncConnection, action: Action) -> list[ActionChange]:
    """Return what happened to an action, the oldest first."""
    mine = and_(_CHANGE.c.workspace_id == action.workspace_id, _CHANGE.c.action_id == action.id)
    ordered = select(_CHANGE).where(mine).order_by(_CHANGE.c.at, _CHANGE.c.id)
    return await rows.every(connection, ActionChange, ordered)


def standing(action: Action) -> Standing:
    """Give what the rules of an action look at."""
    return Standing(State(action.state), action.due_on, action.live_on, action.judged_at)


def begun_for(action: Action) -> Days | None:
    """Give the days whose numbers an action was begun for."""
    if action.begun_for_first is None or action.begun_for_until is None:
        return None
    return Days(action.begun_for_first, action.begun_for_until)


def _as_it_is(standing: Standing) -> Standing:
    return standing


def _wished(wish: Wish) -> dict[str, Any]:
    title = " ".join(wish.title.split())[: actions.LONGEST_TITLE]
    if not title:
        raise WrongSetting("An action needs a title.")
    if bool(wish.segment) != bool(wish.value):
        raise WrongSetting("Say whose number it should move, or leave both empty.")
    begun = wish.begun_for
    return {
        "title": title,
        "why": wish.why.strip()[: actions.LONGEST_WHY],
        "theme": wish.theme,
        "segment": wish.segment,
        "value": wish.value,
        "metric": wish.metric.value,
        "survey_id": wish.survey_id,
        "case_id": wish.case_id,
        "owner_id": wish.owner_id,
        "begun_for_first": begun.first if begun else None,
        "begun_for_until": begun.until if begun else None,
    }


def _columns(after: Standing) -> dict[str, Any]:
    return {
        "state": after.state.value,
        "due_on": after.due_on,
        "live_on": after.live_on,
        "judged_at": after.judged_at,
    }


async def _going(connection: AsyncConnection, workspace_id: str) -> int:
    mine = and_(_ACTION.c.workspace_id == workspace_id, _ACTION.c.state.in_(GOING))
    counted = select(func.count()).select_from(_ACTION).where(mine)
    return int((await connection.execute(counted)).scalar_one())


async def _write(connection: AsyncConnection, action: Action, columns: Mapping[str, Any]) -> None:
    same = and_(_is(action.workspace_id, action.id), _ACTION.c.revision == action.revision)
    written = {**columns, "revision": action.revision + 1}
    result = await connection.execute(update(_ACTION).where(same).values(**written))
    if result.rowcount != 1:
        raise Changed
    for name, value in written.items():
        setattr(action, name, value)


async def _note(connection: AsyncConnection, action: Action, deed: Deed, now: datetime) -> None:
    change = ActionChange(
        workspace_id=action.workspace_id,
        id=new_id(now),
        action_id=action.id,
        what=deed.step,
        by=deed.by,
        detail=dict(deed.detail),
        at=now,
    )
    await rows.add(connection, change)


def _is(workspace_id: str, action_id: UUID) -> ColumnElement[bool]:
    return and_(_ACTION.c.workspace_id == workspace_id, _ACTION.c.id == action_id)
