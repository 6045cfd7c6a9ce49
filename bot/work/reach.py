"""Whether Slack can be reached at all, found out by a call that changes nothing.

While Slack is away every post would end with an unknown outcome, and be held.
"""

from bot import slack_errors
from bot.process import Process
from bot.slack_errors import FAILURES, SILENCE, Decision, Outcome
from bot.work.halt import Halt


class Reach:
    """Remembers that Slack did not answer, until it does."""

    def __init__(self, process: Process, halt: Halt) -> None:
        self._process = process
        self._halt = halt
        self._is_away = False

    def note(self, decision: Decision) -> None:
        """Learn from a failure: where no answer came, ask before the next post."""
        if decision.reason in SILENCE:
            self._is_away = True

    async def is_open(self) -> bool:
        """Tell whether posting makes sense; asks Slack only after a failure."""
        if not self._is_away:
            return True
        try:
            await self._process.slack.auth_test()
        except FAILURES as error:
            self._learn(slack_errors.judge(error))
            return False
        self._is_away = False
        return True

    def _learn(self, decision: Decision) -> None:
        if decision.outcome is Outcome.STOPPED:
            self._halt.begin(decision.reason, self._process.clock.now())
