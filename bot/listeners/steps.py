"""The step "Ask for a rating" of Workflow Builder: a workflow says whom to ask, about what."""

from collections.abc import Awaitable

import structlog
from slack_bolt.context.complete.async_complete import AsyncComplete
from slack_bolt.context.fail.async_fail import AsyncFail
from slack_sdk.errors import SlackApiError

from bot import slack_errors, threads, wording
from bot.listeners import asking, payloads
from bot.listeners.asking import AlreadyAsked, Request
from bot.listeners.payloads import Body
from bot.listeners.reception import Reception
from bot.process import Process
from bot.slack_errors import Outcome
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
            await _end(fail(say("Nobody was asked: {reason}", reason=say.explain(error))))
            return
        await _end(complete({"asked": True}))


async def _end(call: Awaitable[object]) -> None:
    """Tell Slack that a step ended; of one that had ended before it wants to hear no more.

    The token that a step lends ends with it, so this is no word about our own.
    """
    try:
        await call
    except SlackApiError as error:
        decision = slack_errors.judge(error)
        if decision.outcome not in {Outcome.REFUSED, Outcome.STOPPED}:
            raise
        log.warning("slack_refused", call="functions.complete", reason=decision.reason)


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
