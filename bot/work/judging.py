"""Judging: when enough time and answers have passed since a change, its effect is found out."""

from contextlib import suppress
from datetime import date
from functools import partial
from uuid import UUID

from bot.process import Process
from bot.work.steps import attempt
from kpi import actions as life
from kpi import effects as found_out
from kpi import periods
from kpi.actions import Step
from kpi.effects import Effect
from kpi.store import action_lists, actions, effects, verdicts, workspaces
from kpi.store.actions import Changed, Deed
from kpi.store.tables import Action


class Judging:
    """Judges actions whose time has come, looking at each once a day."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._looked: dict[UUID, date] = {}

    async def step(self) -> None:
        """Let what was to go live be live, and judge what can be judged."""
        async with self._process.database.reading() as connection:
            going = await action_lists.going(connection)
        for action in going:
            about = {"action_id": str(action.id)}
            await attempt(self._process, "judging", self._look(action), **about)

    async def _look(self, action: Action) -> None:
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, action.workspace_id)
        today = periods.today(self._process.clock.now(), workspace.time_zone)
        if self._looked.get(action.id) == today:
            return
        self._looked[action.id] = today
        deed = Deed(step=Step.WENT_LIVE, doing=partial(life.on, today=today))
        with suppress(Changed):  # another replica was first
            await judge(self._process, await self._act(action, deed))

    async def _act(self, action: Action, deed: Deed) -> Action:
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: actions.act(connection, action.workspace_id, action.id, deed, now)
        )


async def judge(process: Process, action: Action, by: str = "") -> Effect | None:
    """Judge an action, keep what was found and owe its owner a word; None while it is too early.

    Raises:
        Changed: somebody changed the action meanwhile, or another replica was first.
    """
    now = process.clock.now()
    async with process.database.reading() as connection:
        workspace = await workspaces.find(connection, action.workspace_id)
        effect = await effects.judge(connection, workspace, action, now)
    if effect is None:
        return None
    deed = Deed(
        step=Step.JUDGED,
        doing=partial(life.judged, at=now),
        by=by,
        detail=found_out.told(effect),
        seen=action.revision,
    )
    await process.database.writer.work(
        lambda connection: verdicts.keep(connection, action, deed, now)
    )
    return effect
