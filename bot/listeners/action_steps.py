"""Steps in the life of an action: what somebody does to one from its card or a form."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from bot.blocks import actions as blocks
from bot.listeners.action_desk import ActionDesk, Seen
from bot.listeners.reception import Caller
from bot.process import Process
from bot.wording import Voice, sentence
from bot.work import judging
from kpi import actions as life
from kpi.actions import Standing, Step
from kpi.effects import ENOUGH, WEEKS
from kpi.store import actions, effects
from kpi.store.actions import Changed, Deed
from kpi.store.effects import Look
from kpi.store.tables import Action

_FIRST = sentence(
    "Too early: it is judged after {weeks} weeks, on {day}, if both sides have {n} answers"
    " or tickets by then; otherwise later, after {last} weeks at the most."
)
_LAST = sentence("Too early: after {weeks} weeks, on {day}, it is judged with what there is.")


class _Turn(NamedTuple):
    """A step that a button takes."""

    step: Step
    doing: Callable[[Standing, date], Standing]


TURNS: Mapping[str, _Turn] = {
    blocks.START: _Turn(Step.STARTED, life.started),
    blocks.DROP: _Turn(Step.DROPPED, lambda action, _today: life.dropped(action)),
    blocks.TAKE_UP: _Turn(Step.TAKEN_UP, lambda action, _today: life.taken_up(action)),
}


class ActionSteps:
    """Takes steps; of two people at once one is told that the other was first."""

    def __init__(self, process: Process, desk: ActionDesk) -> None:
        self._process = process
        self._desk = desk

    async def turn(self, caller: Caller, button: str, one: Seen) -> None:
        """Do what a button says. Raises Changed, NotThere or NotFound."""
        turn, today = TURNS[button], self._desk.today(caller)
        await self._act(caller, one, turn.step, lambda action: turn.doing(action, today))

    async def went_live(self, caller: Caller, one: Seen, live_on: date) -> None:
        """Note since when the change is live, or from when on. Raises as `turn` does, WrongDate."""
        today = self._desk.today(caller)
        doing = partial(life.went_live, live_on=live_on, today=today)
        await self._act(caller, one, Step.WENT_LIVE, doing)

    async def judge(self, caller: Caller, one: Seen) -> str:
        """Judge it now where that can be; say when it can where it is too early."""
        action = await self._desk.find(caller, one.id)
        if action.state == life.State.JUDGED:
            return ""
        if action.revision != one.revision:
            raise Changed
        if await judging.judge(self._process, action, caller.user_id) is not None:
            return ""
        return await self._too_early(caller, action)

    async def _act(
        self, caller: Caller, one: Seen, step: Step, doing: Callable[[Standing], Standing]
    ) -> None:
        now = self._process.clock.now()
        deed = Deed(step=step, doing=doing, by=caller.user_id, seen=one.revision)
        await self._process.database.writer.work(
            lambda connection: actions.act(connection, caller.workspace.id, one.id, deed, now)
        )

    async def _too_early(self, caller: Caller, action: Action) -> str:
        if action.live_on is None:
            raise life.NotLive
        async with self._process.database.reading() as connection:
            now = self._process.clock.now()
            ahead = await effects.next_look(connection, caller.workspace, action, now)
        last = Look(WEEKS[-1], self._desk.today(caller), 0)
        return " ".join(_looked_for(caller.say, ahead or last))


def _looked_for(say: Voice, look: Look) -> Iterator[str]:
    """Say when the effect can be found out."""
    yield say(
        _LAST if look.weeks == WEEKS[-1] else _FIRST,
        weeks=look.weeks,
        day=say.day(look.day),
        n=ENOUGH,
        last=WEEKS[-1],
    )
    if look.settles_in:
        yield say.plural(
            "That is {n} day on top of them: who was helped last may come back until then.",
            "That is {n} days on top of them: who was helped last may come back until then.",
            look.settles_in,
        )
