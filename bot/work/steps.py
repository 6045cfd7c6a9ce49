"""The one net under work that runs by itself: a step that fails is logged and stops no other."""

from collections.abc import Awaitable
from typing import TypeVar

import structlog

from bot.logs import described
from bot.process import Process

Result = TypeVar("Result")

log = structlog.get_logger()


async def attempt(
    process: Process, step: str, work: Awaitable[Result], **ids: object
) -> Result | None:
    """Await some work; when it raises, log the step and the ids it was about, and give None."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - the job wrapper: one failing job stops no other
        process.metrics.failed_steps.labels(step).inc()
        # Not the error itself: its message may quote what logs must not hold.
        log.error("step failed", step=step, **ids, **described(error))  # noqa: TRY400 - see above
        return None
