"""What follows an answer outlasts a database that goes away in that very moment.

The answer is stored by then, so the person should not look at the old message for ever.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.background import Background
from kpi.errors import Unavailable
from kpi.store.database import AWAY

PAUSES = (0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 60, 60, 60)
"""Seconds before each further try: five minutes in all, after which people look again."""

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


async def outlasting(background: Background, work: Callable[[], Awaitable[Result]]) -> Result:
    """Do some work, and again after each pause while the database is away.

    Args:
        background: cuts the pauses short when the process ends; then one try is left.
        work: may be begun again after the database failed it.

    Raises:
        Exception: what the last try raised, or any other failure at once.
    """
    for seconds in PAUSES:
        try:
            return await work()
        except (*AWAY, Unavailable) as error:
            log.warning("waiting for the database", seconds=seconds, error=type(error).__name__)
        if not await background.pause(seconds):
            break
    return await work()
