"""Redrawing: open forms follow what comes in while somebody looks at them."""

from bot import slack_errors
from bot.lights import Lit
from bot.process import Process
from bot.slack_errors import FAILURES
from bot.work.steps import attempt
from kpi.errors import KpiError


class Redrawing:
    """Keeps open forms up to date."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Draw each open form anew that would look different now."""
        for lit in self._process.lights.burning(self._process.clock.real()):
            await attempt(self._process, "redrawing", self._redraw(lit), view_id=lit.view_id)

    async def _redraw(self, lit: Lit) -> None:
        try:
            view = await lit.draw()
        except KpiError:
            # What it shows was removed.
            self._process.lights.forget(lit)
            return
        if view == lit.shown or not self._process.lights.holds(lit):
            return
        try:
            await self._process.slack.views_update(view_id=lit.view_id, view=view)
        except FAILURES as error:
            if slack_errors.judge(error).is_refused:
                # As a rule it was closed, which nobody tells us.
                self._process.lights.forget(lit)
        else:
            lit.shown = view
