"""Stopping all sending while Slack does not accept our token; what is owed stays owed."""

from datetime import datetime, timedelta

import structlog

from bot.process import Process

PAUSE = timedelta(minutes=5)
"""How long until one call tries whether the token is accepted again."""

log = structlog.get_logger()


class Halt:
    """Whether the workspace may call Slack at all."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._until: datetime | None = None
        self.reason = ""
        """Why nothing is sent, by Slack's name for it; empty while our token is accepted."""

    def stands(self, now: datetime) -> bool:
        """Tell whether nothing may be sent at this moment."""
        return self._until is not None and now < self._until

    def begin(self, reason: str, now: datetime) -> None:
        """Stop sending for a while, and say so."""
        self._until, self.reason = now + PAUSE, reason
        self._process.metrics.slack_halted.set(1)
        log.error("slack refuses our token", reason=reason, workspace=self._process.workspace_id)

    def end(self) -> None:
        """Go on: Slack accepted a call."""
        if self._until is not None:
            self._until, self.reason = None, ""
            self._process.metrics.slack_halted.set(0)
            log.info("slack accepts our token again", workspace=self._process.workspace_id)
