"""Previews of digests: exactly what would be posted now, sent to who asks, saved or not."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from bot import issue_letters, issues, relay
from bot.issues import Answer, Issue
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.mail import smtp
from bot.process import Process
from kpi import slots
from kpi.errors import Refused
from kpi.store import schedules
from kpi.store.tables import Schedule


class DigestPreviews:
    """Sends them."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    async def send(self, caller: Caller, schedule: Schedule) -> str:
        """Send what a digest would say now; give a sentence that says where it is.

        Raises:
            Refused: Slack, or the mail server, did not take it.
        """
        now = self._process.clock.now()
        issue = _issue(caller, schedule, now)
        answer = await issues.answer(self._process, issue)
        for message in issues.told(issue, answer):
            if not await self._showing.post(caller.user_id, message):
                raise Refused("Slack did not take the message. Please try once more.")
        if await self._mailed(caller, issue, answer, now):
            return caller.say("The preview is in your messages with me, and in your mail.")
        return caller.say("The preview is in your messages with me.")

    async def _mailed(self, caller: Caller, issue: Issue, answer: Answer, now: datetime) -> bool:
        """Mail it to who asks, where the digest goes by mail."""
        server = self._process.settings.mail_relay
        is_reachable = server is not None and relay.is_address(caller.address)
        if server is None or not is_reachable or not issue.schedule.addresses:
            return False
        to = await issue_letters.envelope(
            self._process,
            issue,
            sender=server.sender,
            recipient=caller.address,
            mail_id=str(uuid4()),
        )
        letter = await issue_letters.written(self._process, issue, answer, to, now)
        host = urlsplit(self._process.settings.public_url or "").hostname or "localhost"
        failure = await smtp.hand_over(server, letter, name=host, permission=_anyway)
        if failure is not None:
            raise Refused("The mail server did not take it ({reason}).", reason=failure.reason)
        return True


def _issue(caller: Caller, schedule: Schedule, now: datetime) -> Issue:
    """Give the issue that would be told if its turn were now."""
    rhythm = schedules.rhythm(schedule, caller.workspace.time_zone)
    slot = slots.running(rhythm, now)
    return Issue(workspace=caller.workspace, schedule=schedule, slot=slot)


async def _anyway() -> None:
    """Have nothing against it."""
