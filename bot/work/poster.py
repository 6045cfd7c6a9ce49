"""Posting: one letter to the first place that takes it, at Slack's pace, never twice.

Where it goes is stored before it is posted, so that an unknown outcome can be looked for there.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from bot import slack_errors
from bot.charts.posting import REFUSED, Charts
from bot.process import Process
from bot.slack_errors import FAILURES, PERSON_ERRORS, PLACE_ERRORS, Decision, Outcome
from bot.work import direct
from bot.work.halt import Halt
from bot.work.letters import Letter, Route
from bot.work.pace import Pace
from kpi.store import deliveries
from kpi.store.tables import Delivery

EVENT_TYPE = "kompas_message"

PATIENCE = 5.0
"""Seconds to wait for a channel's turn; where it takes longer the message is given back."""

LEAST_LEASE = timedelta(seconds=20)
"""What must be left of a lease when we write: the call may take ten seconds."""

FOR_PICTURES, FOR_WORDS = timedelta(seconds=30), timedelta(seconds=10)
"""What pictures may take of a lease, and what is kept for posting words after all."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack has it."""

    message_ts: str


class Poster:
    """Posts letters."""

    def __init__(self, process: Process, halt: Halt, pace: Pace) -> None:
        self._process = process
        self._halt = halt
        self._pace = pace
        self._charts = Charts(process)

    async def post(self, delivery: Delivery, letter: Letter) -> Posted | Decision:
        """Post to the first place that is open; otherwise say what the first refusal was."""
        refusal: Decision | None = None
        for route in letter.routes:
            result = await self._post_to(route, delivery)
            if isinstance(result, Posted) or not _is_closed(result):
                return result
            refusal = refusal or result
        return refusal or Decision(outcome=Outcome.REFUSED, reason="no_place")

    async def _post_to(self, route: Route, delivery: Delivery) -> Posted | Decision:
        try:
            channel_id = route.channel_id or await direct.channel_of(self._process, route.user_id)
        except FAILURES as error:
            # Opening a channel writes nothing, so it may be done again whatever became of it.
            return slack_errors.repeatable(slack_errors.judge(error))
        return await self._charts.posted(
            route.message,
            lambda message: self._attempt(channel_id, replace(route, message=message), delivery),
            was_refused=_is_for_its_blocks,
            patience=lambda: self._spare(delivery),
        )

    async def _attempt(
        self, channel_id: str, route: Route, delivery: Delivery
    ) -> Posted | Decision:
        """Post unless something stands in the way, which is looked at before every try."""
        obstacle = await self._turn(channel_id, route, delivery)
        result = obstacle or await self._call(channel_id, route, delivery)
        if _is_for_its_blocks(result):
            # A fall while pictures are drawn must not look like one while we post.
            await self._process.database.writer.work(
                lambda connection: deliveries.displace(connection, delivery)
            )
        return result

    def _spare(self, delivery: Delivery) -> float:
        """Give the seconds of the lease that pictures may take, so that words can still follow."""
        if delivery.lease_until is None:
            return 0.0
        left = delivery.lease_until - self._process.clock.now() - LEAST_LEASE - FOR_WORDS
        return min(left, FOR_PICTURES).total_seconds()

    async def _turn(self, channel_id: str, route: Route, delivery: Delivery) -> Decision | None:
        """Wait until we may write, and store where; or say why we may not now."""
        at = asyncio.get_running_loop().time()
        wait = self._pace.take(channel_id, at, patience=PATIENCE)
        if wait is None:
            return _later("paced", timedelta(seconds=self._pace.wait(channel_id, at)))
        await asyncio.sleep(wait)
        if not await self._placed(delivery, channel_id, route.thread_ts):
            return _later("lease_lost", timedelta(0))
        return self._obstacle(delivery)

    def _obstacle(self, delivery: Delivery) -> Decision | None:
        """Look once more, as late as possible: others may have met something meanwhile."""
        now = self._process.clock.now()
        held = self._pace.held(asyncio.get_running_loop().time())
        if held > 0:
            return _later("paced", timedelta(seconds=held))
        if self._halt.stands(now):
            return Decision(outcome=Outcome.STOPPED, reason="halted")
        if delivery.lease_until is None or delivery.lease_until - now < LEAST_LEASE:
            return _later("lease_short", timedelta(0))
        return None

    async def _placed(self, delivery: Delivery, channel_id: str, thread_ts: str) -> bool:
        return await self._process.database.writer.work(
            lambda connection: deliveries.place(connection, delivery, channel_id, thread_ts)
        )

    async def _call(self, channel_id: str, route: Route, delivery: Delivery) -> Posted | Decision:
        try:
            answer = await self._process.slack.chat_postMessage(
                channel=channel_id,
                thread_ts=route.thread_ts or None,
                text=route.message.text,
                blocks=route.message.blocks,
                metadata=_metadata(delivery),
                unfurl_links=False,
                unfurl_media=False,
            )
        except FAILURES as error:
            return self._noted(slack_errors.judge(error))
        ts = answer.get("ts")
        return Posted(ts) if ts else Decision(outcome=Outcome.UNKNOWN, reason="no_timestamp")

    def _noted(self, decision: Decision) -> Decision:
        """Let all posts feel what one has met."""
        if decision.outcome is Outcome.RETRY and decision.wait is not None:
            at = asyncio.get_running_loop().time()
            self._pace.hold(decision.wait.total_seconds(), at)
        return decision


def _metadata(delivery: Delivery) -> dict[str, object]:
    return {"event_type": EVENT_TYPE, "event_payload": {"delivery_id": str(delivery.id)}}


def _is_closed(decision: Decision) -> bool:
    return decision.is_refused and decision.reason in PLACE_ERRORS | PERSON_ERRORS


def _is_for_its_blocks(result: Posted | Decision) -> bool:
    return isinstance(result, Decision) and result.is_refused and result.reason == REFUSED


def _later(reason: str, wait: timedelta) -> Decision:
    return Decision(outcome=Outcome.RETRY, reason=reason, wait=wait)
