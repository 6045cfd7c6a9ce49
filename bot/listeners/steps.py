"""The step "Ask for a rating" of Workflow Builder: a workflow says whom to ask, about what."""

import structlog
from slack_bolt.context.complete.async_complete import AsyncComplete
from slack_bolt.context.fail.async_fail import AsyncFail

from bot import threads, wording
from bot.listeners import asking, payloads
from bot.listeners.asking import AlreadyAsked, Request
from bot.listeners.payloads import Body
from bot.listeners.reception import Reception
from bot.process import Process
from kpi.errors import KpiError

log = structlog.get_logger(__name__)


class Steps:
    """Listens to the step; Slack tells of it again until it is acknowledged, and it asks once."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception

    async def ask_for_rating(self, event: Body, complete: AsyncComplete, fail: AsyncFail) -> None:
        """Ask; the workflow goes on when the question goes out, or did before; else it ends."""
        say = wording.voice((await self._reception.workspace()).language)
        try:
            survey = (await asking.surveys_on(self._process))[0].name
            await asking.ask(self._process, _request(event, survey))
        except AlreadyAsked:
            log.info("a step asked for what was asked before")
        except KpiError as error:
            await fail(say("Nobody was asked: {reason}", reason=say.explain(error)))
            return
        await complete({"asked": True})


def _request(event: Body, survey: str) -> Request:
    """Read what the workflow gave; a thread is named by its channel and first message.

    What names no thread counts for nothing: the question goes to the channel itself.
    """
    inputs = event.get("inputs") or {}
    user_id, channel_id = _given(inputs, "person"), _given(inputs, "channel")
    thread_ts = threads.named(_given(inputs, "thread")) if channel_id else ""
    execution = str(event["function_execution_id"])
    return Request(
        survey=survey,
        external_id=asking.about_thread(channel_id, thread_ts, user_id)
        if thread_ts
        else f"{execution}/{user_id}",
        about=payloads.plain(_given(inputs, "about"))[: asking.LONGEST_SUBJECT],
        agent="",
        user_id=user_id,
        channel_id=channel_id,
        thread_ts=thread_ts,
        wish=execution,
    )


def _given(inputs: Body, name: str) -> str:
    return payloads.typed(inputs.get(name)).strip()
